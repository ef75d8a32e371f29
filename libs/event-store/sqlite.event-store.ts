import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { BroadcastChannel } from 'node:worker_threads';
import { StoreError } from './errors.ts';
import type {
  Appended,
  Batch,
  Checkpoint,
  EventStore,
  EventToAppend,
  Position,
  StoredEvent,
  StreamName,
  SubscribeOptions,
  Subscription,
  Version,
} from './event-store.ts';
import { AppendQueue } from './sqlite.append-queue.ts';
import { asStoreError, channelOf, type Identity, identityOf, openLogForReading } from './sqlite.log.ts';
import { COLUMNS, isPosition, placeOf, positionOf, type Row, storedEvent, textOf } from './sqlite.rows.ts';
import { type Log, subscribeTo } from './sqlite.subscription.ts';
import { StreamVersions } from './sqlite.versions.ts';
import { checkStream, serialise } from './valid-append.ts';

/** Most rows a filtered read looks at for one batch, so that a rare type does not block the thread while a long log is searched. */
const WINDOW = 20_000;

/** The embedded event store: appends go to the one writer's thread, reads are done here on a connection that cannot write. */
export class SqliteEventStore implements EventStore, Log {
  readonly identity: string;
  readonly epoch: number;
  readonly keepsOrder = true;
  readonly #log: DatabaseSync;
  readonly #queue: AppendQueue | undefined;
  readonly #subscriptions = new Set<Subscription>();
  readonly #wakes = new Set<() => void>();
  #channel: BroadcastChannel | undefined;
  #closing: Promise<void> | undefined;
  readonly #readStream: StatementSync;
  readonly #readVersion: StatementSync;
  readonly #readLast: StatementSync;
  readonly #windowEnd: StatementSync;
  readonly #count: StatementSync;
  readonly #batches = new Map<string, StatementSync>();
  readonly #versions = new StreamVersions();

