import type { Checkpoint, EventStore, StoredEvent } from '#event-store';
import { readLog } from './copy/read-log.ts';

/** Under each key, what was ever said of it. */
export type EverSaid = ReadonlyMap<string, ReadonlySet<string>>;

interface Memory {
  readonly said: Map<string, Set<string>>;
  /** All events up to here have been read. */
  upTo?: Checkpoint;
}

/**
 * Looks up what events of some types ever said, also those that were recorded in error, where no single stream knows it. A long log
 * is read for it once in each process, and afterwards only what is new.
 * @param entriesOf what one event says, as keys with a value each
 */
export function everSaid(
  types: ReadonlySet<string>,
  entriesOf: (event: StoredEvent) => Iterable<readonly [key: string, value: string]>,
): (store: EventStore) => Promise<EverSaid> {
  const memories = new WeakMap<EventStore, Memory>();

  return async (store) => {
    const memory: Memory = memories.get(store) ?? { said: new Map() };
    memories.set(store, memory);
    const { said, upTo } = memory;
    const last = await store.head();
    const reader = readLog(store, { types, ...(upTo && { after: upTo }), ...(last && { last }) });
    try {
      for (let events = await reader.next(); events; events = await reader.next())
        for (const event of events)
          for (const [key, value] of entriesOf(event)) said.set(key, (said.get(key) ?? new Set()).add(value));
    } finally {
      await reader.close();
    }
    // Two may have read at once, and the later one less.
    if (last && (!memory.upTo || store.compare(memory.upTo.position, last.position) < 0)) memory.upTo = last;
    return said;
  };
}
