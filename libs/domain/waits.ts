import type { Step as PromisedStep } from './due.ts';
import type { OccurredOn } from './occurred-on.ts';
import type { CoverageStep } from './organisation.ts';
import {
  type Answer,
  answerInForce,
  type FollowUp,
  finalFollowUp,
  isAsked,
  type Known,
  type Proposal,
  pendingInformation,
  promises,
  type Step,
} from './proposal-state.ts';

/** Why something is waited for. */
export type Why =
  | 'submitted'
  | 'forwarded'
  | 'reopened'
  | 'deferred'
  | 'informationRequested'
  | 'heardOnly'
  | 'promised'
  | 'changeStarted'
  | 'followUpScheduled'
  | 'tooEarly'
  | 'answered'
  | 'followedUp'
  | 'told'
  | 'initiative';

/** Something a proposal waits for, before anybody asks when it is due or whether its source would know. */
export interface ProposalWait {
  readonly what:
    | 'receipt'
    | 'decision'
    | 'reply'
    | 'decisionConfirmation'
    | 'change'
    | 'followUp'
    | 'hearing'
    | 'information'
    | 'telling'
    | 'confirmation';
  readonly by: 'management' | 'group';
  readonly why: Why;
  /** What began the waiting. */
  readonly began: Step;
  /** What a source must cover for the waiting to be known. */
  readonly step: CoverageStep;
  readonly promised: PromisedStep | undefined;
  /** The unit whose promise it is. */
  readonly unit: string;
  readonly post: string | undefined;
  /** The date somebody named, who named it, and which date it replaced. */
  readonly named: { readonly date: OccurredOn; readonly by: Step; readonly before: OccurredOn | undefined } | undefined;
  /** The answer, follow-up or telling it is about. */
  readonly ofEvent: string | undefined;
  /** The clock of this round stops while more information is awaited. */
  readonly stops: boolean;
  /** The loop is not closed while this is waited for. */
  readonly keepsOpen: boolean;
}

const management = { by: 'management', stops: false, keepsOpen: true, post: undefined, named: undefined } as const;
const group = { ...management, by: 'group' } as const;

/** Everything the proposal waits for. Nobody waits after a withdrawal or a closing. */
export const waitsOf = (state: Proposal): ProposalWait[] => (state.status === 'open' ? waitsIn(state) : []);

/** What keeps the loop from being closed, whether or not somebody has ended it. */
export const keepsOpen = (state: Known): ProposalWait[] => waitsIn(state).filter((wait) => wait.keepsOpen);

function waitsIn(state: Known): ProposalWait[] {
  const answer = answerInForce(state);
  return [
    ...receiptWaits(state, answer),
    ...answerWaits(state, answer),
    ...informationWaits(state),
    ...(answer ? [...confirmationOfSaid(answer, state), ...tellingWaits(answer, 'answered', state)] : []),
    ...(promises(answer) ? changeWaits(state, answer) : []),
    ...hearingWaits(state),
  ];
}

function receiptWaits(state: Known, answer: Answer | undefined): ProposalWait[] {
  const inHand = answer !== undefined || state.pauses.some(({ round }) => round === state.round);
  const receipt = { ...management, what: 'receipt', step: 'receipts', promised: 'receive', keepsOpen: false } as const;
  const common = { ...receipt, unit: state.unit, ofEvent: undefined };
  const waits: ProposalWait[] = [];
  if (
    isAsked(state) &&
    !inHand &&
    !state.receipts.some(({ round, unit }) => round === state.round && unit === state.unit)
  ) {
    const forwarded = state.holders.slice(1).findLast(({ round }) => round === state.round);
    const why = forwarded ? 'forwarded' : state.round > 1 ? 'reopened' : 'submitted';
    const began = forwarded ?? state.began;
    waits.push({ ...common, why, began });
  }
  if (state.initiative && !answer && state.receipts.length === 0) {
    const { initiative } = state;
    waits.push({ ...common, why: 'initiative', began: { ...initiative, on: initiative.arrived } });
  }
  return waits;
}

/** A decision where one was wanted or is owed again; a decision given where a reply was wanted is a reply, and more. */
function answerWaits(state: Known, answer: Answer | undefined): ProposalWait[] {
  const common = { ...management, step: 'decisions', promised: 'decide', unit: state.unit, stops: true } as const;
  if (answer?.decision === 'deferred') {
    const named =
      answer.untilWhen === undefined ? undefined : { date: answer.untilWhen, by: answer, before: undefined };
    const what = state.answerWanted === 'reply' ? 'reply' : 'decision';
    return [{ ...common, what, why: 'deferred', began: answer, post: answer.post, named, ofEvent: answer.event }];
  }
  if (!isAsked(state) || answer?.decision || (answer?.reply && state.answerWanted === 'reply')) return [];
  const receipts = state.receipts.filter(({ round }) => round === state.round);
  const estimates = receipts.flatMap((by) => (by.estimate === undefined ? [] : [{ date: by.estimate, by }]));
  const estimate = estimates.at(-1);
  const named = estimate && { ...estimate, before: estimates.at(-2)?.date };
  const why = state.round > 1 ? 'reopened' : 'submitted';
  const post = receipts.findLast(({ unit }) => unit === state.unit)?.post;
  return [{ ...common, what: state.answerWanted, why, began: state.began, post, named, ofEvent: undefined }];
}

