import { hash } from 'node:crypto';
import { requires } from '#domain';
import type { Context } from '#use-cases';
import { isInUse } from './account-state.ts';
import { accountAt } from './address.ts';
import { type Arrival, type Arrived, arrive } from './arrival.ts';
import { type CredentialFacts, changeCredentials, credentialsOf } from './credentials.ts';
import { isClosed, noFailures, withFailure } from './failures.ts';
import { hashPassword, isOutdated, isPassword } from './password-hash.ts';
import { checkedPassword, plainPassword } from './password-rules.ts';
import { endSessions, refused, type Session } from './session.ts';

/** Milliseconds for which somebody who came in by other ways may choose a password without the old one. */
const freshFor = 10 * 60_000;

/** Tries at addresses that nobody has are counted too, so that they cost the same. No account has such an id. */
const counterOfNobody = (address: string): string => `nobody_${hash('sha256', address.slice(0, 300)).slice(0, 2)}`;

/**
 * The first step by address and password. Whether the address is unknown, its account has no password or is not open, the
 * password is wrong or there were too many tries, the work and the answer are the same.
 * @throws Refusal `sign-in.refused`, `sign-in.busy`
 */
export async function signInWithPassword(
  context: Context,
  { address, password }: { readonly address: string; readonly password: string },
  arrival: Arrival,
): Promise<Arrived> {
  const plain = plainPassword(password);
  if (plain === undefined) throw refused();
  const account = await accountAt(context, address);
  const facts = await tried(context, account ?? counterOfNobody(address), plain);
  if (!facts || account === undefined || !(await isInUse(context, account))) throw refused();
  return arrive(context, account, { how: 'password', era: facts.era }, arrival);
}

/**
 * Tries a password: counted as a failure before it is looked at, so that no more are tried than are counted, however many come
 * at once, and taken back when it was right.
 * @returns the facts it was right for
 */
async function tried(context: Context, account: string, plain: string): Promise<CredentialFacts | undefined> {
  const now = context.clock.now();
  const before = await changeCredentials(context, account, (facts) => [
    { ...facts, passwordFailures: withFailure(facts.passwordFailures, now) },
    facts,
  ]);
  const closed = isClosed(before.passwordFailures, now);
  const phc = before.password?.phc;
  const isRight = await isPassword(closed ? undefined : phc, plain);
  if (!isRight || phc === undefined) return undefined;
  const renewed = isOutdated(phc) ? await hashPassword(plain) : phc;
  await changeCredentials(context, account, (facts) => [
    {
      ...facts,
      passwordFailures: noFailures,
      // One that was chosen in the meantime stays.
      ...(facts.password?.phc === phc && { password: { ...facts.password, phc: renewed } }),
    },
    undefined,
  ]);
  return before;
}

/** @returns the password as `setPassword` takes it @throws Refusal `password.…` */
export async function checkedPasswordOf(context: Context, account: string, password: string): Promise<string> {
  const person = (await context.vault.people.read([account])).get(account);
  return checkedPassword(password, { address: person?.contact, name: person?.name });
}

/** Makes this the account's password, whatever it had before. All its sessions end but for one, and links that were asked for. */
export async function setPassword(context: Context, account: string, checked: string, but?: string): Promise<void> {
  const chosen = { phc: await hashPassword(checked), since: context.clock.now() };
  await changeCredentials(context, account, (facts) => [
    { ...facts, era: facts.era + 1, password: chosen, passwordFailures: noFailures },
    undefined,
  ]);
  await endSessions(context, account, but);
  await context.vault.tokens.revokeAll(account, 'sign-in-link');
}

/**
 * Chooses another password; all other sessions end. Whoever came in within the last ten minutes, and not by a password, need
 * not know the old one: that is how a forgotten one is replaced.
 * @param old left out where the session is fresh
 * @throws Refusal `password.sign-in-again`, `password.wrong`, `password.…` as for a new one
 */
export async function changePassword(
  context: Context,
  { account, id, how, began }: Session,
  { old, password }: { readonly old?: string | undefined; readonly password: string },
): Promise<void> {
  const isFresh = how !== 'password' && context.clock.now() - began.getTime() <= freshFor;
  if (!isFresh) {
    requires(
      old !== undefined,
      'password.sign-in-again',
      'The old password is needed. Without it, sign in by a link from a mail and choose a new one within ten minutes.',
      'old',
    );
    const plain = plainPassword(old);
    requires(
      plain !== undefined && (await tried(context, account, plain)),
      'password.wrong',
      'This is not the password, or there were too many tries.',
      'old',
    );
  }
  await setPassword(context, account, await checkedPasswordOf(context, account, password), id);
}

/** By what an account may prove who it is; nothing of it is secret to the account itself. */
export interface Proofs {
  readonly password?: { readonly since: Date };
  readonly secondFactor?: { readonly since: Date; readonly recoveryCodesLeft: number };
}

export async function proofsOf(context: Context, account: string): Promise<Proofs> {
  const { password, totp, recoveryCodes } = await credentialsOf(context, account);
  return {
    ...(password && { password: { since: new Date(password.since) } }),
    ...(totp && { secondFactor: { since: new Date(totp.since), recoveryCodesLeft: recoveryCodes.length } }),
  };
}
