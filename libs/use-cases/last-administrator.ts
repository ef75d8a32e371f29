import { account } from '#domain';
import type { Context } from './context.ts';
import { everSaid } from './ever-said.ts';

const ofAccount = 'account-';

const grantedIn = everSaid(new Set(['RoleGranted']), ({ stream, data }) => [
  [(data as { readonly role: string }).role, stream.slice(ofAccount.length)],
]);

/** Whether no other account could look after the installation; only asked about somebody who can. */
export async function isLastAdministrator({ store, streams }: Context, id: string): Promise<boolean> {
  const isOne = async (one: string) => account.isAdministrator((await streams.load(account, one)).state);
  if (!(await isOne(id))) return false;
  for (const other of (await grantedIn(store)).get('administrator') ?? [])
    if (other !== id && (await isOne(other))) return false;
  return true;
}
