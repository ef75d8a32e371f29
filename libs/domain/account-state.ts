import { anyStreamEvents, forgettingReasons } from './any-stream.ts';
import { memberRoles, type Past } from './event.ts';
import { code, type EventsOf, flag, id, oneOf, optional, shape } from './shape.ts';

/** Somebody who uses the system. Name and address are no facts: they lie with the people, under the id of the account. */
export const category = 'account';

/** Languages in which the system speaks to people. */
export const languages = ['fi', 'sv', 'en'] as const;
export type Language = (typeof languages)[number];

/** What an account may be given to be. Management is whoever holds a post. */
export const accountRoles = [
  'administrator',
  'dataProtectionOfficer',
  'coordinator',
  'member',
  'analyst',
  'reader',
] as const;
export type AccountRole = (typeof accountRoles)[number];

/** As what somebody is a member; coordinators are granted as such. */
const asMember = memberRoles.filter((role) => role !== 'coordinator');
/** Where a role comes from: somebody granted it, or the organisation's directory says so at every signing in. */
const through = optional(oneOf('hand', 'directory'));
const role = { role: oneOf(...accountRoles), unit: optional(id), group: optional(id) };

/** Events. These shapes are stored and may not change. */
export const events = {
  AccountInvited: shape({ language: oneOf(...languages) }),
  AccountJoined: shape({}),
  AccountLanguageChosen: shape({ language: oneOf(...languages) }),
  MailsChosen: shape({ reminders: flag, digest: flag }),
  RoleGranted: shape({ ...role, as: optional(oneOf(...asMember)), readsWords: optional(flag), through }),
  RoleWithdrawn: shape({ ...role, through }),
  AccountDisabled: shape({}),
  AccountEnabled: shape({}),
  AccountForgotten: shape({ reasonCode: oneOf(...forgettingReasons), decidedBy: optional(code) }),
  ...anyStreamEvents,
} as const;
export type AccountEvent = EventsOf<typeof events>;

/** Which mails an account wants. Its inbox has everything in any case. */
export type Mails = Extract<AccountEvent, { type: 'MailsChosen' }>['data'];

/** A role that an account has: for a group, for a unit and those below it, or everywhere. */
export type Grant = Extract<AccountEvent, { type: 'RoleGranted' }>['data'];

interface Known {
  readonly language: Language;
  readonly mails: Mails;
  /** It was taken into use: somebody has signed in. */
  readonly joined: boolean;
  /** In the order in which they were given; one and the same role by hand and through the directory are two. */
  readonly grants: readonly Grant[];
}

export type State = { readonly status: 'none' } | ({ readonly status: 'open' | 'disabled' | 'forgotten' } & Known);

export const initial: State = { status: 'none' };

/** What an account gets by mail until it chooses. */
export const defaultMails: Mails = { reminders: true, digest: true };

type Which = Pick<Grant, 'role' | 'unit' | 'group' | 'through'>;
/** The same role for the same unit or group, given in the same way; what else it lets do may differ. */
export const isSame = (one: Which, other: Which): boolean =>
  one.role === other.role &&
  one.unit === other.unit &&
  one.group === other.group &&
  (one.through ?? 'hand') === (other.through ?? 'hand');

export const without = (grants: readonly Grant[], which: Which): readonly Grant[] =>
  grants.filter((grant) => !isSame(grant, which));

export function evolve(state: State, event: Past<AccountEvent>): State {
  if (event.type === 'AccountInvited') {
    if (state.status !== 'none') return state;
    return { status: 'open', language: event.data.language, mails: defaultMails, joined: false, grants: [] };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'AccountJoined':
      return { ...state, joined: true };
    case 'AccountLanguageChosen':
      return { ...state, language: event.data.language };
    case 'MailsChosen':
      return { ...state, mails: event.data };
    case 'RoleGranted':
      return { ...state, grants: [...without(state.grants, event.data), event.data] };
    case 'RoleWithdrawn':
      return { ...state, grants: without(state.grants, event.data) };
    case 'AccountDisabled':
      return state.status === 'open' ? { ...state, status: 'disabled' } : state;
    case 'AccountEnabled':
      return state.status === 'disabled' ? { ...state, status: 'open' } : state;
    case 'AccountForgotten':
      return { ...state, status: 'forgotten', grants: [] };
    case 'RecordedInError':
    case 'WordsForgotten':
    case 'WordsTranslated':
    case 'FileAttached':
    case 'Published':
    case 'Unpublished':
      return state;
  }
}
