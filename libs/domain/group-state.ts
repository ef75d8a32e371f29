import { requireHappened } from './act.ts';
import { type Act, type MemberRole, type Past, sideOf } from './event.ts';
import { type ConsentTo, consentsTo, type GroupEvent } from './group-events.ts';
import { certainlyAfter, type Day, type OccurredOn } from './occurred-on.ts';
import { requires } from './refusal.ts';

export const category = 'group';

export interface Member {
  /** Not recorded: history names somebody of whom it did not say that they joined. */
  readonly status: 'member' | 'left' | 'forgotten' | 'notRecorded';
  readonly role: MemberRole | undefined;
  /** They left and asked to be told what becomes of what the group said. */
  readonly wantsToBeTold: boolean;
  readonly consents: ReadonlySet<ConsentTo>;
}

export interface Season {
  readonly from?: OccurredOn;
  readonly to?: OccurredOn;
}

export interface Link {
  readonly expires: Day | undefined;
  readonly revoked: boolean;
}

interface Known {
  readonly unit: string;
  readonly kind: string;
  readonly parent: string | undefined;
  readonly members: ReadonlyMap<string, Member>;
  readonly seasons: ReadonlyMap<string, Season>;
  /** What was consented to for each recorded voice, by the id of its event. */
  readonly voices: ReadonlyMap<string, ReadonlySet<ConsentTo>>;
  readonly links: ReadonlyMap<string, Link>;
}

/** Ended is also what another group succeeded: what it is owed moves to the successor. */
export type State =
  | { readonly status: 'none' }
  | ({ readonly status: 'living' } & Known)
  | ({
      readonly status: 'ended';
      readonly endedOn: OccurredOn | undefined;
      readonly successor: string | undefined;
    } & Known);
export type Founded = Exclude<State, { status: 'none' }>;

export const initial: State = { status: 'none' };

const stranger: Member = { status: 'notRecorded', role: undefined, wantsToBeTold: false, consents: new Set() };

const withMember = (state: Founded, id: string, change: Partial<Member>): Founded => ({
  ...state,
  members: new Map(state.members).set(id, { ...(state.members.get(id) ?? stranger), ...change }),
});

function withConsents(
  state: Founded,
  of: { readonly member?: string; readonly voice?: string },
  change: (consents: ReadonlySet<ConsentTo>) => ReadonlySet<ConsentTo>,
): Founded {
  if (of.member !== undefined) {
    return withMember(state, of.member, { consents: change(state.members.get(of.member)?.consents ?? new Set()) });
  }
  if (of.voice === undefined) return state;
  return { ...state, voices: new Map(state.voices).set(of.voice, change(state.voices.get(of.voice) ?? new Set())) };
}

export function evolve(state: State, event: Past<GroupEvent>): State {
  if (event.type === 'GroupFounded') {
    if (state.status !== 'none') return state;
    const { unit, kind, parent } = event.data;
    const nothing = { members: new Map(), seasons: new Map(), voices: new Map(), links: new Map() };
    return { status: 'living', unit, kind, parent, ...nothing };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'MemberJoined':
      return withMember(state, event.data.member, { status: 'member', role: event.data.role, wantsToBeTold: false });
    case 'MemberLeft': {
      const role = event.data.role ?? state.members.get(event.data.member)?.role;
      return withMember(state, event.data.member, {
        status: 'left',
        role,
        wantsToBeTold: event.data.wantsToBeTold ?? false,
      });
    }
    case 'ConsentGiven':
      return withConsents(state, event.data, (consents) => new Set([...consents, ...event.data.to]));
    case 'ConsentWithdrawn':
      return withConsents(
        state,
        event.data,
        (consents) => new Set([...consents].filter((to) => !event.data.to.includes(to))),
      );
    case 'PersonForgotten':
      return withMember(state, event.data.member, { status: 'forgotten', wantsToBeTold: false, consents: new Set() });
    case 'SeasonPlanned':
    case 'SeasonRevised': {
      const { season, from, to } = event.data;
      const known = { ...state.seasons.get(season), ...(from && { from }), ...(to && { to }) };
      return { ...state, seasons: new Map(state.seasons).set(season, known) };
    }
    case 'VoiceRecorded':
      return { ...state, voices: new Map(state.voices).set(event.id, state.voices.get(event.id) ?? new Set()) };
    case 'LinkIssued': {
      const link = { expires: event.data.expires, revoked: false };
      return { ...state, links: new Map(state.links).set(event.data.link, link) };
    }
    case 'LinkRevoked': {
      const expires = state.links.get(event.data.link)?.expires;
      return { ...state, links: new Map(state.links).set(event.data.link, { expires, revoked: true }) };
    }
    case 'GroupSucceeded':
    case 'GroupEnded': {
      const already = state.status === 'ended' ? state : undefined;
      return {
        ...state,
        status: 'ended',
        endedOn: already?.endedOn ?? event.metadata.occurredOn,
        successor: event.type === 'GroupSucceeded' ? event.data.successor : already?.successor,
      };
    }
    case 'GroupDescribed':
    case 'SeasonReviewed':
    case 'ActivityRecorded':
    case 'WorkTimeRecorded':
    case 'LedTo':
    case 'RecordedInError':
    case 'WordsForgotten':
    case 'WordsTranslated':
    case 'FileAttached':
    case 'Published':
    case 'Unpublished':
      return state;
  }
}

/** What has been consented to, by a member or for a voice. */
export function consentsOf(
  state: State,
  of: { readonly member?: string | undefined; readonly voice?: string | undefined },
): ReadonlySet<ConsentTo> {
  if (state.status === 'none') return new Set();
  if (of.member !== undefined) return state.members.get(of.member)?.consents ?? new Set();
  return (of.voice === undefined ? undefined : state.voices.get(of.voice)) ?? new Set();
}

/** What everybody who is in the group now has consented to: what a photo of the group needs. */
export function consentsOfAll(state: State): ReadonlySet<ConsentTo> {
  const members =
    state.status === 'none' ? [] : [...state.members.values()].filter(({ status }) => status === 'member');
  if (members.length === 0) return new Set();
  return new Set(consentsTo.filter((to) => members.every(({ consents }) => consents.has(to))));
}

/** What every command of a group is told: who acts, when, and the id of the group itself. */
export interface Facts extends Act {
  readonly id: string;
}

/** The group must be there, ended or not, and somebody who acts for a group must act for this one. */
export function requireFounded(state: State, facts: Facts): asserts state is Founded {
  requireHappened(facts);
  requires(state.status !== 'none', 'group.unknown', 'There is no such group.');
  requires(
    facts.by.group === undefined || facts.by.group === facts.id,
    'group.other-group',
    'Nobody acts for another group than their own.',
    'by',
  );
}

/** What a group does is recorded by its own side, or by the administration for it. */
export function requireGroupSide(state: State, facts: Facts): asserts state is Founded {
  requireFounded(state, facts);
  requires(
    sideOf(facts.by) === 'group' || sideOf(facts.by) === 'administration',
    'group.not-group-side',
    'Only the side of the group records what the group does.',
    'by',
  );
}

/** Begun today, it needs a group that lives; told of another day, one that had not certainly ended by then. */
export function requireNotEnded(state: Founded, on?: OccurredOn): void {
  const ended = state.status === 'ended' && (on === undefined || certainlyAfter(on, state.endedOn));
  requires(!ended, 'group.ended', 'The group has ended.');
}
