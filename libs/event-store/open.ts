import type { EventStore } from './event-store.ts';
import { EventStoreDB } from './eventstoredb.event-store.ts';
import { type EventStoreDBSettings, startNewEpochThere } from './eventstoredb.settings.ts';
import { SqliteEventStore } from './sqlite.event-store.ts';
import { startNewEpochIn } from './sqlite.log.ts';

/** Where the facts are kept: plain data, so that each thread can open the store for itself. */
export type EventStoreSettings = EmbeddedSettings | EventStoreDBSettings;

/** `folder` is made when it is not there, except for a handle that only reads. */
interface EmbeddedSettings {
  readonly kind: 'sqlite';
  readonly folder: string;
  /** Such a handle needs no lock and may be opened beside the writing one, in any thread. */
  readonly readOnly?: boolean;
}

/** @throws TypeError when the settings are wrong, StoreLocked, StoreCorrupt, StoreUnavailable */
export async function openEventStore(settings: EventStoreSettings): Promise<EventStore> {
  return settings.kind === 'sqlite'
    ? SqliteEventStore.open(settings.folder, settings.readOnly ?? false)
    : EventStoreDB.open(settings);
}

/**
 * To be called on a store restored from a backup before it is served: checkpoints taken before are refused from now on,
 * because events behind them may differ. Answers the new epoch.
 * @throws TypeError when the settings are wrong, StoreLocked, StoreCorrupt, StoreUnavailable
 */
export async function startNewEpoch(settings: EventStoreSettings): Promise<number> {
  return settings.kind === 'sqlite' ? startNewEpochIn(settings.folder) : startNewEpochThere(settings);
}
