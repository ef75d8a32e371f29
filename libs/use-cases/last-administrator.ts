import { account } from '#domain';
import type { Checkpoint, EventStore } from '#event-store';
import type { Context } from './context.ts';
import { readLog } from './copy/read-log.ts';

const types: ReadonlySet<string> = new Set(['RoleGranted']);
const ofAccount = 'account-';

/** Accounts that were once made administrators, so that a long log is read for them once: all of those up to `upTo`. */
interface EverGranted {
  readonly accounts: Set<string>;
  upTo?: Checkpoint;
}

const remembered = new WeakMap<EventStore, EverGranted>();

function everGrantedIn(store: EventStore): EverGranted {
  const known = remembered.get(store) ?? { accounts: new Set() };
  remembered.set(store, known);
  return known;
}

/** Whether no other account could look after the installation; only asked about somebody who can. */
export async function isLastAdministrator({ store, streams }: Context, id: string): Promise<boolean> {
  const isOne = async (one: string) => account.isAdministrator((await streams.load(account, one)).state);
  if (!(await isOne(id))) return false;
  const known = everGrantedIn(store);
  for (const other of known.accounts) if (other !== id && (await isOne(other))) return false;
  const last = await store.head();
  const reader = readLog(store, { types, ...(known.upTo && { after: known.upTo }), ...(last && { last }) });
  try {
    for (let events = await reader.next(); events; events = await reader.next()) {
      for (const { stream, data } of events) {
        const other = stream.slice(ofAccount.length);
        if ((data as { readonly role: string }).role !== 'administrator' || known.accounts.has(other)) continue;
        known.accounts.add(other);
        if (other !== id && (await isOne(other))) return false;
      }
    }
    if (last) known.upTo = last;
    return true;
  } finally {
    await reader.close();
  }
}
