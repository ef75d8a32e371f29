import { type AccountEvent, type AccountRole, type Grant, isSame, type State, without } from './account-state.ts';
import { type InputOf, recording, requireHappened } from './act.ts';
import type { Act } from './event.ts';
import type { State as GroupState } from './group-state.ts';
import { isInFuture } from './occurred-on.ts';
import { requires } from './refusal.ts';
import type { State as UnitState } from './unit.ts';

export {
  type AccountEvent,
  accountRoles,
  category,
  defaultMails,
  events,
  evolve,
  type Grant,
  initial,
  type Language,
  languages,
  type Mails,
  type State,
} from './account-state.ts';

type Input<Type extends AccountEvent['type']> = InputOf<AccountEvent, Type>;
type Kept = Extract<State, { status: 'open' | 'disabled' | 'forgotten' }>;
const record = recording<AccountEvent>();

/** What an account does for itself it does as nobody in particular: it stands beside the event who wrote it down. */
function requireNotInFuture(facts: Act): void {
  requires(!isInFuture(facts.on, facts.today), 'date.in-future', 'Nothing can have happened after today.', 'on');
}

function requireKnown(state: State): asserts state is Kept & { status: 'open' | 'disabled' } {
  requires(state.status !== 'none', 'account.unknown', 'There is no such account.');
  requires(state.status !== 'forgotten', 'account.forgotten', 'This account was forgotten; its id points to nobody.');
}

function requireOpen(state: State): asserts state is Kept & { status: 'open' } {
  requireKnown(state);
  requires(state.status === 'open', 'account.disabled', 'The account is disabled.');
}

