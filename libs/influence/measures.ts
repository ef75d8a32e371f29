import type { organisation } from '#domain';
import { type Answer, promises, type Step, timesTooEarly } from '#domain/owed';
import type { Loop } from './loop.ts';

/**
 * Where a case stands in a measure. A share is `yes` of `yes` and `no`; an open case is a `no`, never left out. The others are in no
 * denominator and are named beside it: `withdrawn` before it came to that; `recorded`: it is, but its source does not record every
 * such step, so that those without it cannot be counted against it; `notKnown`: its source does not record such steps; `notYet`: its
 * day has not come.
 */
export const parts = ['yes', 'no', 'withdrawn', 'recorded', 'notKnown', 'notYet'] as const;
export type Part = (typeof parts)[number];

/** What is counted, in the words of docs/reference/measures.md. */
export interface Measure {
  readonly id: string;
  /** Of which cases it is a share. */
  readonly among: string;
  /** What makes a case a yes. */
  readonly yes: string;
  /** What a source must record completely, for its cases to count. */
  readonly steps: readonly organisation.CoverageStep[];
  /** Undefined: the measure does not speak of this case. */
  readonly of: (loop: Loop) => Part | undefined;
}

/**
 * @param has it was recorded. @param covered it would be known if it had come
 * @param settled it had come to something else: who withdraws a proposal after that takes no case out of the denominator
 */
function part(loop: Loop, has: boolean, covered: boolean, settled = false): Part {
  if (!covered) return has ? 'recorded' : 'notKnown';
  if (has) return 'yes';
  return loop.state.status === 'withdrawn' && !settled ? 'withdrawn' : 'no';
}

/** Where it counts that something is missing. */
function lacking(has: boolean, covered: boolean): Part {
  if (!covered) return has ? 'recorded' : 'notKnown';
  return has ? 'no' : 'yes';
}

/** Of the proposals that asked for an answer. Where nobody knows whether one was wanted, nobody knows whether it is owed. */
function ofAsked(loop: Loop, has: boolean, covered: boolean, settled = false): Part | undefined {
  if (loop.asked === 'asked') return part(loop, has, covered, settled);
  return loop.asked === 'notSaid' && !covered ? part(loop, has, false) : undefined;
}

const decisionsKnown = (loop: Loop): boolean => allKnown(loop, 'decisions');

function ofDecisionWanted(loop: Loop, ...decisions: readonly Answer['decision'][]): Part | undefined {
  if (loop.state.answerWanted === 'reply') return undefined;
  const { answer } = loop;
  return ofAsked(loop, answer !== undefined && decisions.includes(answer.decision), decisionsKnown(loop), !!answer);
}

export const isChange = (changed: string | undefined): boolean => changed === 'yes' || changed === 'partly';

/** A rejection, or a reply: there is no change to wait for. */
const answeredWithoutPromise = ({ answer }: Loop): boolean =>
  answer !== undefined && answer.decision !== 'deferred' && !promises(answer);

const tellingsOf = ({ state }: Loop, said: Step) => state.tellings.filter(({ ofEvent }) => ofEvent === said.event);

/** The change that management says has come. */
const claimed = ({ final }: Loop) => (final && isChange(final.changed) ? final : undefined);

function ofTrial(outcome: string) {
  return (loop: Loop): Part | undefined => {
    const trial = loop.state.trials.at(-1);
    const { concluded } = trial ?? {};
    return trial && part(loop, concluded?.outcome === outcome, loop.covers('trials', trial), concluded !== undefined);
  };
}

/**
 * Whether all of these steps would be known. Where one is not, no case of the source counts: those that are known to have failed at an
 * earlier step would be left alone in the denominator.
 */
const allKnown = ({ covers, state }: Loop, ...steps: readonly organisation.CoverageStep[]): boolean =>
  steps.every((step) => covers(step, state.began));

const asking = 'proposals that asked for a decision or a reply';
const deciding = 'proposals that asked for a decision';
const promised = 'proposals that were accepted, accepted partly or taken on trial';

