import type { Context } from './context.ts';
import { readLog } from './copy/read-log.ts';

const types: ReadonlySet<string> = new Set(['PostHeldBy']);

/** Whether a post was ever given to this account, whether or not there is one. */
export async function hasHeldPost({ store }: Pick<Context, 'store'>, account: string): Promise<boolean> {
  const last = await store.head();
  const reader = readLog(store, { ...(last && { last }), types });
  try {
    for (let events = await reader.next(); events; events = await reader.next())
      if (events.some(({ data }) => (data as { readonly account: string }).account === account)) return true;
    return false;
  } finally {
    await reader.close();
  }
}
