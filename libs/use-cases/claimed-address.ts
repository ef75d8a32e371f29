import { account } from '#domain';
import { StoreError } from '#event-store';
import type { Context } from './context.ts';
import type { Recorded } from './record.ts';

/** Under what an address is claimed: one mailbox, however somebody types it. */
export const addressKey = (address: string): string => address.trim().toLowerCase();

/**
 * Runs a command that gives an account an address. The address is claimed first, so that of two accounts one gets it; what was
 * claimed for nothing is released, and so is the address before once the new one holds.
 * @param run is told whether another account has the address
 */
export async function claiming(
  { vault: { identities } }: Context,
  id: string,
  { before, address }: { readonly before: string | undefined; readonly address: string | undefined },
  run: (taken: boolean) => Promise<Recorded>,
): Promise<Recorded> {
  if (address === undefined || !account.isAddress(address)) return run(false);
  const key = addressKey(address);
  const isNew = (await identities.find('address', key)) === undefined;
  const holder = await identities.claim('address', key, id);
  try {
    const recorded = await run(holder !== id);
    const left = before === undefined ? undefined : addressKey(before);
    if (left !== undefined && left !== key && !recorded.repeated) await identities.release(id, 'address', left);
    return recorded;
  } catch (error) {
    // After an unknown outcome the account may be there, and somebody signs in under its address.
    const isUnknown = error instanceof StoreError && error.code === 'store-unavailable';
    if (isNew && holder === id && !isUnknown) await identities.release(id, 'address', key);
    throw error;
  }
}