/** Every share there is, each defined once: here. */
export const measures: readonly Measure[] = [
  {
    id: 'received',
    among: asking,
    yes: 'somebody said that it has come and who handles it',
    steps: ['receipts'],
    of: (loop) => ofAsked(loop, loop.state.receipts.length > 0, loop.covers('receipts', loop.state.submitted)),
  },
  {
    id: 'answered',
    among: asking,
    yes: 'management has answered; a deferral is no answer',
    steps: ['decisions'],
    of: (loop) => ofAsked(loop, loop.firstAnswer !== undefined, decisionsKnown(loop)),
  },
  {
    id: 'accepted',
    among: deciding,
    yes: 'the decision in force accepts it, wholly, partly or on trial',
    steps: ['decisions'],
    of: (loop) => ofDecisionWanted(loop, 'accepted', 'partlyAccepted', 'trial'),
  },
  {
    id: 'acceptedAsProposed',
    among: deciding,
    yes: 'the decision in force accepts it as it was proposed',
    steps: ['decisions'],
    of: (loop) => ofDecisionWanted(loop, 'accepted'),
  },
  {
    id: 'acceptedPartly',
    among: deciding,
    yes: 'the decision in force accepts a part of it',
    steps: ['decisions'],
    of: (loop) => ofDecisionWanted(loop, 'partlyAccepted'),
  },
  {
    id: 'acceptedOnTrial',
    among: deciding,
    yes: 'the decision in force takes it on trial',
    steps: ['decisions'],
    of: (loop) => ofDecisionWanted(loop, 'trial'),
  },
  {
    id: 'rejected',
    among: deciding,
    yes: 'the decision in force rejects it',
    steps: ['decisions'],
    of: (loop) => ofDecisionWanted(loop, 'rejected'),
  },
  {
    id: 'deferred',
    among: deciding,
    yes: 'the decision in force puts it off, so that it is still owed',
    steps: ['decisions'],
    of: (loop) => ofDecisionWanted(loop, 'deferred'),
  },
  {
    id: 'used',
    among: 'comments and other proposals that asked for a reply',
    yes: 'the reply says that it was used, wholly or partly',
    steps: ['decisions'],
    of: (loop) =>
      loop.state.answerWanted === 'reply'
        ? part(loop, ['used', 'partlyUsed'].includes(loop.answer?.reply ?? ''), decisionsKnown(loop), !!loop.answer)
        : undefined,
  },
  {
    id: 'ledToChange',
    among: asking,
    yes: 'management says in the end that something changed, wholly or partly',
    steps: ['decisions', 'followUps'],
    of: (loop) =>
      ofAsked(
        loop,
        claimed(loop) !== undefined,
        allKnown(loop, 'decisions', 'followUps'),
        loop.final !== undefined || answeredWithoutPromise(loop),
      ),
  },
  {
    id: 'changed',
    among: promised,
    yes: 'management says in the end that it changed, wholly or partly',
    steps: ['followUps'],
    of: (loop) =>
      promises(loop.answer)
        ? part(loop, claimed(loop) !== undefined, loop.covers('followUps', loop.answer), loop.final !== undefined)
        : undefined,
  },
  {
    id: 'changeConfirmed',
    among: 'proposals of which management says that something changed',
    yes: 'the group was told, confirmed it and has not disputed it',
    steps: ['told', 'confirmed'],
    of: (loop) => {
      const final = claimed(loop);
      if (!final) return undefined;
      const tellings = tellingsOf(loop, final);
      const has = !final.disputed && tellings.some(({ confirmations }) => confirmations.length > 0);
      const covered = loop.covers('told', final) && loop.covers('confirmed', tellings.at(-1) ?? final);
      return part(loop, has, covered, final.disputed !== undefined);
    },
  },
  {
    id: 'changeDisputed',
    among: 'proposals of which management says that something changed',
    yes: 'the group or a member said afterwards that it is not so',
    steps: ['responses'],
    of: (loop) => {
      const final = claimed(loop);
      return final && part(loop, final.disputed !== undefined, loop.covers('responses', final));
    },
  },
  {
    id: 'told',
    among: 'proposals that have an answer, a deferral too',
    yes: 'the answer in force was told to the group',
    steps: ['told'],
    of: (loop) => loop.answer && part(loop, tellingsOf(loop, loop.answer).length > 0, loop.covers('told', loop.answer)),
  },
  {
    id: 'confirmed',
    among: 'proposals whose answer in force was told to the group',
    yes: 'somebody confirmed the telling',
    steps: ['confirmed'],
    of: (loop) => ofTold(loop, () => true),
  },
  {
    id: 'confirmedByClients',
    among: 'proposals whose answer in force was told to the group',
    yes: 'a client developer confirmed it, somebody with the group’s link, or a meeting with a client developer present; not staff alone',
    steps: ['confirmed'],
    of: (loop) => ofTold(loop, ({ side, amongStaff }) => !amongStaff && ['client', 'link', 'meeting'].includes(side)),
  },
  {
    id: 'loopClosed',
    among: asking,
    yes: 'what was asked for has come, was told, and the telling is confirmed; where something was promised, its outcome too',
    steps: ['decisions', 'followUps', 'told', 'confirmed'],
    of: (loop) =>
      ofAsked(loop, loop.closed === 'closed', allKnown(loop, 'decisions', 'followUps', 'told', 'confirmed')),
  },
  {
    id: 'answerUnconfirmed',
    among: 'proposals whose answer in force was heard and written down by somebody of the group',
    yes: 'management has never confirmed that this was its answer',
    steps: ['decisions'],
    of: ({ answer, covers }) =>
      answer?.heard ? lacking(answer.confirmed !== undefined, covers('decisions', answer)) : undefined,
  },
  {
    id: 'answerWithoutReason',
    among: 'proposals that have an answer',
    yes: 'no reason is written down for the answer in force',
    steps: ['reasons'],
    of: ({ answer, covers }) => answer && lacking(answer.hasReason, covers('reasons', answer)),
  },
  {
    id: 'ownInitiative',
    among: 'proposals',
    yes: 'the group made it of its own accord; otherwise on a commission',
    steps: [],
    of: ({ submission: { origin } }) => (origin === undefined ? 'notKnown' : origin === 'own' ? 'yes' : 'no'),
  },
  {
    id: 'trialAdopted',
    among: 'proposals that were tried out; the last trial counts',
    yes: 'the trial was adopted',
    steps: ['trials'],
    of: ofTrial('adopt'),
  },
  {
    id: 'trialAdapted',
    among: 'proposals that were tried out; the last trial counts',
    yes: 'the trial was adapted',
    steps: ['trials'],
    of: ofTrial('adapt'),
  },
  {
    id: 'trialAbandoned',
    among: 'proposals that were tried out; the last trial counts',
    yes: 'the trial was abandoned',
    steps: ['trials'],
    of: ofTrial('abandon'),
  },
  {
    id: 'reopened',
    among: 'proposals that were answered at least once',
    yes: 'the group took it up again',
    steps: ['proposals'],
    of: (loop) =>
      loop.state.answers.length > 0
        ? part(loop, loop.state.reopenings.length > 0, loop.covers('proposals', loop.state.submitted))
        : undefined,
  },
  {
    id: 'reopenedThenAccepted',
    among: 'proposals that were taken up again',
    yes: 'the decision that came then accepts it, wholly, partly or on trial',
    steps: ['decisions'],
    of: (loop) =>
      loop.state.reopenings.length > 0
        ? part(loop, promises(loop.answer), decisionsKnown(loop), loop.answer !== undefined)
        : undefined,
  },
  {
    id: 'tooEarlyAgain',
    among: 'proposals of which it was said to be too early to tell whether anything changed',
    yes: 'it was said more than once',
    steps: ['followUps'],
    of: (loop) => {
      const times = timesTooEarly(loop.state);
      const covered = loop.covers('followUps', loop.answer ?? loop.state.began);
      return times > 0 ? part(loop, times > 1, covered, loop.final !== undefined) : undefined;
    },
  },
];

function ofTold(loop: Loop, counts: (one: Loop['state']['tellings'][number]['confirmations'][number]) => boolean) {
  const tellings = loop.answer ? tellingsOf(loop, loop.answer) : [];
  const last = tellings.at(-1);
  if (!last) return undefined;
  const has = tellings.some(({ confirmations }) => confirmations.some(counts));
  return part(loop, has, loop.covers('confirmed', last));
}

/** Reads the answers themselves, and knows only those that nobody has had removed; its cases are compared with each other. */
export const stockAnswer = {
  id: 'stockAnswer',
  among: 'proposals whose answer has a reason that can still be read',
  yes: 'the same reason, word for word, was given to another proposal that was not answered together with it',
  steps: ['reasons'],
} as const satisfies Omit<Measure, 'of'>;

/** Its cases are waits of management, not proposals: one proposal may have several. */
export const promiseKept = {
  id: 'promiseKept',
  among: 'things that management had promised or named a day for, once that day has come or they have',
  yes: 'they came on their day or before it',
  steps: [],
} as const satisfies Omit<Measure, 'of'>;

export const shareIds: readonly string[] = [...measures.map(({ id }) => id), stockAnswer.id, promiseKept.id];
