import type { Logger } from 'pino';
import { type EventStore, openEventStore } from '#event-store';
import { openReads, type Reads } from '#read-models';
import { type Context, openContext } from '#use-cases';
import { openVault, type Vault } from '#vault';
import type { Config } from './config.ts';
import { Live } from './live.ts';
import { Metrics } from './metrics.ts';
import { RememberedAnswers } from './remembered-answers.ts';

/** Everything that one installation in one process is made of, opened. */
export interface House {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly context: Context;
  readonly reads: Reads;
  readonly answers: RememberedAnswers;
  readonly live: Live;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Closes what was opened, in the reverse order. */
  close(): Promise<void>;
}

/** Token under which Nest hands out the house. */
export const HOUSE = Symbol('House');

/** @throws StoreError, VaultError: what is wrong with the folder or the keys; nothing stays open then */
export async function openHouse(
  { folder, masterKeys }: Pick<Config, 'folder' | 'masterKeys'>,
  log: Logger,
): Promise<House> {
  const opened: { close(): unknown }[] = [];
  const closeAll = async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  };
  async function keep<T extends { close(): unknown }>(opening: T | Promise<T>): Promise<T> {
    const one = await opening;
    opened.push(one);
    return one;
  }
  try {
    const store = await keep(openEventStore({ kind: 'sqlite', folder }));
    const vault = await keep(openVault({ kind: 'sqlite', folder, masterKeys }));
    const reads = await keep(openReads({ dataFolder: folder, store, vault, log: (sentence) => log.info(sentence) }));
    const live = await keep(Live.open(reads, store));
    return {
      store,
      vault,
      context: openContext(store, vault),
      reads,
      answers: new RememberedAnswers({ reads, vault }),
      live,
      metrics: new Metrics(reads),
      log,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
