import type { Context } from '#use-cases';
import { issueInvitation } from './invitation.ts';
import { resetSecondFactor } from './second-factor.ts';
import { issueSignInLink } from './sign-in-link.ts';

/** Where an account comes in, as a path of the server, and how long that opens. */
export interface RescueLink {
  readonly path: string;
  readonly opensFor: '14 days' | '15 minutes';
}

/**
 * For whoever cannot come in: an invitation where the account has not joined, else a link as one asks for by mail.
 * @param withoutSecondFactor takes the second factor away first: its owner has lost it, and the recovery codes too
 * @throws Refusal: what `issueInvitation` refuses
 */
export async function rescueLink(
  context: Context,
  account: string,
  { withoutSecondFactor }: { readonly withoutSecondFactor: boolean },
): Promise<RescueLink> {
  const signIn = await issueSignInLink(context, account);
  if (!signIn) return { path: `/invitation/${(await issueInvitation(context, account)).token}`, opensFor: '14 days' };
  if (withoutSecondFactor) await resetSecondFactor(context, account);
  return { path: `/sign-in/link/${signIn.token}`, opensFor: '15 minutes' };
}
