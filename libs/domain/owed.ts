import type { State as Commission, GroupsPart } from './commission-state.ts';
import { type DueFacts, dueDate } from './due.ts';
import type { Day, OccurredOn } from './occurred-on.ts';
import type { CoverageStep } from './organisation.ts';
import { isCovered, isKnown, last, type Owed, type OwedFacts, owedFor } from './owed-wait.ts';
import { isAsked, type Proposal, type Submitted } from './proposal-state.ts';
import { keepsOpen, waitsOf } from './waits.ts';

export {
  type CommissionEvent,
  evolve as evolveCommission,
  initial as noCommission,
  type State as Commission,
} from './commission-state.ts';
export type { DueFacts } from './due.ts';
export { defaultPreset } from './organisation.ts';
export { isCovered, type Owed, type OwedFacts } from './owed-wait.ts';
export type { ProposalEvent } from './proposal-events.ts';
export { evolve as evolveProposal, initial as noProposal } from './proposal-evolve.ts';
export {
  type Answer,
  answerInForce,
  finalFollowUp,
  isAsked,
  type Proposal,
  promises,
  type Step,
  type Submitted,
  timesTooEarly,
} from './proposal-state.ts';
export { type Waited, waitsThrough } from './waited.ts';
export { followsFromAnswer, waitedFor } from './waited-for.ts';

/** It would be waited for, but its source does not cover the step: nobody knows whether it came. Never late. */
export interface NotKnown {
  readonly what: Owed['what'];
  readonly step: CoverageStep;
  readonly ofEvent?: string;
}

export interface Standing {
  /** What is due first is first; what has no due day comes last, the longest waiting first. */
  readonly owed: readonly Owed[];
  readonly notKnown: readonly NotKnown[];
}

const byDue = (a: Owed, b: Owed): number =>
  (a.due.on ?? '9999-12-31').localeCompare(b.due.on ?? '9999-12-31') ||
  (a.since ?? '9999-12-31').localeCompare(b.since ?? '9999-12-31');

/** Where the source neither says that an answer was wanted nor records every answer, nobody knows whether one was given. */
function mayHaveBeenAnswered(state: Proposal, coverage: OwedFacts['coverage']): NotKnown[] {
  if (state.status !== 'open' || state.answerWanted !== undefined || state.answers.length > 0) return [];
  return isCovered(state.submitted.source, 'decisions', coverage) ? [] : [{ what: 'decision', step: 'decisions' }];
}

/** What a proposal waits for, from whom, and when it is due. */
export function owedByProposal(state: Proposal, facts: OwedFacts): Standing {
  const owed: Owed[] = [];
  const notKnown = mayHaveBeenAnswered(state, facts.coverage);
  for (const wait of waitsOf(state)) {
    const { what, step, ofEvent } = wait;
    if (isKnown(wait, facts.coverage)) owed.push(owedFor(wait, state as Submitted, facts));
    else notKnown.push({ what, step, ...(ofEvent !== undefined && { ofEvent }) });
  }
  return { owed: owed.sort(byDue), notKnown };
}

type GroupOwes = Pick<Owed, 'what' | 'by' | 'since' | 'sinceEvent' | 'why'> & {
  readonly source: string | undefined;
  readonly explicit?: OccurredOn | undefined;
  readonly extendedFrom?: OccurredOn | undefined;
};

/** One group's part in a commission; while its question waits to be clarified the group owes nothing. */
function partWaits(part: GroupsPart, commission: Exclude<Commission, { status: 'none' }>): GroupOwes[] {
  if (part.status === 'answered' || part.status === 'declined') return [];
  const question = part.questions.find(({ clarified }) => !clarified);
  if (question) {
    const { event, askedOn, source } = question;
    return [{ what: 'clarification', by: 'management', since: askedOn, sinceEvent: event, why: 'questioned', source }];
  }
  const { since, sinceEvent, source } = part;
  const common = { by: 'group', since, sinceEvent, source } as const;
  if (part.status === 'asked') return [{ ...common, what: 'acceptance', why: 'commissioned' }];
  const { answerWantedBy, extendedFrom } = commission;
  return [{ ...common, what: 'answer', why: 'accepted', explicit: answerWantedBy, extendedFrom }];
}

/** What a commission waits for from each group it was given to, and from the unit in the lead. */
export function owedByCommission(state: Commission, facts: OwedFacts): Standing {
  if (state.status !== 'open') return { owed: [], notKnown: [] };
  const owed: Owed[] = [];
  const notKnown: NotKnown[] = [];
  for (const [group, part] of state.groups) {
    for (const wait of partWaits(part, state)) {
      const { what, by, since, sinceEvent, why, explicit, extendedFrom } = wait;
      if (!isCovered(wait.source, 'commissions', facts.coverage)) {
        notKnown.push({ what, step: 'commissions' });
        continue;
      }
      const unit = by === 'management' ? { unit: last(state.unit, facts.successors) } : {};
      const due = dueDate({ since, explicit, extendedFrom, unit: state.unit, pauses: [] }, { ...facts, ancestry: [] });
      const of = { group: last(group, facts.groupSuccessors), since, sinceEvent, why };
      const fromHistory = wait.source !== undefined && { fromHistory: true as const };
      owed.push({ what, by, ...unit, ...of, due, ...fromHistory });
    }
  }
  return { owed: owed.sort(byDue), notKnown };
}

export type Closed = 'none' | 'open' | 'closed' | 'closedWithoutAnswer' | 'withdrawn' | 'noLoop' | 'notKnown';

/**
 * Whether the loop has come to its end: what was asked for came, was told, and the telling is confirmed. `noLoop`: no answer
 * is wanted, or the source does not say. `notKnown`: all that is missing are steps that the source does not cover.
 */
export function isClosed(state: Proposal, coverage: OwedFacts['coverage']): Closed {
  if (state.status === 'none' || state.status === 'withdrawn') return state.status;
  if (!isAsked(state)) return 'noLoop';
  const missing = keepsOpen(state);
  if (missing.length === 0) return 'closed';
  if (state.status === 'closed') return 'closedWithoutAnswer';
  return missing.some((wait) => isKnown(wait, coverage)) ? 'open' : 'notKnown';
}

/** Asked against a day, never stored. */
export const isOverdue = (owed: Owed, day: Day): boolean => owed.due.on !== undefined && owed.due.on < day;

/**
 * The day on which an answer or a follow-up opens to the group although nobody has told it; missing: it has been told, or
 * it is not recorded when it was given.
 */
export function opensOn(state: Submitted, ofEvent: string, daysToTell: DueFacts['daysToTell']): Day | undefined {
  const given = [...state.answers, ...state.followUps].find(({ event }) => event === ofEvent);
  if (!given || state.tellings.some((telling) => telling.ofEvent === ofEvent)) return undefined;
  const facts = { promises: new Map(), ancestry: [], holidays: [], daysToTell };
  return dueDate({ since: given.on, step: 'tell', unit: given.event, pauses: [] }, facts).on;
}