  private constructor(log: DatabaseSync, { identity, epoch }: Identity, queue: AppendQueue | undefined) {
    this.identity = identity;
    this.epoch = epoch;
    this.#log = log;
    this.#queue = queue;
    this.#readStream = this.#rows(
      `SELECT ${COLUMNS} WHERE stream = (SELECT number FROM streams WHERE name = ?) AND version BETWEEN ? AND ? ORDER BY version`,
    );
    this.#readVersion = this.#rows(
      'SELECT max(version) FROM events WHERE stream = (SELECT number FROM streams WHERE name = ?)',
    );
    this.#windowEnd = this.#rows(
      `SELECT max(position) FROM (SELECT position FROM events WHERE position > ? ORDER BY position LIMIT ${WINDOW})`,
    );
    this.#count = this.#rows('SELECT count(*) FROM events');
    this.#readLast = this.#rows('SELECT position, id FROM events WHERE position <= ? ORDER BY position DESC LIMIT 1');
  }

  /** A read-only handle needs no lock and may be opened in any thread or process; it wakes for what is written in its own process. */
  static async open(folder: string, readOnly: boolean): Promise<SqliteEventStore> {
    const queue = readOnly ? undefined : await AppendQueue.open(folder);
    try {
      const log = openLogForReading(folder);
      return new SqliteEventStore(log, identityOf(log), queue);
    } catch (error) {
      await queue?.close();
      throw error;
    }
  }

  async append(stream: StreamName, events: readonly EventToAppend[], expected: Version): Promise<Appended> {
    const fields = serialise(stream, events, expected);
    if (!this.#queue) throw new TypeError('This handle of the event store only reads.');
    try {
      const { version, position } = await this.#queue.append(stream, expected, fields);
      this.#versions.raise(stream, version);
      return { version, position: positionOf(position) };
    } catch (error) {
      this.#versions.forget(stream);
      throw error;
    }
  }

  async read(
    stream: StreamName,
    range: { readonly from?: Version; readonly to?: Version } = {},
  ): Promise<readonly StoredEvent[]> {
    checkStream(stream);
    const { from = 1, to = Number.MAX_SAFE_INTEGER } = range;
    const events = this.#asking(() => (this.#readStream.all(stream, from, to) as unknown as Row[]).map(storedEvent));
    this.#versions.raise(stream, events.at(-1)?.version ?? 0);
    return events;
  }

  async version(stream: StreamName): Promise<Version> {
    checkStream(stream);
    const readFromLog = () => (this.#readVersion.get(stream) as unknown as [number | null])[0] ?? 0;
    // A handle that only reads is not told what others append.
    return this.#asking(() => (this.#queue ? this.#versions.get(stream, readFromLog) : readFromLog()));
  }

  async head(): Promise<Checkpoint | undefined> {
    return this.#lastUpTo(Number.MAX_SAFE_INTEGER);
  }

  async size(): Promise<number> {
    return this.#asking(() => (this.#count.get() as unknown as [number])[0]);
  }

  compare(a: Position, b: Position): number {
    return placeOf(a) - placeOf(b);
  }

  async verify({ store, epoch, position, event }: Checkpoint): Promise<void> {
    const refuse = (why: string) => new StoreError('checkpoint-mismatch', `The checkpoint ${position} ${why}.`);
    if (store !== this.identity) throw refuse(`is of the event store ${store}, not of ${this.identity}`);
    if (epoch !== this.epoch)
      throw refuse(`is of epoch ${epoch}; the store was restored and is now in epoch ${this.epoch}`);
    if (!isPosition(position)) throw refuse('is not one of this kind of store');
    const found = this.#lastUpTo(placeOf(position));
    const head = await this.head();
    if (!head || this.compare(position, head.position) > 0) throw refuse('lies beyond the end of the log');
    if (found?.position !== position || found.event !== event)
      throw refuse(`names the event ${event}, which is not there`);
  }

  subscribe(options: SubscribeOptions, handler: (batch: Batch) => Promise<void> | void): Subscription {
    this.#listen();
    const subscription = subscribeTo(this, options, handler);
    this.#subscriptions.add(subscription);
    const forget = () => {
      this.#subscriptions.delete(subscription);
      if (this.#subscriptions.size > 0) return;
      this.#channel?.close();
      this.#channel = undefined;
    };
    subscription.ended.then(forget, forget);
    return subscription;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    // Reading ends first: the last connection to close folds the write-ahead log into the file, and only the writer can.
    this.#log.close();
    await this.#queue?.close();
  }

  batchAfter(
    checkpoint: Checkpoint | undefined,
    types: ReadonlySet<string> | undefined,
    size: number,
  ): Batch | undefined {
    const after = checkpoint ? placeOf(checkpoint.position) : 0;
    const head = this.#lastUpTo(Number.MAX_SAFE_INTEGER);
    if (!head || placeOf(head.position) <= after) return undefined;
    return this.#asking(() => {
      const end = types ? (this.#windowEnd.get(after) as unknown as [number])[0] : placeOf(head.position);
      const wanted = types ? [...types] : [];
      const rows = this.#statementFor(wanted.length, types !== undefined).all(
        after,
        end,
        ...wanted,
        size,
      ) as unknown as Row[];
      const events = rows.map(storedEvent);
      const last = events.at(-1);
      const reached = last && rows.length === size ? this.#checkpoint(last.position, last.id) : this.#lastUpTo(end)!;
      // A window may end behind the head read above, when the writer has gone on since.
      return {
        events,
        texts: () => rows.map(textOf),
        checkpoint: reached,
        caughtUp: this.compare(reached.position, head.position) >= 0,
      };
    });
  }

  onceWritten(wake: () => void): void {
    this.#wakes.add(wake);
  }

  #listen(): void {
    if (this.#channel) return;
    this.#channel = new BroadcastChannel(channelOf(this.identity));
    this.#channel.onmessage = () => {
      const wakes = [...this.#wakes];
      this.#wakes.clear();
      for (const wake of wakes) wake();
    };
    this.#channel.unref();
  }

  #statementFor(types: number, filtered: boolean): StatementSync {
    const filter = filtered ? `AND type IN (${Array(types).fill('?')})` : '';
    let statement = this.#batches.get(filter);
    if (!statement) {
      statement = this.#rows(
        `SELECT ${COLUMNS} WHERE position > ? AND position <= ? ${filter} ORDER BY position LIMIT ?`,
      );
      this.#batches.set(filter, statement);
    }
    return statement;
  }

  #lastUpTo(place: number): Checkpoint | undefined {
    const row = this.#asking(() => this.#readLast.get(place)) as unknown as [number, string] | undefined;
    return row && this.#checkpoint(positionOf(row[0]), row[1]);
  }

  #checkpoint(position: Position, event: string): Checkpoint {
    return { store: this.identity, epoch: this.epoch, position, event };
  }

  #rows(sql: string): StatementSync {
    const statement = this.#log.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }

  #asking<Answer>(ask: () => Answer): Answer {
    if (!this.#log.isOpen) throw new StoreError('store-unavailable', 'The event store is closed.');
    try {
      return ask();
    } catch (error) {
      throw asStoreError(error, 'The log');
    }
  }
}
