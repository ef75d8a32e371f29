import { account } from '#domain';
import type { Context } from '#use-cases';

/** Whether somebody uses the account, and may. Asks the log itself, which is never behind. */
export async function isInUse({ streams }: Context, id: string): Promise<boolean> {
  const { state } = await streams.load(account, id);
  return state.status === 'open' && state.joined;
}
