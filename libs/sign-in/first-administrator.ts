import { randomUUID, timingSafeEqual } from 'node:crypto';
import { type account as accounts, Refusal, requires } from '#domain';
import { atConsole } from '#permissions';
import { type Context, carryOut, joinAccount } from '#use-cases';
import { accountAt, claimAddress } from './address.ts';
import { type Arrival, type Arrived, arrive } from './arrival.ts';
import { credentialsOf } from './credentials.ts';
import { setPassword } from './password.ts';
import { checkedPassword } from './password-rules.ts';
import { digestOfTyped, newTypedCode } from './typed-code.ts';

const purpose = 'first-administrator';
/** Whose the codes are: whoever can read the console. */
const holder = 'console';
const lasts = 24 * 3_600_000;
/** Characters of five bits. */
const length = 20;

/** Whether any account is an administrator, as far as the views know. */
export type ThereIsOne = () => boolean | Promise<boolean>;

/** What the code's token keeps; the token itself nobody is told. */
interface CodeFacts {
  readonly digest: string;
}

/**
 * A code of 100 bits with which whoever reads the console makes the first administrator, for 24 hours. Each process that starts
 * makes its own, and all are good until one is used.
 * @returns undefined where there is an administrator
 */
export async function firstAdministratorCode(context: Context, thereIsOne: ThereIsOne): Promise<string | undefined> {
  if (await thereIsOne()) return undefined;
  const code = newTypedCode(length);
  await keep(context, { digest: digestOfTyped(code, length)! }, new Date(context.clock.now() + lasts));
  return code;
}

async function keep({ vault, clock }: Context, facts: CodeFacts, expires: Date): Promise<void> {
  await vault.tokens.issue({ purpose, holder, facts, expires, now: new Date(clock.now()) });
}

/** Who is to be the first administrator. */
export interface FirstAdministrator {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly password: string;
  readonly language: accounts.Language;
}

/**
 * Invites, joins and makes an administrator of whoever has the code, and lets them in. Of several at once, also with codes of
 * several processes, one wins: whoever uses up the codes, which goes in one statement for all of them. Where the rest is
 * refused afterwards, the code is good again; should the process stop in between, the next start makes another one.
 * @throws Refusal `first-administrator.code-wrong`, `first-administrator.there-is-one`, `password.…`, and what InviteAccount refuses
 */
export async function createFirstAdministrator(
  context: Context,
  { code, name, address, password, language }: FirstAdministrator,
  arrival: Arrival & { readonly thereIsOne: ThereIsOne },
): Promise<Arrived> {
  const kept = await codeKept(context, code);
  requires(
    !(await arrival.thereIsOne()),
    'first-administrator.there-is-one',
    'There is an administrator already, who can invite others.',
  );
  const checked = await checkedPassword(password, { address, name });
  if ((await context.vault.tokens.revokeAll(holder, purpose)) === 0) throw wrong();
  // Somebody may have come so far before, and no further.
  const account = (await accountAt(context, address)) ?? randomUUID();
  try {
    await carryOut(context, atConsole, ['InviteAccount', account, { language, name, address }]);
    await claimAddress(context, account);
    await joinAccount(context, account);
    await setPassword(context, account, checked);
    await carryOut(context, atConsole, ['GrantRole', account, { role: 'administrator' }]);
  } catch (error) {
    await keep(context, kept.facts, kept.expires);
    throw error;
  }
  const { era } = await credentialsOf(context, account);
  return arrive(context, account, { how: 'password', era }, arrival);
}

const wrong = () =>
  new Refusal(
    'first-administrator.code-wrong',
    'This is not the code, or it was used already, or is older than a day. The server shows another one when it is started again.',
    'code',
  );

async function codeKept(
  { vault, clock }: Context,
  code: string,
): Promise<{ readonly facts: CodeFacts; readonly expires: Date }> {
  const digest = digestOfTyped(code, length);
  if (digest === undefined) throw wrong();
  const now = new Date(clock.now());
  const found = (await vault.tokens.list(purpose, holder)).find(
    ({ facts, expires }) =>
      expires! > now && timingSafeEqual(Buffer.from((facts as CodeFacts).digest), Buffer.from(digest)),
  );
  if (!found) throw wrong();
  return { facts: found.facts as CodeFacts, expires: found.expires! };
}
