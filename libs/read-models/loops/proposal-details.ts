import { type Static, Type } from 'typebox';
import type { By } from '#domain';
import { present } from '../present.ts';
import { type TextOf, TextOrNothing } from '../texts.ts';
import type { ProposalRecord, Submitted } from './proposal-record.ts';

const Maybe = Type.Optional(Type.String());
export const ByShape = Type.Object({ post: Maybe, role: Maybe, group: Maybe, organisation: Maybe });
const step = {
  event: Type.String(),
  on: Type.Optional(Type.String({ description: 'Missing: not recorded.' })),
  by: Type.Optional(ByShape),
  source: Maybe,
};
const Step = Type.Object(step);
const Answer = Type.Object({
  ...step,
  inForce: Type.Boolean(),
  unit: Type.String(),
  decision: Maybe,
  reply: Maybe,
  post: Maybe,
  responsiblePost: Maybe,
  byWhen: Maybe,
  untilWhen: Maybe,
  reasonCodes: Type.Array(Type.String()),
  heardOnly: Type.Boolean({ description: 'Written down by somebody who heard it, and not confirmed by the post.' }),
  reason: TextOrNothing,
  briefAnswer: TextOrNothing,
  whatWillBeDone: TextOrNothing,
});
const Untold = Type.Object({ event: Type.String(), untold: Type.Object({ from: Type.String() }) });
const FollowUp = Type.Object({
  ...step,
  changed: Type.String(),
  next: Maybe,
  whatChanged: TextOrNothing,
  whyNot: TextOrNothing,
  evidence: TextOrNothing,
  disputedOn: Maybe,
  disputed: Type.Boolean(),
});

/** Everything that is recorded of a proposal beside its row, in the order of recording. */
export const Details = Type.Object({
  text: TextOrNothing,
  changeHopedFor: TextOrNothing,
  origin: Maybe,
  unitAssumed: Type.Boolean({ description: 'The source did not say which unit; it is taken to be the group’s.' }),
  voicedBy: Maybe,
  meeting: Maybe,
  submitted: Step,
  holders: Type.Array(Type.Object({ ...step, unit: Type.String() })),
  receipts: Type.Array(Type.Object({ ...step, post: Maybe, estimate: Maybe, unit: Type.String() })),
  informationRequests: Type.Array(
    Type.Object({ ...step, question: TextOrNothing, ended: Type.Optional(Step), answer: TextOrNothing }),
  ),
  answers: Type.Array(Type.Union([Answer, Untold])),
  tellings: Type.Array(
    Type.Object({
      ...step,
      ofEvent: Type.String(),
      how: Type.String(),
      confirmations: Type.Array(
        Type.Object({ ...step, how: Type.String(), side: Type.String(), amongStaff: Type.Boolean() }),
      ),
    }),
  ),
  changes: Type.Array(Type.Object({ ...step, what: TextOrNothing })),
  trials: Type.Array(
    Type.Object({
      ...step,
      until: Maybe,
      own: Type.Boolean(),
      what: TextOrNothing,
      where: TextOrNothing,
      outcome: Maybe,
      concludedOn: Maybe,
      whatWasLearnt: TextOrNothing,
    }),
  ),
  followUps: Type.Array(Type.Union([FollowUp, Untold])),
  followUpScheduled: Maybe,
  responses: Type.Array(Type.Object({ ...step, view: Type.String(), comment: TextOrNothing })),
  heardByMembers: Type.Object({ heard: Type.Integer(), notChanged: Type.Integer() }),
  reopenings: Type.Array(Type.Object({ ...step, reason: TextOrNothing })),
  links: Type.Array(Type.Object({ proposal: Type.String(), how: Type.String() })),
  ledTo: Type.Array(Type.Object({ event: Type.String(), kind: Type.String(), on: Maybe, what: TextOrNothing })),
  initiative: Type.Optional(
    Type.Object({
      ...step,
      registryNumber: Type.String(),
      arrived: Type.String(),
      initiators: Type.Optional(
        Type.Array(Type.String(), {
          description: 'For management of the unit, the coordinators of the group and clerks.',
        }),
      ),
      heard: Type.Array(Step),
    }),
  ),
  ended: Type.Optional(Type.Object({ ...step, reason: TextOrNothing })),
});
export type Details = Static<typeof Details>;

/** Whose words the details show. */
export function eventsOfDetails({ state, heard, ledTo, words }: ProposalRecord): string[] {
  if (state.status === 'none') return [];
  const steps = [
    state.answers,
    state.followUps,
    state.responses,
    state.reopenings,
    state.changes,
    state.pauses,
    ledTo,
    heard,
  ];
  const concluded = state.trials.flatMap((trial) => [trial.event, trial.concluded?.event]);
  const information = state.pauses.map(({ ended }) => ended?.event);
  const ended = state.status === 'open' ? undefined : state.ended.event;
  const events = [
    ...steps.flat().map(({ event }) => event),
    ...concluded,
    ...information,
    ended,
    ...Object.values(words),
  ];
  return events.filter((event) => event !== undefined);
}

interface RecordedStep {
  readonly event: string;
  readonly on?: string | undefined;
  readonly by?: By | undefined;
  readonly source?: string | undefined;
}

