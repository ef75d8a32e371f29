import { Refusal, requires } from '#domain';
import type { Context } from '#use-cases';
import { type CredentialFacts, changeCredentials } from './credentials.ts';
import { isClosed, noFailures, withFailure } from './failures.ts';
import { newRecoveryCodes, withoutCode } from './recovery-codes.ts';
import { endSessions, type Session } from './session.ts';
import { newTotpSecret, stepOfCode, type TotpSecret, totpUri } from './totp.ts';

/** Milliseconds for which a second factor that is being set up waits for its first code. */
const draftLasts = 15 * 60_000;

/**
 * What the facts are when this code is used now: each step of the app's codes and each recovery code works once, also when two
 * processes are shown it at once, because only one of them writes. Undefined when it is wrong.
 */
function withCodeUsed(facts: CredentialFacts, code: string, now: number): CredentialFacts | undefined {
  const { totp } = facts;
  if (!totp) return undefined;
  const lastStep = stepOfCode(totp.secret, code, now, totp.lastStep);
  if (lastStep !== undefined) return { ...facts, totp: { ...totp, lastStep }, codeFailures: noFailures };
  const recoveryCodes = withoutCode(facts.recoveryCodes, code);
  return recoveryCodes && { ...facts, recoveryCodes, codeFailures: noFailures };
}

/**
 * Uses a code of the second factor, from the app or a recovery code.
 * @param further what else is written when the code is right, or when it is wrong
 * @returns whether it was right, and the facts after it
 * @throws Refusal `second-factor.closed`
 */
export async function useCode(
  context: Context,
  account: string,
  code: string,
  further: {
    readonly right?: (facts: CredentialFacts) => CredentialFacts;
    readonly wrong?: (facts: CredentialFacts) => CredentialFacts;
  } = {},
): Promise<{ readonly right: boolean; readonly facts: CredentialFacts }> {
  const now = context.clock.now();
  return changeCredentials(context, account, (facts) => {
    requires(
      !isClosed(facts.codeFailures, now),
      'second-factor.closed',
      'There were too many wrong codes. Try again in a quarter of an hour.',
      'code',
    );
    const used = withCodeUsed(facts, code, now);
    const after = used ? (further.right?.(used) ?? used) : (further.wrong?.(facts) ?? facts);
    const written = used ? after : { ...after, codeFailures: withFailure(facts.codeFailures, now) };
    return [written, { right: used !== undefined, facts: written }];
  });
}

/** @throws Refusal `second-factor.wrong-code`, `second-factor.closed` */
async function requireCode(
  context: Context,
  account: string,
  code: string,
  right: (facts: CredentialFacts) => CredentialFacts,
): Promise<CredentialFacts> {
  const used = await useCode(context, account, code, { right });
  if (used.right) return used.facts;
  throw wrongCode();
}

export const wrongCode = () =>
  new Refusal('second-factor.wrong-code', 'This code is wrong, or was used already. Wait for the next one.', 'code');

/**
 * Begins to set up a second factor; it counts from the first code on that is shown for it. Begun again, only the last secret is
 * good.
 * @throws Refusal `second-factor.there-already`
 */
export async function setUpTotp(context: Context, account: string): Promise<TotpSecret> {
  const secret = newTotpSecret();
  const until = context.clock.now() + draftLasts;
  await changeCredentials(context, account, (facts) => {
    requires(
      !facts.totp,
      'second-factor.there-already',
      'There is a second factor already. Remove it before another one is set up.',
    );
    return [{ ...facts, draft: { secret, until } }, undefined];
  });
  const label = (await context.vault.people.read([account])).get(account)?.contact ?? account;
  return { secret, uri: totpUri(secret, label) };
}

/**
 * Sets up the second factor by the first code of the app.
 * @returns recovery codes, told this once, and the era after it
 * @throws Refusal `second-factor.not-begun`, `second-factor.wrong-code`
 */
export async function confirmDraft(
  context: Context,
  account: string,
  code: string,
): Promise<{ readonly recoveryCodes: readonly string[]; readonly era: number }> {
  const now = context.clock.now();
  const { codes, digests } = newRecoveryCodes();
  return changeCredentials(context, account, ({ draft, ...facts }) => {
    requires(
      draft && now < draft.until && !facts.totp,
      'second-factor.not-begun',
      'Setting up a second factor was not begun, or too long ago. Begin anew.',
    );
    const lastStep = stepOfCode(draft.secret, code, now, 0);
    if (lastStep === undefined) throw wrongCode();
    const totp = { secret: draft.secret, since: now, lastStep };
    const next = { ...facts, era: facts.era + 1, totp, recoveryCodes: digests, codeFailures: noFailures };
    return [next, { recoveryCodes: codes, era: next.era }];
  });
}

/** As `confirmDraft`, for somebody who is signed in; all other sessions end. @returns recovery codes, told this once */
export async function confirmTotp(
  context: Context,
  { account, id }: Session,
  code: string,
): Promise<readonly string[]> {
  const { recoveryCodes } = await confirmDraft(context, account, code);
  await endSessions(context, account, id);
  return recoveryCodes;
}

/** New recovery codes in place of those that are left. @throws Refusal `second-factor.wrong-code`, `second-factor.closed` */
export async function renewRecoveryCodes(context: Context, account: string, code: string): Promise<readonly string[]> {
  const { codes, digests } = newRecoveryCodes();
  await requireCode(context, account, code, (facts) => ({ ...facts, recoveryCodes: digests }));
  return codes;
}

function withoutSecondFactor({ totp: _, draft: __, ...facts }: CredentialFacts): CredentialFacts {
  return { ...facts, era: facts.era + 1, recoveryCodes: [], codeFailures: noFailures };
}

/**
 * Removes the second factor by one of its codes. All sessions end, this one too: where the organisation asks for a second
 * factor, the next signing in sets up another one.
 * @throws Refusal `second-factor.wrong-code`, `second-factor.closed`
 */
export async function removeTotp(context: Context, account: string, code: string): Promise<void> {
  await requireCode(context, account, code, withoutSecondFactor);
  await endSessions(context, account);
}

/** Removes the second factor of somebody who has lost all that makes codes; for the administration. All sessions end. */
export async function resetSecondFactor(context: Context, account: string): Promise<void> {
  await changeCredentials(context, account, (facts) => [withoutSecondFactor(facts), undefined]);
  await endSessions(context, account);
}
