import type { Context } from '#use-cases';
import { credentialsOf } from './credentials.ts';
import { beginSession, type CameBy, type NewSession } from './session.ts';

/** What is known of whoever is coming in, beside what they prove. */
export interface Arrival {
  /** Header of the request; only browser and system are kept of it. */
  readonly userAgent?: string | undefined;
  /** Whether the organisation asks for a second factor of this account. */
  readonly needsSecondFactor: (account: string) => boolean | Promise<boolean>;
}

/**
 * Where somebody is who has proved to be an account: in; asked for a code of the second factor (`secondStep`); or asked to set
 * one up first (`beginSecondFactor`, `completeSecondFactor`). The token carries them from one page to the next.
 */
export type Arrived =
  | { readonly at: 'in'; readonly session: NewSession }
  | { readonly at: 'code' | 'set-up'; readonly token: string; readonly expires: Date };

export const secondStepPurpose = 'second-step';
const minute = 60_000;
/** Whoever sets up a second factor must find an app for it first. */
const lasts = { code: 5 * minute, 'set-up': 15 * minute } as const;

/** Kept with the token of a second step: who has passed the first one, and how. */
export interface FirstStep {
  readonly how: CameBy;
  readonly era: number;
  readonly to: 'code' | 'set-up';
}

/**
 * Goes on with somebody who has proved to be the account by what was good in this era of its credentials.
 * @throws Refusal `sign-in.refused`
 */
export async function arrive(
  context: Context,
  account: string,
  { how, era }: { readonly how: CameBy; readonly era: number },
  { userAgent, needsSecondFactor }: Arrival,
): Promise<Arrived> {
  const { totp } = await credentialsOf(context, account);
  if (!totp && !(await needsSecondFactor(account)))
    return { at: 'in', session: await beginSession(context, account, { how, era, userAgent }) };
  const at = totp ? 'code' : 'set-up';
  const now = context.clock.now();
  const expires = new Date(now + lasts[at]);
  const facts: FirstStep = { how, era, to: at };
  const { token } = await context.vault.tokens.issue({
    purpose: secondStepPurpose,
    holder: account,
    facts,
    expires,
    now: new Date(now),
  });
  return { at, token, expires };
}
