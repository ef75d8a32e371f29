import type { Context } from './context.ts';
import { everSaid } from './ever-said.ts';

const postsOf = everSaid(new Set(['PostHeldBy']), ({ data }) => {
  const { account, post } = data as { readonly account: string; readonly post: string };
  return [[account, post]];
});

/** Whether a post was ever given to this account, whether or not there is one. */
export const hasHeldPost = async ({ store }: Pick<Context, 'store'>, account: string): Promise<boolean> =>
  (await postsOf(store)).has(account);
