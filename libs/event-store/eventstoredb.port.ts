import type { EventToAppend } from './event-store.ts';
import type { DriverError } from './eventstoredb.errors.ts';
import type { Place, Raw } from './eventstoredb.rows.ts';
import { FIELDS } from './valid-append.ts';

/** All that is asked of a driver of EventStoreDB; names of streams are those on the server. Each call throws DriverError and nothing else. */
export interface Driver {
  /** False when the next call may reach another server than the last. */
  connected(): Promise<boolean>;
  /** @returns the place of the last event; undefined when it was stored before and the server does not say where */
  append(stream: string, events: readonly JsonEvent[], expected: number): Promise<Place | undefined>;
  /** @param from a version, 1 for the first; included. @returns nothing when there is no such stream */
  readStream(stream: string, from: number | 'end', direction: Direction, count: number): Promise<readonly Raw[]>;
  /** @param from included when reading forwards */
  readAll(from: Place | 'end', direction: Direction, count: number): Promise<readonly Raw[]>;
  /** Events of streams whose names begin with `prefix`, behind a place, then as they come. */
  subscribe(prefix: string, after: Place | undefined, listener: FeedListener): Feed;
  /** Ends what is open; takes at most some seconds and never throws. */
  dispose(): Promise<void>;
}

export type Direction = 'forwards' | 'backwards';

export type JsonEvent = Pick<EventToAppend, 'id' | 'type'> & {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
};

export interface FeedListener {
  /** The server has begun. */
  confirmed(): void;
  /** There is something to read, perhaps. */
  readable(): void;
  /** Nothing more will come. May be called again. */
  failed(error: DriverError): void;
}

export interface Feed {
  /** The next event when it has arrived. Whoever does not read is not sent more than a few. */
  read(): Raw | undefined;
  close(): void;
}

/** From the texts that were checked, so that what the caller changes meanwhile is not stored. */
export function asJson(fields: readonly string[]): JsonEvent[] {
  const events: JsonEvent[] = [];
  for (let at = 0; at < fields.length; at += FIELDS)
    events.push({
      id: fields[at]!,
      type: fields[at + 1]!,
      data: JSON.parse(fields[at + 2]!),
      metadata: JSON.parse(fields[at + 3]!),
    });
  return events;
}
