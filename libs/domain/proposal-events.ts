import { anyStreamEvents } from './any-stream.ts';
import { ledToKinds } from './group.ts';
import {
  cents,
  code,
  count,
  day,
  type EventsOf,
  eventId,
  flag,
  id,
  listOf,
  oneOf,
  optional,
  registryNumber,
  shape,
  when,
} from './shape.ts';

export const category = 'proposal';

const reasonCodes = [
  'money',
  'staff',
  'notOurPower',
  'law',
  'safety',
  'alreadyExists',
  'conflictsWithPlan',
  'notFeasible',
  'timing',
  'other',
] as const;
const voices = ['clients', 'staff', 'both', 'partners', 'residents'] as const;
const kinds = ['idea', 'comment', 'statement', 'message', 'socialReport', 'trialIdea'] as const;
const text = { title: 300, text: 20_000, changeHopedFor: 5_000 };

/** Events. These shapes are stored and may not change. */
export const events = {
  ProposalSubmitted: shape(
    {
      group: id,
      unit: id,
      /** The source did not say which unit; it is taken to be the group's. */
      unitAssumed: optional(flag),
      origin: optional(oneOf('commission', 'own')),
      commission: optional(id),
      kind: oneOf(...kinds),
      answerWanted: optional(oneOf('decision', 'reply', 'none')),
      theme: optional(code),
      voicedBy: optional(oneOf(...voices)),
      meeting: optional(id),
    },
    text,
  ),
  ProposalRevised: shape(
    { kind: optional(oneOf(...kinds)), theme: optional(code), voicedBy: optional(oneOf(...voices)) },
    text,
  ),
  ProposalWithdrawn: shape({}, { reason: 5_000 }),
  ProposalReceived: shape({ post: optional(code), estimate: optional(when) }),
  ProposalForwarded: shape({ unit: id }, { why: 5_000 }),
  ProposalLinked: shape({ proposal: id, how: oneOf('sameMatter', 'followsFrom', 'replaces') }),
  MoreInformationRequested: shape({}, { question: 5_000 }),
  MoreInformationProvided: shape({}, { answer: 20_000 }),
  ProposalDecided: shape(
    {
      decision: optional(oneOf('accepted', 'partlyAccepted', 'trial', 'deferred', 'rejected')),
      reply: optional(oneOf('used', 'partlyUsed', 'notUsed')),
      post: optional(code),
      responsiblePost: optional(code),
      byWhen: optional(when),
      untilWhen: optional(when),
      cost: optional(cents),
      reasonCodes: optional(listOf(oneOf(...reasonCodes))),
      /** The meeting where it was heard, when somebody else than the post wrote it down. */
      heardAt: optional(id),
    },
    { reason: 20_000, briefAnswer: 300, whatWillBeDone: 10_000 },
  ),
  DecisionConfirmed: shape({ ofEvent: eventId, post: code }),
  ReasonCoded: shape({ ofEvent: eventId, reasonCodes: listOf(oneOf(...reasonCodes)) }),
  AnswerTold: shape({
    ofEvent: eventId,
    how: oneOf('visit', 'meeting', 'phone', 'letter', 'message', 'poster'),
    meeting: optional(id),
  }),
  TellingConfirmed: shape({
    ofEvent: eventId,
    how: oneOf('account', 'link', 'meeting'),
    meeting: optional(id),
    link: optional(id),
  }),
  ChangeStarted: shape({}, { what: 5_000 }),
  MilestoneReached: shape({}, { what: 5_000 }),
  TrialStarted: shape({ until: optional(when) }, { what: 5_000, where: 500 }),
  TrialConcluded: shape({ outcome: oneOf('adopt', 'adapt', 'abandon') }, { whatWasLearnt: 10_000 }),
  FollowUpScheduled: shape({ next: day }),
  FollowUpRecorded: shape(
    { changed: oneOf('yes', 'partly', 'no', 'tooEarly'), next: optional(when) },
    { whatChanged: 10_000, whyNot: 10_000, evidence: 10_000 },
  ),
  GroupResponded: shape(
    {
      view: oneOf('satisfied', 'unsatisfied', 'wantsToContinue', 'opinionsDiffer'),
      howAsked: optional(oneOf('discussion', 'vote', 'round', 'anonymously', 'other')),
      present: optional(count),
    },
    { comment: 5_000 },
  ),
  HeardByMember: shape({ said: oneOf('heard', 'notChanged'), link: optional(id) }, { aFewWords: 1_000 }),
  ProposalReopened: shape({}, { reason: 5_000 }),
  LedTo: shape({ kind: oneOf(...ledToKinds) }, { what: 2_000 }),
  MarkedAsInitiative: shape({ registryNumber, arrived: day, initiators: listOf(id, 20) }),
  InitiatorHeard: shape({ initiator: optional(id) }, { what: 10_000 }),
  ProposalClosed: shape({}, { reason: 5_000 }),
  ...anyStreamEvents,
} as const;
export type ProposalEvent = EventsOf<typeof events>;

/** The facts of one type of event. */
export type FactsIn<Type extends ProposalEvent['type']> = Extract<ProposalEvent, { type: Type }>['data'];