const stepOf = ({ event, on, by, source }: RecordedStep) => ({ event, ...present({ on, by, source }) });

/**
 * @param hidden answers and follow-ups that are kept from the reader until they are told, each with the day it opens
 * @param seesWho whether the reader is told which persons made an initiative
 */
export function detailsOf(
  record: ProposalRecord,
  state: Submitted,
  text: TextOf,
  hidden: ReadonlyMap<string, string>,
  seesWho: boolean,
): Details {
  const isOpen = ({ answer }: { readonly answer: string | undefined }) => answer === undefined || !hidden.has(answer);
  const kept = ({ event }: RecordedStep) => ({ event, untold: { from: hidden.get(event)! } });
  return {
    text: text(record.words.text, 'text'),
    changeHopedFor: text(record.words.changeHopedFor, 'changeHopedFor'),
    ...present({ origin: record.origin, voicedBy: record.voicedBy, meeting: record.meeting }),
    unitAssumed: record.unitAssumed,
    submitted: stepOf(state.submitted),
    holders: state.holders.map((one) => ({ ...stepOf(one), unit: one.unit })),
    receipts: state.receipts.map((one) => ({
      ...stepOf(one),
      ...present({ post: one.post, estimate: one.estimate }),
      unit: one.unit,
    })),
    informationRequests: state.pauses.map((one) => ({
      ...stepOf(one),
      question: text(one.event, 'question'),
      ...(one.ended && !hidden.has(one.ended.event) && { ended: stepOf(one.ended) }),
      answer: text(one.ended?.event, 'answer'),
    })),
    answers: state.answers.map((one) => (hidden.has(one.event) ? kept(one) : answerOf(one, state, text))),
    tellings: state.tellings.map((one) => ({
      ...stepOf(one),
      ofEvent: one.ofEvent,
      how: one.how,
      confirmations: one.confirmations.map(({ how, side, amongStaff, ...confirmed }) => ({
        ...stepOf(confirmed),
        how,
        side,
        amongStaff,
      })),
    })),
    changes: state.changes.filter(isOpen).map((one) => ({ ...stepOf(one), what: text(one.event, 'what') })),
    trials: state.trials
      .filter((one) => one.own || isOpen(one))
      .map((one) => ({
        ...stepOf(one),
        ...present({ until: one.until, outcome: one.concluded?.outcome, concludedOn: one.concluded?.on }),
        own: one.own,
        what: text(one.event, 'what'),
        where: text(one.event, 'where'),
        whatWasLearnt: text(one.concluded?.event, 'whatWasLearnt'),
      })),
    followUps: state.followUps.map((one) =>
      hidden.has(one.event) || !isOpen(one)
        ? { event: one.event, untold: { from: hidden.get(one.event) ?? hidden.get(one.answer!)! } }
        : followUpOf(one, text),
    ),
    ...(state.scheduled && isOpen(state.scheduled) && { followUpScheduled: state.scheduled.next }),
    responses: state.responses.map((one) => ({ ...stepOf(one), view: one.view, comment: text(one.event, 'comment') })),
    heardByMembers: {
      heard: record.heard.filter(({ said }) => said === 'heard').length,
      notChanged: record.heard.filter(({ said }) => said === 'notChanged').length,
    },
    reopenings: state.reopenings.map((one) => ({ ...stepOf(one), reason: text(one.event, 'reason') })),
    links: state.links.map(({ proposal, how }) => ({ proposal, how })),
    ledTo: record.ledTo.map(({ event, kind, on }) => ({ event, kind, ...present({ on }), what: text(event, 'what') })),
    ...(state.initiative && { initiative: initiativeOf(state.initiative, seesWho) }),
    ...(state.status !== 'open' && { ended: { ...stepOf(state.ended), reason: text(state.ended.event, 'reason') } }),
  };
}

function answerOf(one: Submitted['answers'][number], { inForce }: Submitted, text: TextOf): Static<typeof Answer> {
  const { decision, reply, post, responsiblePost, byWhen, untilWhen } = one;
  return {
    ...stepOf(one),
    inForce: one.event === inForce,
    unit: one.unit,
    ...present({ decision, reply, post, responsiblePost, byWhen, untilWhen }),
    reasonCodes: [...one.reasonCodes],
    heardOnly: one.heard && one.confirmed === undefined,
    reason: text(one.event, 'reason'),
    briefAnswer: text(one.event, 'briefAnswer'),
    whatWillBeDone: text(one.event, 'whatWillBeDone'),
  };
}

function followUpOf(one: Submitted['followUps'][number], text: TextOf): Static<typeof FollowUp> {
  return {
    ...stepOf(one),
    changed: one.changed,
    ...present({ next: one.next, disputedOn: one.disputed?.on }),
    whatChanged: text(one.event, 'whatChanged'),
    whyNot: text(one.event, 'whyNot'),
    evidence: text(one.event, 'evidence'),
    disputed: one.disputed !== undefined,
  };
}

function initiativeOf(one: NonNullable<Submitted['initiative']>, seesWho: boolean) {
  const { registryNumber, arrived, initiators, heard } = one;
  const who = seesWho ? { initiators: [...initiators] } : {};
  return { ...stepOf(one), registryNumber, arrived, ...who, heard: heard.map(stepOf) };
}
