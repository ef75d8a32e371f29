import type { EventStore } from './event-store.ts';
import { SqliteEventStore } from './sqlite.event-store.ts';

/** Where the facts are kept. `folder` is made when it is not there, except for a handle that only reads. */
export interface EventStoreSettings {
  readonly kind: 'sqlite';
  readonly folder: string;
  /** Such a handle needs no lock and may be opened beside the writing one, in any thread. */
  readonly readOnly?: boolean;
}

/** @throws StoreLocked, StoreCorrupt, StoreUnavailable */
export function openEventStore({ folder, readOnly = false }: EventStoreSettings): Promise<EventStore> {
  return SqliteEventStore.open(folder, readOnly);
}
