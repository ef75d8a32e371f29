import { type By, isClient, type Past, sideOf } from './event.ts';
import { certainlyBefore } from './occurred-on.ts';
import type { ProposalEvent } from './proposal-events.ts';
import {
  type Answer,
  answerInForce,
  type Confirmation,
  confirmingSide,
  type FollowUp,
  type Proposal,
  pendingInformation,
  type Step,
  type Submitted,
  type Telling,
} from './proposal-state.ts';

export const initial: Proposal = { status: 'none' };

type Event<Type extends ProposalEvent['type']> = Past<Extract<ProposalEvent, { type: Type }>>;

const stepOf = (event: Past<ProposalEvent>): Step => ({
  event: event.id,
  on: event.metadata.occurredOn,
  by: event.metadata.by,
  source: event.metadata.source,
});

function submitted(event: Event<'ProposalSubmitted'>): Submitted {
  const step = stepOf(event);
  return {
    status: 'open',
    group: event.data.group,
    kind: event.data.kind,
    answerWanted: event.data.answerWanted,
    commission: event.data.commission,
    theme: event.data.theme,
    submitted: step,
    unit: event.data.unit,
    holders: [{ ...step, round: 1, unit: event.data.unit }],
    round: 1,
    began: step,
    reopenings: [],
    receipts: [],
    pauses: [],
    answers: [],
    inForce: undefined,
    changes: [],
    trials: [],
    scheduled: undefined,
    followUps: [],
    tellings: [],
    responses: [],
    links: [],
    initiative: undefined,
  };
}

const opened = (state: Submitted): Submitted => ({ ...(state as Submitted & { status: 'open' }), status: 'open' });

/** Somebody of the group wrote down what management said. */
const heard = (by: By | undefined, heardAt?: string): boolean =>
  sideOf(by) === 'group' || (heardAt !== undefined && sideOf(by) !== 'management');

/** An end recorded late that certainly came before the answer in force or the reopening changes nothing. */
const supersedes = (state: Submitted, step: Step): boolean =>
  !certainlyBefore(step.on, answerInForce(state)?.on) && !(state.round > 1 && certainlyBefore(step.on, state.began.on));

function answered(state: Submitted, event: Event<'ProposalDecided'>): Submitted {
  const { decision, reply, post, responsiblePost, byWhen, untilWhen, reasonCodes = [], heardAt } = event.data;
  const answer: Answer = {
    ...stepOf(event),
    ...(decision && { decision }),
    ...(reply && { reply }),
    unit: state.unit,
    post: post ?? event.metadata.by?.post,
    responsiblePost,
    byWhen,
    untilWhen,
    hasReason: event.words.reason !== undefined,
    reasonCodes,
    heard: heard(event.metadata.by, heardAt),
    confirmed: undefined,
  };
  const answers = [...state.answers, answer];
  if (!supersedes(state, answer)) return { ...state, answers };
  const next = {
    ...state,
    answers,
    inForce: answer.event,
    scheduled: undefined,
    pauses: state.pauses.map((pause) => (pause.ended ? pause : { ...pause, ended: answer })),
    followUps: state.followUps.map((followUp) =>
      followUp.answer === undefined && !certainlyBefore(followUp.on, answer.on)
        ? { ...followUp, answer: answer.event }
        : followUp,
    ),
  };
  return next.status !== 'open' && !certainlyBefore(answer.on, next.ended.on) ? opened(next) : next;
}

function ended(state: Submitted, end: Step, status: 'withdrawn' | 'closed', hasReason: boolean): Submitted {
  if (!supersedes(state, end)) return state;
  if (state.status !== 'open' && certainlyBefore(end.on, state.ended.on)) return state;
  return { ...state, status, ended: end, hasReason };
}

function reopened(state: Submitted, step: Step): Submitted {
  const late = !supersedes(state, step);
  const next = {
    ...state,
    round: state.round + 1,
    reopenings: [...state.reopenings, { ...step, telling: state.tellings.at(-1)?.event }],
    ...(!late && {
      began: step,
      inForce: undefined,
      scheduled: undefined,
      pauses: state.pauses.map((pause) => (pause.ended ? pause : { ...pause, ended: step })),
    }),
  };
  return next.status !== 'open' && !certainlyBefore(step.on, next.ended.on) ? opened(next) : next;
}

function confirmedBy(step: Step, how: Confirmation['how'], telling: Telling): Confirmation {
  const side = confirmingSide(step.by, how);
  return { ...step, how, side, amongStaff: side === 'staff' && telling.by !== undefined && !isClient(telling.by) };
}

/** The telling itself is named; from history, what was told may be named instead, then it is its latest telling. */
function toldAs(state: Submitted, ofEvent: string): Telling | undefined {
  return (
    state.tellings.find((telling) => telling.event === ofEvent) ??
    state.tellings.findLast((telling) => telling.ofEvent === ofEvent)
  );
}

/** A response never overwrites that something changed: the latest such follow-up becomes disputed. */
function disputed(state: Submitted, step: Step): Submitted {
  const last = state.followUps.findLast(({ changed }) => changed !== 'tooEarly');
  if (last?.changed !== 'yes' || last.disputed || certainlyBefore(step.on, last.on)) return state;
  return { ...state, followUps: replaced(state.followUps, last, { ...last, disputed: step }) };
}