/** The answer stands; only a deferral leaves the question open, or a reply where a decision was wanted. */
export function isAnswered(state: Known): boolean {
  const answer = answerInForce(state);
  return answer !== undefined && answerWaits(state, answer).length === 0;
}

function informationWaits(state: Known): ProposalWait[] {
  const began = pendingInformation(state);
  if (!began || isAnswered(state)) return [];
  const common = { ...group, unit: state.unit, promised: undefined, ofEvent: began.event, keepsOpen: false };
  return [{ ...common, what: 'information', why: 'informationRequested', began, step: 'decisions' }];
}

/** What was only heard stays unconfirmed until the post confirms it. The loop closes without, and is counted apart. */
function confirmationOfSaid(said: Answer | FollowUp, state: Known): ProposalWait[] {
  if (!said.heard || said.confirmed) return [];
  const common = { ...management, step: 'decisions', promised: undefined, unit: state.unit, keepsOpen: false } as const;
  return [
    { ...common, what: 'decisionConfirmation', why: 'heardOnly', began: said, post: said.post, ofEvent: said.event },
  ];
}

/** What was said is told to the group, and the telling confirmed. */
function tellingWaits(said: Step, why: 'answered' | 'followedUp', state: Known): ProposalWait[] {
  const tellings = state.tellings.filter(({ ofEvent }) => ofEvent === said.event);
  const told = tellings.at(-1);
  const common = { ...group, unit: state.unit };
  if (!told)
    return [{ ...common, what: 'telling', why, began: said, step: 'told', promised: 'tell', ofEvent: said.event }];
  if (tellings.some(({ confirmations }) => confirmations.length > 0)) return [];
  const ofEvent = told.event;
  return [
    { ...common, what: 'confirmation', why: 'told', began: told, step: 'confirmed', promised: undefined, ofEvent },
  ];
}

/** The change with its follow-up: one wait, first for the change, and when that is under way for the follow-up. */
function changeWaits(state: Known, answer: Answer): ProposalWait[] {
  const final = finalFollowUp(state);
  if (final) return [...confirmationOfSaid(final, state), ...tellingWaits(final, 'followedUp', state)];
  const common = { ...management, step: 'followUps', promised: 'followUp', unit: state.unit } as const;
  const post = answer.responsiblePost ?? answer.post;
  const trial = state.trials.findLast((one) => one.answer === answer.event || !one.concluded);
  const change = state.changes.find((one) => one.answer === answer.event);
  const scheduled = state.scheduled?.answer === answer.event ? state.scheduled : undefined;
  const tooEarly = state.followUps.findLast((one) => one.answer === answer.event);
  const promisedFor = answer.byWhen ?? (answer.decision === 'trial' ? (answer.untilWhen ?? trial?.until) : undefined);
  const dates = [
    ...(promisedFor === undefined ? [] : [{ date: promisedFor, by: answer }]),
    ...(tooEarly?.next === undefined ? [] : [{ date: tooEarly.next, by: tooEarly }]),
    ...(scheduled ? [{ date: scheduled.next, by: scheduled }] : []),
  ];
  const last = dates.at(-1);
  const named = last && { ...last, before: dates.at(-2)?.date };
  const wait = { ...common, post, named, ofEvent: answer.event };
  if (scheduled) return [{ ...wait, what: 'followUp', why: 'followUpScheduled', began: tooEarly ?? answer }];
  if (tooEarly) return [{ ...wait, what: 'followUp', why: 'tooEarly', began: tooEarly }];
  if (change || trial) return [{ ...wait, what: 'followUp', why: 'changeStarted', began: answer }];
  return [{ ...wait, what: 'change', why: 'promised', began: answer }];
}

function hearingWaits(state: Known): ProposalWait[] {
  const { initiative } = state;
  if (!initiative || initiative.heard.length > 0) return [];
  const began = { ...initiative, on: initiative.arrived };
  const common = { ...management, step: 'responses', promised: undefined, unit: state.unit, keepsOpen: false } as const;
  return [{ ...common, what: 'hearing', why: 'initiative', began, ofEvent: undefined }];
}
