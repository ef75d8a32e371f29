import { type Static, Type } from 'typebox';
import { answerInForce, finalFollowUp, type Owed, timesTooEarly } from '#domain/owed';
import { present } from '../present.ts';
import { type TextOf, TextOrNothing, untold } from '../texts.ts';
import type { ProposalRecord, Submitted } from './proposal-record.ts';

/**
 * What became of one thing the group said. `awaited`: somebody owes it; `notYet`: its turn has not come; `notKnown`: the
 * source does not record such steps, nobody knows whether it happened; `notNeeded`: nobody asked for it; `open`: invited.
 */
const State = Type.Enum(['done', 'awaited', 'notYet', 'notKnown', 'notRecorded', 'notNeeded', 'open']);
const state = {
  state: State,
  on: Type.Optional(Type.String()),
  due: Type.Optional(Type.String({ description: 'By when it is promised.' })),
};

export const Path = Type.Object({
  said: Type.Object({ ...state, title: TextOrNothing, text: TextOrNothing, changeHopedFor: TextOrNothing }),
  received: Type.Object({ ...state, post: Type.Optional(Type.String()) }),
  answered: Type.Object({
    ...state,
    decision: Type.Optional(Type.String()),
    reply: Type.Optional(Type.String()),
    reason: TextOrNothing,
    briefAnswer: TextOrNothing,
    whatWillBeDone: TextOrNothing,
    confirmedByPost: Type.Optional(
      Type.Boolean({ description: 'False: somebody else wrote the answer down, and the post has not confirmed it.' }),
    ),
    reopened: Type.Optional(
      Type.Object(
        {
          on: Type.Optional(Type.String()),
          answeredOn: Type.Optional(Type.String()),
          decision: Type.Optional(Type.String()),
          reply: Type.Optional(Type.String()),
        },
        { description: 'The group has reopened the matter and has no new answer yet; what it was answered before.' },
      ),
    ),
  }),
  told: Type.Object({
    ...state,
    how: Type.Optional(Type.String()),
    confirmedOn: Type.Optional(Type.String()),
    confirmed: Type.Optional(Type.Boolean()),
  }),
  changed: Type.Object({
    ...state,
    changed: Type.Optional(Type.String()),
    whatChanged: TextOrNothing,
    whyNot: TextOrNothing,
    timesTooEarly: Type.Integer(),
    disputed: Type.Optional(Type.Boolean({ description: 'The group or a member says that it is not so.' })),
  }),
  view: Type.Object({
    ...state,
    view: Type.Optional(Type.String()),
    comment: TextOrNothing,
    notChanged: Type.Integer({ description: 'How many pressed "it has not changed" on the link.' }),
  }),
});
export type Path = Static<typeof Path>;

type Standing = { readonly state: Static<typeof State>; readonly due?: string };

/** Whose words a path shows. */
export function eventsOfPath({ state, words }: ProposalRecord): string[] {
  if (state.status === 'none') return [];
  const events = [...Object.values(words), answerInForce(state)?.event, finalFollowUp(state)?.event];
  return [...events, state.followUps.at(-1)?.event, state.responses.at(-1)?.event].filter((id) => id !== undefined);
}

/**
 * @param owed what is owed now
 * @param notKnown what would be owed, if the source recorded such steps
 * @param isHidden whether an answer or follow-up is kept from the reader until it is told; then it answers by which day
 */
export function pathOf(
  record: ProposalRecord,
  state: Submitted,
  owed: readonly Owed[],
  notKnown: readonly { readonly what: string }[],
  text: TextOf,
  isHidden: (event: string) => string | undefined,
): Path {
  const answer = answerInForce(state);
  const awaits = (...whats: Owed['what'][]): Standing | undefined => {
    const one = owed.find(({ what }) => whats.includes(what));
    if (one) return { state: 'awaited', ...present({ due: one.due.on }) };
    return notKnown.some(({ what }) => whats.includes(what as Owed['what'])) ? { state: 'notKnown' } : undefined;
  };
  return {
    said: {
      state: 'done',
      ...present({ on: state.submitted.on }),
      title: text(record.words.title, 'title'),
      text: text(record.words.text, 'text'),
      changeHopedFor: text(record.words.changeHopedFor, 'changeHopedFor'),
    },
    received: received(state, awaits),
    answered: {
      ...answered(state, awaits, text, answer && isHidden(answer.event)),
      ...(!answer && reopened(state, isHidden)),
    },
    told: told(state, awaits, answered(state, awaits, text, undefined).state),
    changed: changed(state, awaits, text, isHidden, answered(state, awaits, text, undefined).state),
    view: view(record, state, text),
  };
}

type Awaits = (...whats: Owed['what'][]) => Standing | undefined;