function replaced<T>(list: readonly T[], old: T | undefined, anew: T): readonly T[] {
  return list.map((one) => (one === old ? anew : one));
}

function confirmed<T extends Answer | FollowUp>(list: readonly T[], ofEvent: string, step: Step): readonly T[] {
  return list.map((said) => (said.event === ofEvent && !said.confirmed ? { ...said, confirmed: step } : said));
}

/** Total: whatever is missing or out of order, and an event of a proposal nobody submitted changes nothing. */
export function evolve(state: Proposal, event: Past<ProposalEvent>): Proposal {
  if (event.type === 'ProposalSubmitted') return state.status === 'none' ? submitted(event) : state;
  if (state.status === 'none') return state;
  const step = stepOf(event);
  switch (event.type) {
    case 'ProposalRevised':
      return { ...state, kind: event.data.kind ?? state.kind, theme: event.data.theme ?? state.theme };
    case 'ProposalWithdrawn':
      return ended(state, step, 'withdrawn', event.words.reason !== undefined);
    case 'ProposalClosed':
      return ended(state, step, 'closed', event.words.reason !== undefined);
    case 'ProposalReceived': {
      const { post, estimate } = event.data;
      const receipt = { ...step, round: state.round, unit: state.unit, post, estimate };
      return { ...state, receipts: [...state.receipts, receipt] };
    }
    case 'ProposalForwarded': {
      const { unit } = event.data;
      return { ...state, unit, holders: [...state.holders, { ...step, round: state.round, unit }] };
    }
    case 'ProposalLinked':
      return { ...state, links: [...state.links, event.data] };
    case 'MoreInformationRequested':
      if (pendingInformation(state)) return state;
      return { ...state, pauses: [...state.pauses, { ...step, round: state.round, ended: undefined }] };
    case 'MoreInformationProvided':
      return { ...state, pauses: state.pauses.map((pause) => (pause.ended ? pause : { ...pause, ended: step })) };
    case 'ProposalDecided':
      return answered(state, event);
    case 'DecisionConfirmed': {
      const answers = confirmed(state.answers, event.data.ofEvent, step);
      return { ...state, answers, followUps: confirmed(state.followUps, event.data.ofEvent, step) };
    }
    case 'ReasonCoded': {
      const { ofEvent, reasonCodes } = event.data;
      const coded = (answer: Answer) => (answer.event === ofEvent ? { ...answer, reasonCodes } : answer);
      return { ...state, answers: state.answers.map(coded) };
    }
    case 'AnswerTold': {
      const { ofEvent, how } = event.data;
      return { ...state, tellings: [...state.tellings, { ...step, ofEvent, how, confirmations: [] }] };
    }
    case 'TellingConfirmed': {
      const told = toldAs(state, event.data.ofEvent);
      if (!told) return state;
      const confirmations = [...told.confirmations, confirmedBy(step, event.data.how, told)];
      return { ...state, tellings: replaced(state.tellings, told, { ...told, confirmations }) };
    }
    case 'ChangeStarted':
    case 'MilestoneReached':
      return { ...state, changes: [...state.changes, { ...step, answer: state.inForce }] };
    case 'TrialStarted': {
      const own = sideOf(event.metadata.by) === 'group';
      const trial = { ...step, answer: state.inForce, until: event.data.until, own, concluded: undefined };
      return { ...state, trials: [...state.trials, trial] };
    }
    case 'TrialConcluded': {
      const running = state.trials.findLast((trial) => !trial.concluded);
      if (!running) return state;
      const concluded = { ...step, outcome: event.data.outcome };
      return { ...state, trials: replaced(state.trials, running, { ...running, concluded }) };
    }
    case 'FollowUpScheduled':
      return { ...state, scheduled: { ...step, answer: state.inForce, next: event.data.next } };
    case 'FollowUpRecorded': {
      const { changed, next } = event.data;
      const said = { post: event.metadata.by?.post, heard: heard(event.metadata.by), confirmed: undefined };
      const followUp = { ...step, ...said, changed, next, answer: state.inForce, disputed: undefined };
      return { ...state, scheduled: undefined, followUps: [...state.followUps, followUp] };
    }
    case 'GroupResponded': {
      const response = { ...step, view: event.data.view, telling: state.tellings.at(-1)?.event };
      const next = { ...state, responses: [...state.responses, response] };
      return event.data.view === 'unsatisfied' ? disputed(next, step) : next;
    }
    case 'HeardByMember':
      return event.data.said === 'notChanged' ? disputed(state, step) : state;
    case 'ProposalReopened':
      return reopened(state, step);
    case 'MarkedAsInitiative': {
      const { registryNumber, arrived, initiators } = event.data;
      return { ...state, initiative: state.initiative ?? { ...step, registryNumber, arrived, initiators, heard: [] } };
    }
    case 'InitiatorHeard':
      if (!state.initiative) return state;
      return { ...state, initiative: { ...state.initiative, heard: [...state.initiative.heard, step] } };
    case 'LedTo':
    case 'RecordedInError':
    case 'WordsForgotten':
    case 'WordsTranslated':
    case 'FileAttached':
    case 'Published':
    case 'Unpublished':
      return state;
    default:
      return event satisfies never;
  }
}
