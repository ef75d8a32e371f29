/**
 * The thread that holds the index of words. It reads the log and the vault from the beginning each time it starts: the words lie in
 * memory here, and on no disk but the vault's. The main thread asks it, and is told how far it is.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, type EventStoreSettings, openEventStore, type Position, type Subscription } from '#event-store';
import { type Found, type Wanted, WordIndex } from '#search';
import { openVault, type VaultSettings } from '#vault';
import { giveUp, patiently } from '../patience.ts';
import { Feed } from './feed.ts';

export interface IndexData {
  readonly store: EventStoreSettings;
  readonly vault: VaultSettings;
  /** How much the index may hold. */
  readonly bytes: number;
}

export type ToIndex = { readonly ask: number; readonly wanted: Wanted } | 'stop';
export type FromIndex =
  | { readonly answered: number; readonly found: readonly Found[]; readonly more: boolean }
  | {
      readonly at?: Position;
      readonly caughtUp: boolean;
      readonly done: number;
      readonly of: number;
      readonly size: Size;
    };
type Size = WordIndex['size'];

/** Few enough for whoever asks in the meantime. */
const batchSize = 500;

const port = parentPort!;
const { store: storeSettings, vault: vaultSettings, bytes } = workerData as IndexData;
const index = new WordIndex(bytes);
let subscription: Subscription | undefined;
let done = 0;

const say = (message: FromIndex): void => port.postMessage(message);

let close = async (): Promise<void> => {};
let stopped = false;

port.on('message', (message: ToIndex) => {
  if (message !== 'stop') {
    say({ answered: message.ask, ...index.search(message.wanted) });
    return;
  }
  stopped = true;
  giveUp();
  void close().finally(() => port.close());
});

try {
  const store = await patiently(() => openEventStore({ ...storeSettings, readOnly: true }));
  const vault = await patiently(() => openVault({ ...vaultSettings, readOnly: true }));
  const feed = new Feed(index, vault.words);
  let of = await patiently(() => store.size());
  const take = async ({ events, checkpoint, caughtUp }: Batch): Promise<void> => {
    await patiently(() => feed.take(events));
    done += events.length;
    of = Math.max(of, done);
    say({ at: checkpoint.position, caughtUp, done, of, size: index.size });
  };
  close = async () => {
    await subscription?.stop();
    await Promise.all([store.close(), vault.close()]);
  };
  if (stopped) await close();
  else {
    subscription = store.subscribe({ batchSize }, take);
    // There is nothing to wait for.
    if ((await patiently(() => store.head())) === undefined) say({ caughtUp: true, done, of, size: index.size });
    // A log that cannot be followed ends the thread, which says so.
    subscription.ended.catch((error: unknown) => {
      if (!stopped) throw error;
    });
  }
} catch (error) {
  if (!stopped) throw error;
}
