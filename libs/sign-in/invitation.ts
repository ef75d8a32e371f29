import { hash } from 'node:crypto';
import { account as accounts, Refusal, requires } from '#domain';
import { addressKey, type Context, joinAccount } from '#use-cases';
import type { Token } from '#vault';
import { claimAddress } from './address.ts';
import { type Arrival, type Arrived, arrive } from './arrival.ts';
import { credentialsOf } from './credentials.ts';
import { liveToken, takeToken } from './live-token.ts';
import { checkedPasswordOf, setPassword } from './password.ts';

const purpose = 'invitation';
const lasts = 14 * 24 * 3_600_000;

/** `address`: a digest of the one to which it went. */
interface InvitationFacts {
  readonly address: string;
}

/** What the page of an invitation shows. */
export interface Invitation {
  readonly account: string;
  readonly language: accounts.Language;
  readonly name?: string;
  readonly address?: string;
}

/**
 * Makes an invitation for an account that was invited and has not joined; earlier ones work no more.
 * @returns the token, which belongs behind `/invitation/` and is told this once, and until when it is good
 * @throws Refusal `invitation.no-account`, `invitation.joined-already`, `sign-in.address-missing`, `account.address-taken`
 */
export async function issueInvitation(
  context: Context,
  account: string,
): Promise<{ readonly token: string; readonly expires: Date }> {
  const { state } = await context.streams.load(accounts, account);
  requires(state.status === 'open', 'invitation.no-account', 'There is no such account, or it is not open.');
  requires(
    !state.joined,
    'invitation.joined-already',
    'The account is in use already. Whoever has forgotten how to sign in asks for a link by mail.',
  );
  await claimAddress(context, account);
  await context.vault.tokens.revokeAll(account, purpose);
  const now = context.clock.now();
  const expires = new Date(now + lasts);
  const facts: InvitationFacts = { address: digestOfAddress(await contactOf(context, account)) };
  const { token } = await context.vault.tokens.issue({ purpose, holder: account, facts, expires, now: new Date(now) });
  return { token, expires };
}

const digestOfAddress = (address = ''): string => hash('sha256', addressKey(address), 'base64url');

const contactOf = async ({ vault }: Context, account: string): Promise<string | undefined> =>
  (await vault.people.read([account])).get(account)?.contact;

/** Whoever got one at another address must not come in under the new one. */
const isToAddressNow = async (context: Context, { holder, facts }: Token): Promise<boolean> =>
  (facts as InvitationFacts).address === digestOfAddress(await contactOf(context, holder));

/**
 * Changes nothing. Undefined when it is unknown, used or expired, the account is not open any more or has another address now:
 * nobody is told which.
 */
export async function lookAtInvitation(context: Context, token: string): Promise<Invitation | undefined> {
  const found = await liveToken(context, purpose, token);
  if (!found || !(await isToAddressNow(context, found))) return undefined;
  const { state } = await context.streams.load(accounts, found.holder);
  if (state.status !== 'open' || state.joined) return undefined;
  const person = (await context.vault.people.read([found.holder])).get(found.holder);
  return {
    account: found.holder,
    language: state.language,
    ...(person?.name && { name: person.name }),
    ...(person?.contact && { address: person.contact }),
  };
}

/**
 * Joins, and comes in.
 * @param password left out by whoever wants to sign in by links from mails only
 * @throws Refusal `invitation.unknown`, `password.…`, `sign-in.refused`
 */
export async function acceptInvitation(
  context: Context,
  token: string,
  { password }: { readonly password?: string | undefined },
  arrival: Arrival,
): Promise<Arrived> {
  const invitation = await lookAtInvitation(context, token);
  if (!invitation) throw unknown();
  const { account } = invitation;
  const checked = password === undefined ? undefined : await checkedPasswordOf(context, account, password);
  // Before the invitation is used up: should it come to nothing now, a link by mail leads in.
  await joinAccount(context, account);
  const taken = await takeToken(context, purpose, token);
  if (!taken || !(await isToAddressNow(context, taken))) throw unknown();
  if (checked !== undefined) await setPassword(context, account, checked);
  const { era } = await credentialsOf(context, account);
  return arrive(context, account, { how: 'invitation', era }, arrival);
}

const unknown = () =>
  new Refusal('invitation.unknown', 'This invitation does not work: it was used already, or is older than two weeks.');
