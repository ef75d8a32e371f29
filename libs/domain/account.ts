import { type InputOf, recording, requireHappened } from './act.ts';
import { anyStreamEvents } from './any-stream.ts';
import { type Act, type Past, sideOf } from './event.ts';
import { requires } from './refusal.ts';
import { type EventsOf, flag, oneOf, shape } from './shape.ts';

/** Somebody who uses the system. Name and address are no facts: they lie with the people, under the id of the account. */
export const category = 'account';

/** Languages in which the system speaks to people. */
export const languages = ['fi', 'sv', 'en'] as const;
export type Language = (typeof languages)[number];

/** Events. These shapes are stored and may not change. */
export const events = {
  AccountInvited: shape({ language: oneOf(...languages) }),
  AccountLanguageChosen: shape({ language: oneOf(...languages) }),
  MailsChosen: shape({ reminders: flag, digest: flag }),
  AccountDisabled: shape({}),
  ...anyStreamEvents,
} as const;
export type AccountEvent = EventsOf<typeof events>;

/** Which mails an account wants. Its inbox has everything in any case. */
export type Mails = Extract<AccountEvent, { type: 'MailsChosen' }>['data'];

interface Known {
  readonly language: Language;
  readonly mails: Mails;
}

export type State = { readonly status: 'none' } | ({ readonly status: 'open' | 'disabled' } & Known);

export const initial: State = { status: 'none' };

/** What an account gets by mail until it chooses. */
export const defaultMails: Mails = { reminders: true, digest: true };

export function evolve(state: State, event: Past<AccountEvent>): State {
  if (event.type === 'AccountInvited') {
    if (state.status !== 'none') return state;
    return { status: 'open', language: event.data.language, mails: defaultMails };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'AccountLanguageChosen':
      return { ...state, language: event.data.language };
    case 'MailsChosen':
      return { ...state, mails: event.data };
    case 'AccountDisabled':
      return { ...state, status: 'disabled' };
    case 'RecordedInError':
    case 'WordsForgotten':
    case 'WordsTranslated':
    case 'FileAttached':
    case 'Published':
    case 'Unpublished':
      return state;
  }
}

type Input<Type extends AccountEvent['type']> = InputOf<AccountEvent, Type>;
type Open = Extract<State, { status: 'open' | 'disabled' }>;
const record = recording<AccountEvent>();

/** `own`: the account itself acts. */
export type Facts = Act & { readonly own: boolean };

function requireAdministration(facts: Act): void {
  requireHappened(facts);
  requires(
    sideOf(facts.by) === 'administration',
    'account.not-administration',
    'Accounts are kept by the administration.',
    'by',
  );
}

function requireOwn(facts: Facts): void {
  requireHappened(facts);
  requires(
    facts.own || sideOf(facts.by) === 'administration',
    'account.not-own',
    'Only the account itself, or the administration for it, chooses this.',
  );
}

function requireKnown(state: State): asserts state is Open {
  requires(state.status !== 'none', 'account.unknown', 'There is no such account.');
}

function requireOpen(state: State): asserts state is Open & { status: 'open' } {
  requireKnown(state);
  requires(state.status === 'open', 'account.disabled', 'The account is disabled.');
}

/** One mailbox, without a display name, as mail servers take it: RFC 5321 without quoted local parts and address literals. */
const mailbox =
  /^(?=.{6,254}$)(?=[^@]{1,64}@)[\w.!#$%&'*+/=?^`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** Invited again in the same language nothing is recorded: a corrected name or address is no fact. */
export function invite(
  input: Input<'AccountInvited'>,
  state: State,
  facts: Act & { readonly address: string | undefined },
): AccountEvent[] {
  requireAdministration(facts);
  requires(
    facts.address === undefined || mailbox.test(facts.address),
    'account.address-malformed',
    'This is no mail address such as aino.esimerkki@example.fi.',
    'address',
  );
  if (state.status === 'none') return [record('AccountInvited', input)];
  requireOpen(state);
  requires(
    state.language === input.language,
    'account.exists',
    'The account is there already, in another language. Choose its language instead.',
    'language',
  );
  return [];
}

export function chooseLanguage(input: Input<'AccountLanguageChosen'>, state: State, facts: Facts): AccountEvent[] {
  requireOwn(facts);
  requireOpen(state);
  return state.language === input.language ? [] : [record('AccountLanguageChosen', input)];
}

/** Reminders and digests by mail, or in the inbox only. */
export function chooseMails(input: Input<'MailsChosen'>, state: State, facts: Facts): AccountEvent[] {
  requireOwn(facts);
  requireOpen(state);
  const { reminders, digest } = state.mails;
  return reminders === input.reminders && digest === input.digest ? [] : [record('MailsChosen', input)];
}

/** Nobody is reminded there any more; what it wrote down stays its own. */
export function disable(input: Input<'AccountDisabled'>, state: State, facts: Act): AccountEvent[] {
  requireAdministration(facts);
  requireKnown(state);
  return state.status === 'disabled' ? [] : [record('AccountDisabled', input)];
}
