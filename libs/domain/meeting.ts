import { type InputOf, recording, requireHappened } from './act.ts';
import { anyStreamEvents } from './any-stream.ts';
import { type Act, memberRoles, type Past, sideOf } from './event.ts';
import type { State as GroupState } from './group-state.ts';
import { certainlyAfter, type Day, interval, type OccurredOn } from './occurred-on.ts';
import { requires } from './refusal.ts';
import {
  clock,
  code,
  count,
  day,
  type EventsOf,
  id,
  language,
  listOf,
  oneOf,
  optional,
  perKey,
  shape,
} from './shape.ts';

export const category = 'meeting';

const meetingKinds = [
  'meeting',
  'visit',
  'openEvent',
  'serviceCafe',
  'influenceEvent',
  'workingGroup',
  'talk',
] as const;

/** Events. These shapes are stored and may not change. */
export const events = {
  MeetingPlanned: shape(
    { group: id, kind: optional(oneOf(...meetingKinds)), plannedFor: day, time: optional(clock) },
    { place: 300, plan: 5_000 },
  ),
  MeetingMoved: shape({ plannedFor: day, time: optional(clock) }, { place: 300, reason: 2_000 }),
  MeetingCancelled: shape({}, { reason: 2_000 }),
  VisitRequested: shape({ post: code }, { why: 2_000 }),
  MeetingHeld: shape(
    {
      group: id,
      kind: oneOf(...meetingKinds),
      methods: optional(listOf(code)),
      present: optional(perKey(memberRoles, count)),
      languagesInterpreted: optional(listOf(language)),
    },
    { guests: 2_000, summary: 20_000 },
  ),
  ...anyStreamEvents,
} as const;
export type MeetingEvent = EventsOf<typeof events>;

interface Known {
  readonly group: string;
  /** Posts whose visit was requested. */
  readonly visits: ReadonlySet<string>;
}

export type State =
  | { readonly status: 'none' }
  | ({ readonly status: 'planned' | 'cancelled'; readonly plannedFor: Day; readonly time: string | undefined } & Known)
  | ({ readonly status: 'held'; readonly heldOn: OccurredOn | undefined } & Known);

export const initial: State = { status: 'none' };

export function evolve(state: State, event: Past<MeetingEvent>): State {
  switch (event.type) {
    case 'MeetingPlanned': {
      if (state.status !== 'none') return state;
      const { group, plannedFor, time } = event.data;
      return { status: 'planned', group, plannedFor, time, visits: new Set() };
    }
    case 'MeetingMoved':
      if (state.status === 'none' || state.status === 'held') return state;
      return { ...state, status: 'planned', plannedFor: event.data.plannedFor, time: event.data.time };
    case 'MeetingCancelled':
      return state.status === 'planned' ? { ...state, status: 'cancelled' } : state;
    case 'VisitRequested':
      if (state.status === 'none') return state;
      return { ...state, visits: new Set([...state.visits, event.data.post]) };
    case 'MeetingHeld': {
      const visits = state.status === 'none' ? new Set<string>() : state.visits;
      return { status: 'held', group: event.data.group, heldOn: event.metadata.occurredOn, visits };
    }
    case 'RecordedInError':
    case 'WordsForgotten':
    case 'WordsTranslated':
    case 'FileAttached':
    case 'Published':
    case 'Unpublished':
      return state;
  }
}

type Input<Type extends MeetingEvent['type']> = InputOf<MeetingEvent, Type>;
type Planned = Extract<State, { status: 'planned' | 'cancelled' }>;
const record = recording<MeetingEvent>();

function requireGroupSide(group: string, facts: Act): void {
  requireHappened(facts);
  requires(
    sideOf(facts.by) === 'group' || sideOf(facts.by) === 'administration',
    'meeting.not-group-side',
    'The side of the group plans and records its meetings.',
    'by',
  );
  requires(
    facts.by.group === undefined || facts.by.group === group,
    'meeting.other-group',
    'Nobody acts for another group than their own.',
    'by',
  );
}

/** Planned or cancelled: a meeting that was held is no longer moved, cancelled or prepared. */
function requirePlan(state: State, facts: Act): asserts state is Planned {
  requires(state.status !== 'none', 'meeting.unknown', 'There is no such meeting.');
  requireGroupSide(state.group, facts);
  requires(state.status !== 'held', 'meeting.already-held', 'The meeting has been held already.');
}

function requireNotCancelled(state: State): void {
  requires(state.status !== 'cancelled', 'meeting.cancelled', 'The meeting was cancelled.');
}

function requireComing(plannedFor: Day, on: OccurredOn): void {
  requires(
    plannedFor >= interval(on).first,
    'meeting.planned-for-past',
    'A meeting is planned for a day that is still to come.',
    'plannedFor',
  );
}

/** `group` is the state of the group that the input names. */
export function plan(
  input: Input<'MeetingPlanned'>,
  state: State,
  facts: Act & { readonly group: GroupState },
): MeetingEvent[] {
  requireGroupSide(input.group, facts);
  requires(state.status === 'none', 'meeting.exists', 'A meeting with this id is there already.');
  requires(facts.group.status !== 'none', 'group.unknown', 'There is no such group.', 'group');
  requires(facts.group.status === 'living', 'group.ended', 'The group has ended.', 'group');
  requireComing(input.plannedFor, facts.on);
  return [record('MeetingPlanned', input)];
}

export function move(input: Input<'MeetingMoved'>, state: State, facts: Act): MeetingEvent[] {
  requirePlan(state, facts);
  requireNotCancelled(state);
  requireComing(input.plannedFor, facts.on);
  const same = state.plannedFor === input.plannedFor && state.time === input.time && input.words?.place === undefined;
  return same ? [] : [record('MeetingMoved', input)];
}

export function cancel(input: Input<'MeetingCancelled'>, state: State, facts: Act): MeetingEvent[] {
  requirePlan(state, facts);
  return state.status === 'cancelled' ? [] : [record('MeetingCancelled', input)];
}

/** `organisation` is its state, which knows the posts. */
export function requestVisit(
  input: Input<'VisitRequested'>,
  state: State,
  facts: Act & { readonly organisation: { readonly posts: ReadonlyMap<string, unknown> } },
): MeetingEvent[] {
  requirePlan(state, facts);
  requireNotCancelled(state);
  requires(facts.organisation.posts.has(input.post), 'post.unknown', 'There is no such post.', 'post');
  return state.visits.has(input.post) ? [] : [record('VisitRequested', input)];
}

/** A meeting may be held without having been planned; `group` is the state of the group that the input names. */
export function hold(
  input: Input<'MeetingHeld'>,
  state: State,
  facts: Act & { readonly group: GroupState },
): MeetingEvent[] {
  requireGroupSide(input.group, facts);
  requires(state.status !== 'held', 'meeting.already-held', 'The meeting has been held already.');
  requireNotCancelled(state);
  requires(
    state.status === 'none' || state.group === input.group,
    'meeting.of-other-group',
    'The meeting was planned for another group.',
    'group',
  );
  requires(facts.group.status !== 'none', 'group.unknown', 'There is no such group.', 'group');
  requires(
    facts.group.status === 'living' || !certainlyAfter(facts.on, facts.group.endedOn),
    'group.ended',
    'The group has ended.',
    'group',
  );
  return [record('MeetingHeld', input)];
}
