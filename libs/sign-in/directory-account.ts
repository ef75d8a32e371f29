import { randomUUID } from 'node:crypto';
import { account, Refusal } from '#domain';
import type { Rights } from '#permissions';
import { type Context, carryOut, grantByDirectory, joinAccount, withdrawByDirectory } from '#use-cases';
import { accountAt } from './address.ts';
import { changesOf, type DirectoryRole, rolesOf } from './directory-roles.ts';
import type { DirectoryPerson, DirectorySettings } from './oidc.ts';
import { startAnew } from './start-anew.ts';

/** Somebody whom the directory has signed in, on their way into their account. */
export interface Arriving {
  readonly settings: DirectorySettings;
  readonly person: DirectoryPerson;
  /** In which the system speaks to them, when the account is made now. */
  readonly lang: account.Language;
  /** Told of a role that the directory gives or takes away, and that could not be. */
  readonly notPossible: (role: DirectoryRole, refusal: Refusal) => void;
}

/** Why somebody whom the directory knows has no account here; see `arriveByDirectory`. */
export type NotArrived = 'unknown' | 'unverified' | 'taken' | 'disabled';

export type Arrived =
  | { readonly as: NotArrived }
  | {
      readonly as: 'account';
      readonly account: string;
      /** Has nothing here but what a post gives: it was made for a role through the directory, and that is gone. */
      readonly onlyByPost: boolean;
      /** Of what was recorded last, if anything was. */
      readonly position?: string;
    };

/** In whose name accounts are made that the directory asks for. */
const directory = 'directory';
const asDirectory: Rights = { account: directory, capacities: [{ kind: 'administrator' }] };

/** Not an address, but a mark that somebody of the directory has the account: an address may go to somebody else later. */
const markOf = ({ issuer, clientId }: DirectorySettings, id: string): string => `${issuer} ${clientId} has ${id}`;

/**
 * Finds the account of somebody whom the directory has signed in, makes one where a role through the directory asks for it, and
 * gives it the roles that it has through the directory now. A person is known by the directory's issuer and subject, for ever. Only
 * the first time the address counts: then it leads to the account that was invited under it, and only when the directory
 * stands for the address, and nobody of the directory has that account already; what had opened it until then opens nothing more. `unverified`, `taken`, `disabled`: there is an
 * account, and it is not for them; `unknown`: there is none, and nobody has given them a role.
 */
export async function arriveByDirectory(context: Context, arriving: Arriving): Promise<Arrived> {
  const { settings, person } = arriving;
  const roles = rolesOf(person.groups, settings.grants);
  const found = await idOf(context, arriving, roles);
  if (found.id === undefined) return { as: found.why };
  const { id } = found;
  const made = await inUse(context, arriving, id);
  if (!made) return { as: 'disabled' };
  const { identities } = context.vault;
  const mark = markOf(settings, id);
  if ((await identities.find('oidc', mark)) === undefined) {
    await startAnew(context, id);
    await identities.claim('oidc', mark, id);
  }
  const renewed = await renew(context, arriving, id, roles);
  const { state, events } = await context.streams.load(account, id);
  const ofDirectory = events[0]?.metadata.recordedBy === directory;
  const position = renewed ?? made.position;
  return {
    as: 'account',
    account: id,
    onlyByPost: ofDirectory && state.status !== 'none' && state.grants.length === 0,
    ...(position !== undefined && { position }),
  };
}

type Found = { readonly id: string } | { readonly id?: undefined; readonly why: NotArrived };

async function idOf(context: Context, { settings, person }: Arriving, roles: readonly DirectoryRole[]): Promise<Found> {
  const { identities } = context.vault;
  const known = await identities.find('oidc', person.subject);
  if (known !== undefined) return { id: known };
  const invited = person.address === undefined ? undefined : await accountAt(context, person.address);
  if (invited === undefined) {
    if (settings.invitedOnly || roles.length === 0) return { why: 'unknown' };
    return { id: await identities.claim('oidc', person.subject, randomUUID()) };
  }
  if (!person.addressVerified) return { why: 'unverified' };
  if ((await identities.find('oidc', markOf(settings, invited))) !== undefined) return { why: 'taken' };
  return { id: await identities.claim('oidc', person.subject, invited) };
}

/** Makes the account where it is not there yet, and takes it into use. Undefined when it is closed. */
async function inUse(
  context: Context,
  { person, lang }: Arriving,
  id: string,
): Promise<{ readonly position?: string } | undefined> {
  const { state } = await context.streams.load(account, id);
  if (state.status === 'disabled' || state.status === 'forgotten') return undefined;
  if (state.status === 'open' && state.joined) return {};
  if (state.status === 'none') {
    await invite(context, id, { language: lang, ...personal(person) });
  }
  return joinAccount(context, id);
}

/** Without an address that the directory does not stand for: it might be somebody else's. */
const personal = ({ name, address, addressVerified }: DirectoryPerson) => ({
  ...(name !== undefined && { name }),
  ...(address !== undefined && addressVerified && { address }),
});

/** What the directory says of a person may be anything; what cannot be kept of it keeps nobody out. */
async function invite(context: Context, id: string, body: Readonly<Record<string, string>>): Promise<void> {
  try {
    await carryOut(context, asDirectory, ['InviteAccount', id, body]);
  } catch (error) {
    const field = error instanceof Refusal ? error.field : undefined;
    if (field === undefined || !Object.hasOwn(body, field) || field === 'language') throw error;
    const { [field]: _, ...rest } = body;
    await invite(context, id, rest);
  }
}

/** @returns the position of what was recorded last */
async function renew(
  context: Context,
  { notPossible }: Arriving,
  id: string,
  roles: readonly DirectoryRole[],
): Promise<string | undefined> {
  const { state } = await context.streams.load(account, id);
  if (state.status === 'none') return undefined;
  const { grant, withdraw } = changesOf(state.grants, roles);
  const changes = [
    ...grant.map((role) => ({ role, change: grantByDirectory })),
    ...withdraw.map((role) => ({ role, change: withdrawByDirectory })),
  ];
  let position: string | undefined;
  for (const { role, change } of changes) {
    try {
      ({ position } = await change(context, id, role));
    } catch (error) {
      // A group that is not there, or the last administrator: it keeps nobody out.
      if (!(error instanceof Refusal)) throw error;
      notPossible(role, error);
    }
  }
  return position;
}
