import { anyStreamEvents } from './any-stream.ts';
import type { Past } from './event.ts';
import type { OccurredOn } from './occurred-on.ts';
import { type EventsOf, id, listOf, oneOf, optional, shape, when } from './shape.ts';

export const category = 'commission';

/** Events. These shapes are stored and may not change. */
export const events = {
  CommissionIssued: shape(
    {
      unit: id,
      from: optional(oneOf('unit', 'project', 'group', 'partner')),
      fromGroup: optional(id),
      groups: listOf(id),
      kind: oneOf('task', 'commentOnDraft', 'tryOut', 'socialReport'),
      answerWantedBy: optional(when),
    },
    { title: 300, task: 20_000, background: 20_000, fromName: 300 },
  ),
  CommissionAccepted: shape({ group: id }),
  CommissionDeclined: shape({ group: id }, { reason: 5_000 }),
  CommissionQuestioned: shape({ group: id }, { question: 5_000 }),
  CommissionClarified: shape({ group: id }, { clarification: 10_000 }),
  CommissionAnswered: shape({ group: id, proposals: listOf(id) }, { summary: 20_000 }),
  CommissionRescheduled: shape({ answerWantedBy: when }, { reason: 5_000 }),
  CommissionWithdrawn: shape({}, { reason: 5_000 }),
  CommissionClosed: shape({}, { reason: 5_000 }),
  ...anyStreamEvents,
} as const;
export type CommissionEvent = EventsOf<typeof events>;

/** What one group has done with the commission. */
export interface GroupsPart {
  readonly status: 'asked' | 'accepted' | 'declined' | 'answered';
  /** When the status began, and by which event. */
  readonly since: OccurredOn | undefined;
  readonly sinceEvent: string;
  /** The source of that event; missing: it was recorded as it happened. */
  readonly source: string | undefined;
  /** When the group accepted, or answered without having said so. */
  readonly acceptedOn: OccurredOn | undefined;
  readonly questions: readonly Question[];
  /** Proposals listed in its answers, each once. */
  readonly proposals: readonly string[];
  /** The events in which it answered. */
  readonly answers: readonly string[];
}

/** While a question waits to be clarified, nothing is owed by the group. */
export interface Question {
  readonly event: string;
  readonly askedOn: OccurredOn | undefined;
  readonly source: string | undefined;
  readonly clarified?: { readonly event: string; readonly on: OccurredOn | undefined };
}

interface Known {
  readonly unit: string;
  readonly from: 'unit' | 'project' | 'group' | 'partner' | undefined;
  readonly fromGroup: string | undefined;
  readonly kind: string;
  readonly issuedOn: OccurredOn | undefined;
  readonly issuedBy: string;
  readonly answerWantedBy: OccurredOn | undefined;
  /** The date that the last rescheduling replaced. */
  readonly extendedFrom: OccurredOn | undefined;
  readonly groups: ReadonlyMap<string, GroupsPart>;
}

export type State =
  | { readonly status: 'none' }
  | ({ readonly status: 'open' } & Known)
  | ({ readonly status: 'withdrawn' | 'closed'; readonly endedOn: OccurredOn | undefined } & Known);
export type Issued = Exclude<State, { status: 'none' }>;

export const initial: State = { status: 'none' };

const asked = (event: Past<CommissionEvent>): GroupsPart => ({
  status: 'asked',
  since: event.metadata.occurredOn,
  sinceEvent: event.id,
  source: event.metadata.source,
  acceptedOn: undefined,
  questions: [],
  proposals: [],
  answers: [],
});

/** Changes one group's part; a group that history did not name before is taken to have been asked then. */
function withPart(
  state: Issued,
  event: Past<CommissionEvent>,
  group: string,
  change: (part: GroupsPart) => Partial<GroupsPart>,
): Issued {
  const part = state.groups.get(group) ?? asked(event);
  const changed = change(part);
  const status = changed.status && changed.status !== part.status;
  const { occurredOn, source } = event.metadata;
  const since = status ? { since: occurredOn, sinceEvent: event.id, source } : {};
  return { ...state, groups: new Map(state.groups).set(group, { ...part, ...since, ...changed }) };
}

/** The question that has waited longest is the one that is clarified. */
function clarified(questions: readonly Question[], event: Past<CommissionEvent>): readonly Question[] {
  const open = questions.findIndex((question) => !question.clarified);
  if (open < 0) return questions;
  return questions.with(open, {
    ...questions[open]!,
    clarified: { event: event.id, on: event.metadata.occurredOn },
  });
}

export function evolve(state: State, event: Past<CommissionEvent>): State {
  const on = event.metadata.occurredOn;
  if (event.type === 'CommissionIssued') {
    if (state.status !== 'none') return state;
    const { unit, from, fromGroup, kind, answerWantedBy } = event.data;
    const groups = new Map(event.data.groups.map((group) => [group, asked(event)]));
    const issued = { issuedOn: on, issuedBy: event.id, extendedFrom: undefined };
    return { status: 'open', unit, from, fromGroup, kind, answerWantedBy, ...issued, groups };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'CommissionAccepted':
      return withPart(state, event, event.data.group, ({ status }) =>
        status === 'answered' ? {} : { status: 'accepted', acceptedOn: on },
      );
    case 'CommissionDeclined':
      return withPart(state, event, event.data.group, () => ({ status: 'declined' }));
    case 'CommissionQuestioned':
      return withPart(state, event, event.data.group, ({ questions }) => ({
        questions: [...questions, { event: event.id, askedOn: on, source: event.metadata.source }],
      }));
    case 'CommissionClarified':
      return withPart(state, event, event.data.group, ({ questions }) => ({ questions: clarified(questions, event) }));
    case 'CommissionAnswered':
      return withPart(state, event, event.data.group, ({ acceptedOn, proposals, answers }) => ({
        status: 'answered',
        acceptedOn: acceptedOn ?? on,
        proposals: [...new Set([...proposals, ...event.data.proposals])],
        answers: [...answers, event.id],
      }));
    case 'CommissionRescheduled':
      return { ...state, answerWantedBy: event.data.answerWantedBy, extendedFrom: state.answerWantedBy };
    case 'CommissionWithdrawn':
      return { ...state, status: 'withdrawn', endedOn: on };
    case 'CommissionClosed':
      return { ...state, status: 'closed', endedOn: on };
    case 'RecordedInError':
    case 'WordsForgotten':
    case 'WordsTranslated':
    case 'FileAttached':
    case 'Published':
    case 'Unpublished':
      return state;
  }
}
