import { atConsole } from '#permissions';
import { issueApiToken } from '#sign-in';
import { carryOut, dayOf } from '#use-cases';
import type { House } from '../apps/api/house.ts';

/** What an account of a test may: roles as GrantRole takes them, and posts with their units. */
export interface Holding {
  readonly roles?: readonly object[];
  readonly posts?: readonly (readonly [post: string, unit: string])[];
}

/** Makes an account and answers the token of a program that acts as it; the views know of it then. */
export async function tokenOf(
  { context, reads }: Pick<House, 'context' | 'reads'>,
  account: string,
  { roles = [], posts = [] }: Holding,
): Promise<string> {
  const give = (name: string, id: string, body: object) => carryOut(context, atConsole, [name, id, body]);
  let { position } = await give('InviteAccount', account, { name: account, language: 'fi' });
  for (const role of roles) ({ position } = await give('GrantRole', account, role));
  const from = dayOf(context.clock.now());
  for (const [post, unit] of posts) ({ position } = await give('HoldPost', unit, { post, account, from }));
  await reads.waitFor(position, 10_000, ['rights', 'organisation']);
  const expires = new Date(context.clock.now() + 24 * 3_600_000);
  const { token } = await issueApiToken(context, account, {
    name: 'test',
    scopes: ['read', 'record', 'export'],
    expires,
  });
  return token;
}
