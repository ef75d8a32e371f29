/**
 * The port: all that the rest of Kierto knows about where facts are kept.
 * Every adapter passes test/event-store.conformance.ts, so that none of them can be told from another.
 */

/** `<category>-<id>`, for instance `proposal-0197c2…`. */
export type StreamName = string;

/** How many events a stream holds; 0: there is no such stream. */
export type Version = number;

/** An opaque place in the whole log. Only `compare` of the store that gave it understands it; never compute with it. */
export type Position = string;

/** `id` is a UUID made by the caller; `data` and `metadata` are plain JSON objects. */
export interface EventToAppend {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
}

/** An event as it lies in the log; `version` is its place in its stream, 1 for the first. */
export interface StoredEvent extends EventToAppend {
  readonly stream: StreamName;
  readonly version: Version;
  readonly position: Position;
}

/** What an append answers once it is durable: the stream's version and the position of the last event appended. */
export interface Appended {
  readonly version: Version;
  readonly position: Position;
}

/** Where a reader of the log stopped. It names its store, so that it cannot be used on another or on a restored one. */
export interface Checkpoint {
  readonly store: string;
  readonly epoch: number;
  readonly position: Position;
  /** Id of the event at `position`. */
  readonly event: string;
}

export interface Subscription {
  /** Stops after the batch in hand; resolves when the handler will not be called again. Rejects never. */
  stop(): Promise<void>;
  /** Settles when the subscription has ended: resolves after `stop`, rejects when the handler threw or the store failed for good. */
  readonly ended: Promise<void>;
}

/** An event's JSON as the store keeps it. */
export interface EventText {
  readonly data: string;
  readonly metadata: string;
}

/** A slice of the log, in its order. `checkpoint` lies after everything handed over so far, also what was filtered out. */
export interface Batch {
  readonly events: readonly StoredEvent[];
  /**
   * The JSON of each of the events, the same on every store that the same events were appended to. The embedded store answers the
   * very text that lies in its file; a server's client parses what it reads, so what makes no other value (white space between two
   * fields, say) is not seen there.
   */
  texts(): readonly EventText[];
  readonly checkpoint: Checkpoint;
  /** True when nothing lay behind this batch at the moment it was read. */
  readonly caughtUp: boolean;
}

export interface SubscribeOptions {
  /** Begin behind this checkpoint; without it at the beginning of the log. Refused with `CheckpointMismatch` when it does not fit the store. */
  readonly after?: Checkpoint;
  /** Only events of these types are parsed and handed over. Without it: all. */
  readonly types?: ReadonlySet<string>;
  /** Most events a batch; default 1,000. */
  readonly batchSize?: number;
}

export interface EventStore {
  /** Written once when the store was made. */
  readonly identity: string;
  /** Grows by one when a store is restored from a backup. */
  readonly epoch: number;

  /**
   * Whether appends to different streams, asked for one after another without waiting, lie in the log in that order.
   * Whoever needs an order across streams awaits each append where this is false. Appends to one stream keep their order in
   * every store.
   */
  readonly keepsOrder: boolean;

  /**
   * Appends all events or none, durably, when the stream holds exactly `expected` events.
   * The same events (by id) at the same place a second time: answered as the first time, nothing is stored.
   * @throws WrongVersion, TooLarge, StoreUnavailable (outcome unknown: try again with the same ids)
   */
  append(stream: StreamName, events: readonly EventToAppend[], expected: Version): Promise<Appended>;

  /** The events of a stream in order, from the one at version `from` (default 1) to the one at `to`. None: the stream does not exist. */
  read(stream: StreamName, range?: { readonly from?: Version; readonly to?: Version }): Promise<readonly StoredEvent[]>;

  /** The stream's version, without reading its events. */
  version(stream: StreamName): Promise<Version>;

  /** The last event of the log as a checkpoint; undefined while the log is empty. */
  head(): Promise<Checkpoint | undefined>;

  /** How many events lie in the log, 0 when none does; for progress bars, only approximate on a remote store. */
  size(): Promise<number>;

  /** Negative when `a` lies before `b`, 0 when they are the same, positive otherwise. */
  compare(a: Position, b: Position): number;

  /** @throws CheckpointMismatch when the checkpoint is of another store, another epoch, beyond the head, or its event is not there. */
  verify(checkpoint: Checkpoint): Promise<void>;

  /**
   * Hands over the log in order, then what is appended from now on; never polls. The handler is awaited before the next batch.
   * A batch may be empty of events when only its checkpoint has moved.
   */
  subscribe(options: SubscribeOptions, handler: (batch: Batch) => Promise<void> | void): Subscription;

  close(): Promise<void>;
}
