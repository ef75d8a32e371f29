import type { organisation } from '#domain';
import type { Day } from '#domain/occurred-on';
import type { Step } from '#domain/owed';
import { between, daysOf, earliest, type Loop, since } from './loop.ts';
import { isChange } from './measures.ts';

/**
 * How a time ended. `exact` and `interval`: what was waited for came, on a known day or between two. `censored`: it has not come; the
 * case is as long as it has waited. `competing`: another end came first. Not in any estimate and named beside it: `recorded` and
 * `notKnown` as in a share, and `notDated`: nobody wrote down when it began.
 */
export const ends = ['exact', 'interval', 'censored', 'competing', 'recorded', 'notKnown', 'notDated'] as const;
export type End = (typeof ends)[number];

/** Other ends than the one that was waited for. */
export const otherEnds = ['withdrawn', 'closedWithoutAnswer', 'rejected', 'noChange'] as const;
type OtherEnd = (typeof otherEnds)[number];

/** In days. `censored` and `competing`: it had waited at least `lower` days; `upper` is more only where dates are wide. */
export interface Timed {
  readonly end: End;
  readonly lower: number;
  readonly upper: number;
  readonly other?: OtherEnd;
}

export interface TimeMeasure {
  readonly id: string;
  /** From what to what, in the words of docs/reference/measures.md. */
  readonly from: string;
  readonly to: string;
  readonly steps: readonly organisation.CoverageStep[];
  /** Undefined: the measure does not speak of this case. */
  readonly of: (loop: Loop, on: Day) => Timed | undefined;
}

type Other = { readonly as: OtherEnd; readonly step: Step } | undefined;

const unknown = (end: 'recorded' | 'notKnown' | 'notDated'): Timed => ({ end, lower: 0, upper: 0 });

/** @param covered whether it would be known if it had come */
function timed(from: Step, to: Step | undefined, other: Other, covered: boolean, on: Day): Timed {
  if (!covered) return unknown(to ? 'recorded' : 'notKnown');
  const began = daysOf(from, on);
  if (!began) return unknown('notDated');
  const end = to ?? other?.step;
  if (!end) return { end: 'censored', ...since(began, on) };
  const days = daysOf(end, on) ?? { first: began.first, last: on > began.first ? on : began.first };
  const { lower, upper } = between(began, days);
  if (!to) return { end: 'competing', lower, upper, other: other!.as };
  return { end: lower === upper ? 'exact' : 'interval', lower, upper };
}

function ending({ state }: Loop): Other {
  if (state.status === 'open') return undefined;
  return { as: state.status === 'withdrawn' ? 'withdrawn' : 'closedWithoutAnswer', step: state.ended };
}

function ofAsked(
  loop: Loop,
  to: Step | undefined,
  steps: readonly organisation.CoverageStep[],
  on: Day,
  other = ending(loop),
) {
  const { submitted } = loop.state;
  const covered = steps.every((step) => loop.covers(step, submitted));
  if (loop.asked === 'notAsked' || (loop.asked === 'notSaid' && covered)) return undefined;
  return timed(submitted, to, other, covered, on);
}

/** How it was settled that nothing changes: nobody waits for a change any longer. */
function withoutChange(loop: Loop): Other {
  const { final, answer } = loop;
  if (final?.changed === 'no') return { as: 'noChange', step: final };
  if (answer?.decision === 'rejected' || answer?.reply === 'notUsed') return { as: 'rejected', step: answer };
  return ending(loop);
}

const submission = 'the day it was submitted';

/** Every time there is, each defined once: here. Days are calendar days; while more information was awaited they run on. */
export const times: readonly TimeMeasure[] = [
  {
    id: 'toReceipt',
    from: submission,
    to: 'the first receipt',
    steps: ['receipts'],
    of: (loop, on) => ofAsked(loop, earliest(loop.state.receipts), ['receipts'], on),
  },
  {
    id: 'toAnswer',
    from: submission,
    to: 'the first answer that is more than a deferral',
    steps: ['decisions'],
    of: (loop, on) => ofAsked(loop, loop.firstAnswer, ['decisions'], on),
  },
  {
    id: 'toTelling',
    from: submission,
    to: 'the first time that an answer which is more than a deferral was told to the group',
    steps: ['decisions', 'told'],
    of: (loop, on) => ofAsked(loop, firstTelling(loop), ['decisions', 'told'], on),
  },
  {
    id: 'toChange',
    from: submission,
    to: 'the first time that management said something had changed, wholly or partly',
    steps: ['decisions', 'followUps'],
    of: (loop, on) => {
      const changed = firstChange(loop);
      return ofAsked(loop, changed, ['decisions', 'followUps'], on, withoutChange(loop));
    },
  },
  {
    id: 'answerToTelling',
    from: 'the first answer that is more than a deferral',
    to: 'the first time that such an answer was told to the group',
    steps: ['told'],
    of: (loop, on) => {
      const { firstAnswer } = loop;
      return firstAnswer && timed(firstAnswer, firstTelling(loop), undefined, loop.covers('told', firstAnswer), on);
    },
  },
];

/** The first time that management said something had changed. */
export const firstChange = ({ state }: Loop) => earliest(state.followUps.filter(({ changed }) => isChange(changed)));

function firstTelling({ state }: Loop) {
  const answers = new Set(state.answers.flatMap(({ event, decision }) => (decision === 'deferred' ? [] : [event])));
  return earliest(state.tellings.filter(({ ofEvent }) => answers.has(ofEvent)));
}
