import { hash } from 'node:crypto';
import type { Day } from '#domain';
import type { EventText, StoredEvent, StoredMetadata } from '#event-store';
import { dayOf } from '../context.ts';

/**
 * How far the chain has come: a log whose first `count` events give this `hash`. Whoever keeps it elsewhere can show later
 * that none of them was changed, taken out or put in. It holds no position of a store, so a log keeps its chain wherever it moves.
 */
export interface Proof {
  readonly count: number;
  /** Of the event at `count` and, through the one before it, of all: SHA-256 in 64 hexadecimal digits. */
  readonly hash: string;
  /** Id of the event at `count`. */
  readonly event: string;
  /** Day on which that event was recorded, in Europe/Helsinki. */
  readonly day: Day;
}

/** Before the first event. */
export const beginning: Proof = { count: 0, hash: '0'.repeat(64), event: '', day: '1970-01-01' };

/**
 * The next hash: SHA-256 over the UTF-8 of the hash before it, the event's id, stream, version and type, and its data and
 * metadata as JSON, with U+0000 between each two. None of them can hold that character, so no two events make the same bytes.
 */
const linked = (before: string, { id, stream, version, type }: StoredEvent, { data, metadata }: EventText): string =>
  hash('sha256', `${before}\0${id}\0${stream}\0${version}\0${type}\0${data}\0${metadata}`);

/** The chain with one event more. */
export function further({ count, hash: before, day }: Proof, event: StoredEvent, text: EventText): Proof {
  const recorded = Date.parse((event.metadata as StoredMetadata).recordedAt);
  return {
    count: count + 1,
    hash: linked(before, event, text),
    event: event.id,
    day: Number.isNaN(recorded) ? day : dayOf(recorded),
  };
}