function received(state: Submitted, awaits: Awaits): Path['received'] {
  const receipt = state.receipts.at(-1);
  if (receipt) return { state: 'done', ...present({ on: receipt.on, post: receipt.post }) };
  const waited = awaits('receipt');
  if (waited) return waited;
  if (state.answerWanted === undefined) return { state: 'notKnown' };
  return { state: state.answerWanted === 'none' || state.status !== 'open' ? 'notNeeded' : 'notRecorded' };
}

function answered(state: Submitted, awaits: Awaits, text: TextOf, hidden: string | undefined): Path['answered'] {
  const answer = answerInForce(state);
  const nothing = { reason: null, briefAnswer: null, whatWillBeDone: null };
  if (!answer) {
    const waited = awaits('decision', 'reply');
    if (waited) return { ...waited, ...nothing };
    if (state.answerWanted === undefined) return { state: 'notKnown', ...nothing };
    return { state: state.status === 'open' && state.answerWanted !== 'none' ? 'notYet' : 'notNeeded', ...nothing };
  }
  if (hidden !== undefined)
    return { state: 'done', reason: untold(hidden), briefAnswer: untold(hidden), whatWillBeDone: null };
  return {
    state: 'done',
    ...present({ on: answer.on, decision: answer.decision, reply: answer.reply }),
    ...(answer.heard && { confirmedByPost: answer.confirmed !== undefined }),
    reason: text(answer.event, 'reason'),
    briefAnswer: text(answer.event, 'briefAnswer'),
    whatWillBeDone: text(answer.event, 'whatWillBeDone'),
  };
}

function reopened(
  { status, reopenings, answers }: Submitted,
  isHidden: (event: string) => string | undefined,
): Pick<Path['answered'], 'reopened'> {
  const last = reopenings.at(-1);
  if (!last || status !== 'open') return {};
  const before = answers.findLast(({ event }) => isHidden(event) === undefined);
  return {
    reopened: present({ on: last.on, answeredOn: before?.on, decision: before?.decision, reply: before?.reply }),
  };
}

/** What follows an answer of which nobody knows whether it was given is not known either. */
const before = (answered: Path['answered']['state']): 'notKnown' | 'notYet' | 'notNeeded' =>
  answered === 'notKnown' || answered === 'notNeeded' ? answered : 'notYet';

function told(state: Submitted, awaits: Awaits, answeredState: Path['answered']['state']): Path['told'] {
  const answer = answerInForce(state);
  const tellings = state.tellings.filter(({ ofEvent }) => ofEvent === answer?.event);
  const last = tellings.at(-1);
  if (last) {
    const confirmation = tellings.flatMap(({ confirmations }) => confirmations)[0];
    return {
      state: 'done',
      how: last.how,
      confirmed: confirmation !== undefined,
      ...present({ on: last.on, confirmedOn: confirmation?.on }),
    };
  }
  return awaits('telling') ?? { state: answer ? 'notRecorded' : before(answeredState) };
}

function changed(
  state: Submitted,
  awaits: Awaits,
  text: TextOf,
  isHidden: (event: string) => string | undefined,
  answeredState: Path['answered']['state'],
): Path['changed'] {
  const answer = answerInForce(state);
  const nothing = { whatChanged: null, whyNot: null, timesTooEarly: timesTooEarly(state) };
  if (answer && isHidden(answer.event) !== undefined) return { state: 'notYet', ...nothing, timesTooEarly: 0 };
  const followUp = finalFollowUp(state) ?? state.followUps.at(-1);
  const hidden = followUp && isHidden(followUp.event);
  if (followUp && hidden !== undefined) return { state: 'done', ...nothing, whatChanged: untold(hidden) };
  const said = followUp && {
    changed: followUp.changed,
    whatChanged: text(followUp.event, 'whatChanged'),
    whyNot: text(followUp.event, 'whyNot'),
    ...(followUp.disputed && { disputed: true }),
  };
  if (followUp && followUp.changed !== 'tooEarly')
    return { state: 'done', ...nothing, ...present({ on: followUp.on }), ...said };
  const waited = awaits('change', 'followUp');
  if (waited) return { ...waited, ...nothing, ...said };
  if (!answer) return { state: before(answeredState), ...nothing };
  const promised =
    answer.decision === 'accepted' || answer.decision === 'partlyAccepted' || answer.decision === 'trial';
  return { state: promised ? 'notRecorded' : 'notNeeded', ...nothing, ...said };
}

function view(record: ProposalRecord, state: Submitted, text: TextOf): Path['view'] {
  const notChanged = record.heard.filter(({ said }) => said === 'notChanged').length;
  const response = state.responses.at(-1);
  if (!response) return { state: 'open', comment: null, notChanged };
  return {
    state: 'done',
    ...present({ on: response.on }),
    view: response.view,
    comment: text(response.event, 'comment'),
    notChanged,
  };
}
