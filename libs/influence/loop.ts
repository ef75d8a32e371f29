import type { organisation, proposal } from '#domain';
import { type Day, dayNumber, type Interval, interval } from '#domain/occurred-on';
import {
  type Answer,
  answerInForce,
  finalFollowUp,
  isAsked,
  isClosed,
  isCovered,
  type OwedFacts,
  type Step,
  type Submitted,
} from '#domain/owed';

type Submission = Extract<proposal.ProposalEvent, { type: 'ProposalSubmitted' }>['data'];

/** A proposal as figures see it: what its events say on a day, and what its source would say if there were more. */
export interface Loop {
  readonly id: string;
  readonly state: Submitted;
  readonly submission: Submission;
  /** The answer in force, and of those that are more than a deferral the one that came first. */
  readonly answer: Answer | undefined;
  readonly firstAnswer: Answer | undefined;
  readonly final: ReturnType<typeof finalFollowUp>;
  readonly closed: ReturnType<typeof isClosed>;
  /** Whether an answer was wanted; `notSaid`: the source does not say. */
  readonly asked: 'asked' | 'notAsked' | 'notSaid';
  /** Whether it would be known if this step had come after that one. */
  readonly covers: (step: organisation.CoverageStep, after: Step) => boolean;
}

export function loopOf(id: string, state: Submitted, submission: Submission, facts: OwedFacts): Loop {
  return {
    id,
    state,
    submission,
    answer: answerInForce(state),
    firstAnswer: earliest(state.answers.filter(({ decision }) => decision !== 'deferred')),
    final: finalFollowUp(state),
    closed: isClosed(state, facts.coverage),
    asked: isAsked(state) ? 'asked' : state.answerWanted === undefined ? 'notSaid' : 'notAsked',
    covers: (step, after) => isCovered(after.source, step, facts.coverage),
  };
}

/** The step that came first, in whatever order they were written down; what nobody dated comes after what has a day. */
export function earliest<One extends Pick<Step, 'on'>>(steps: readonly One[]): One | undefined {
  const keyOf = (step: One) => {
    const days = daysOf(step);
    return days ? `${days.last} ${days.first}` : '9999';
  };
  return steps.reduce<One | undefined>((first, one) => (first && keyOf(first) <= keyOf(one) ? first : one), undefined);
}

/**
 * The days on which a step may have been made; undefined: it was not, or nobody wrote down when.
 * @param on the day that is asked about: who said by then that something happened that year did not mean a later day
 */
export const daysOf = (step: { readonly on: Step['on'] } | undefined, on?: Day): Interval | undefined =>
  step?.on === undefined ? undefined : interval(step.on, on);

/** How many days lie between two steps: at least and at most. What came first by its dates took no time. */
export function between(from: Interval, to: Interval): { readonly lower: number; readonly upper: number } {
  const lower = Math.max(0, dayNumber(to.first) - dayNumber(from.last));
  return { lower, upper: Math.max(lower, dayNumber(to.last) - dayNumber(from.first)) };
}

/** How many days it has been since a step: at least and at most. */
export const since = (from: Interval, on: Day): { readonly lower: number; readonly upper: number } =>
  between(from, { first: on, last: on });
