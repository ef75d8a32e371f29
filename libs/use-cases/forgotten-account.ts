import type { Context } from './context.ts';
import { forgetUploadsOf } from './uploads.ts';

/** An account is signed out everywhere: its sessions end, and no token of whatever purpose opens anything any more. */
export async function revokeTokensOf({ vault }: Pick<Context, 'vault'>, account: string): Promise<void> {
  await vault.tokens.revokeAll(account);
  // Its calendars.
  await vault.tokens.revokeAll(`account-${account}`);
}

/**
 * Deletes all by which an account was somebody: name, address, passwords, sessions, tokens, and files on their way here. Twice is
 * harmless.
 */
export async function emptyAccount(context: Pick<Context, 'vault'>, account: string): Promise<void> {
  const { people, credentials, identities } = context.vault;
  await revokeTokensOf(context, account);
  await credentials.forget(account);
  await identities.release(account);
  await forgetUploadsOf(context, account);
  const members = await people.read(await people.ofAccount(account));
  for (const [member, { account: _, ...known }] of members) await people.keep(member, known);
  await people.forget(account);
}