/** One mailbox, without a display name, as mail servers take it: RFC 5321 without quoted local parts and address literals. */
const mailbox =
  /^(?=.{6,254}$)(?=[^@]{1,64}@)[\w.!#$%&'*+/=?^`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

export const isAddress = (text: string): boolean => mailbox.test(text);

/** `addressTaken`: another account has the address. Invited again in the same language nothing is recorded: a corrected name or address is no fact. */
export function invite(
  input: Input<'AccountInvited'>,
  state: State,
  facts: Act & { readonly address: string | undefined; readonly addressTaken: boolean },
): AccountEvent[] {
  requireHappened(facts);
  requires(
    facts.address === undefined || isAddress(facts.address),
    'account.address-malformed',
    'This is no mail address such as aino.esimerkki@example.fi.',
    'address',
  );
  requires(!facts.addressTaken, 'account.address-taken', 'Another account has this address.', 'address');
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

/** Somebody has taken the account into use. */
export function join(input: Input<'AccountJoined'>, state: State, facts: Act): AccountEvent[] {
  requireNotInFuture(facts);
  requireOpen(state);
  return state.joined ? [] : [record('AccountJoined', input)];
}

export function chooseLanguage(input: Input<'AccountLanguageChosen'>, state: State, facts: Act): AccountEvent[] {
  requireNotInFuture(facts);
  requireOpen(state);
  return state.language === input.language ? [] : [record('AccountLanguageChosen', input)];
}

/** Reminders and digests by mail, or in the inbox only. */
export function chooseMails(input: Input<'MailsChosen'>, state: State, facts: Act): AccountEvent[] {
  requireNotInFuture(facts);
  requireOpen(state);
  const { reminders, digest } = state.mails;
  return reminders === input.reminders && digest === input.digest ? [] : [record('MailsChosen', input)];
}

const ofGroup: readonly AccountRole[] = ['coordinator', 'member'];
const ofUnit: readonly AccountRole[] = ['analyst', 'reader'];

/** What a role is for: these have a group, those may have a unit, and only analysts are let read words too. */
function requireInPlace(input: Input<'RoleGranted'>): void {
  const isOfGroup = ofGroup.includes(input.role);
  requires(!isOfGroup || input.group !== undefined, 'role.group-missing', 'Say of which group.', 'group');
  requires(
    input.role !== 'member' || input.as !== undefined,
    'role.as-missing',
    'Say as what they are a member.',
    'as',
  );
  const sentence = 'A role of this kind has nothing of the sort.';
  requires(isOfGroup || input.group === undefined, 'role.out-of-place', sentence, 'group');
  requires(ofUnit.includes(input.role) || input.unit === undefined, 'role.out-of-place', sentence, 'unit');
  requires(input.role === 'member' || input.as === undefined, 'role.out-of-place', sentence, 'as');
  requires(input.role === 'analyst' || input.readsWords === undefined, 'role.out-of-place', sentence, 'readsWords');
}

/** `unit` and `group` are the states of those that the input names. Granted again with other particulars, the later ones hold. */
export function grantRole(
  input: Input<'RoleGranted'>,
  state: State,
  facts: Act & { readonly unit?: UnitState | undefined; readonly group?: GroupState | undefined },
): AccountEvent[] {
  requireHappened(facts);
  requireOpen(state);
  requireInPlace(input);
  requires(input.unit === undefined || facts.unit?.status !== 'none', 'unit.unknown', 'There is no such unit.', 'unit');
  requires(
    input.group === undefined || facts.group?.status !== 'none',
    'group.unknown',
    'There is no such group.',
    'group',
  );
  const known = state.grants.find((grant) => isSame(grant, input));
  const isAsBefore = known && known.as === input.as && (known.readsWords ?? false) === (input.readsWords ?? false);
  return isAsBefore ? [] : [record('RoleGranted', input)];
}

/** That no other account could look after the installation; see `isAdministrator`. */
export interface LastOne {
  readonly last: boolean;
}

/** Somebody who can sign in and look after the installation. */
export const isAdministrator = (state: State): boolean =>
  state.status === 'open' && state.joined && state.grants.some((grant) => grant.role === 'administrator');

/** Found out before the append: that two administrators leave at the same moment is accepted, the command line lets a new one in. */
function requireNotLast(state: State, facts: LastOne, after: readonly Grant[] = []): void {
  requires(
    !facts.last || !isAdministrator(state) || after.some((grant) => grant.role === 'administrator'),
    'account.last-administrator',
    'Nobody else looks after this installation. Make somebody else an administrator first.',
  );
}

/** What the directory says is not withdrawn by hand: the next signing in would bring it back. */
export function withdrawRole(input: Input<'RoleWithdrawn'>, state: State, facts: Act & LastOne): AccountEvent[] {
  requireHappened(facts);
  requireKnown(state);
  const left = without(state.grants, input);
  if (left.length === state.grants.length) {
    const isDirectorys = state.grants.some((grant) => isSame(grant, { ...input, through: 'directory' }));
    requires(!isDirectorys, 'role.of-directory', 'The directory gives this role. It is taken away there.', 'role');
    return [];
  }
  requireNotLast(state, facts, left);
  return [record('RoleWithdrawn', input)];
}

/** Nobody is reminded or signs in there any more; what it wrote down stays its own. */
export function disable(input: Input<'AccountDisabled'>, state: State, facts: Act & LastOne): AccountEvent[] {
  requireHappened(facts);
  requireKnown(state);
  if (state.status === 'disabled') return [];
  requireNotLast(state, facts);
  return [record('AccountDisabled', input)];
}

/** With the roles that it had. */
export function enable(input: Input<'AccountEnabled'>, state: State, facts: Act): AccountEvent[] {
  requireHappened(facts);
  requireKnown(state);
  return state.status === 'open' ? [] : [record('AccountEnabled', input)];
}

/** Name, address and everything with which it signs in are deleted beside the log; the id then points to nobody. */
export function forget(input: Input<'AccountForgotten'>, state: State, facts: Act & LastOne): AccountEvent[] {
  requireNotInFuture(facts);
  requires(state.status !== 'none', 'account.unknown', 'There is no such account.');
  if (state.status === 'forgotten') return [];
  requireNotLast(state, facts);
  return [record('AccountForgotten', input)];
}
