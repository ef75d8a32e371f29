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
import { AppendOrder } from './eventstoredb.append-order.ts';
import { type Connection, inOurWords } from './eventstoredb.connection.ts';
import { DriverError } from './eventstoredb.errors.ts';
import { type Identity, makeIdentity, type Names, notThere, readIdentity } from './eventstoredb.identity.ts';
import { asJson, type Driver, type FeedListener, type JsonEvent } from './eventstoredb.port.ts';
import { comparePlaces, type Place, placeIn, placeOf, positionOf, type Raw, storedEvent } from './eventstoredb.rows.ts';
import { connect, type EventStoreDBSettings } from './eventstoredb.settings.ts';
import { followRemote, type OpenFeed, type RemoteLog } from './eventstoredb.subscription.ts';
import { checkStream, serialise } from './valid-append.ts';

/** Events a call reads at once. */
const page = 500;
/** What an event takes in the log of the server, roughly. */
const bytesAnEvent = 1_024n;

/** An event store in an EventStoreDB; several processes may write to it. Each handle has one client. */
export class EventStoreDB implements EventStore, RemoteLog {
  readonly identity: string;
  readonly epoch: number;
  readonly keepsOrder = false;
  readonly #connection: Connection;
  readonly #names: Names;
  readonly #readOnly: boolean;
  readonly #order = new AppendOrder();
  readonly #subscriptions = new Set<Subscription>();
  /** The last of our events that was seen; what lies behind it need not be looked through again. */
  #head: Checkpoint | undefined;
  #closing: Promise<void> | undefined;

  private constructor(connection: Connection, names: Names, { identity, epoch }: Identity, readOnly: boolean) {
    this.identity = identity;
    this.epoch = epoch;
    this.#connection = connection;
    this.#names = names;
    this.#readOnly = readOnly;
    connection.assertSame = (driver) => this.#assertSame(driver);
  }

  /** @throws TypeError when the settings are wrong, StoreError */
  static async open(settings: EventStoreDBSettings): Promise<EventStoreDB> {
    const { readOnly = false } = settings;
    const { connection, names } = connect(settings);
    try {
      const found = await connection.call((driver) =>
        readOnly ? readIdentity(driver, names) : makeIdentity(driver, names),
      );
      if (!found) throw notThere();
      return new EventStoreDB(connection, names, found, readOnly);
    } catch (error) {
      await connection.close();
      throw inOurWords(error);
    }
  }

  get closed(): boolean {
    return this.#closing !== undefined;
  }

  async append(stream: StreamName, events: readonly EventToAppend[], expected: Version): Promise<Appended> {
    const fields = serialise(stream, events, expected);
    if (this.#readOnly) throw new TypeError('This handle of the event store only reads.');
    if (this.closed) throw new StoreError('store-unavailable', 'The event store is closed.');
    const json = asJson(fields);
    return this.#order.next(stream, () => this.#append(stream, json, expected));
  }

  async #append(stream: StreamName, events: readonly JsonEvent[], expected: Version): Promise<Appended> {
    const name = this.#names.prefix + stream;
    const version = expected + events.length;
    try {
      const place =
        (await this.#connection.call((driver) => driver.append(name, events, expected))) ??
        (await this.#placeOf(name, version));
      return { version, position: positionOf(place) };
    } catch (error) {
      if (error instanceof DriverError && error.outcome === 'wrong-version')
        throw new StoreError('wrong-version', `${stream} holds ${error.holds} events, not ${expected}.`);
      throw inOurWords(error);
    }
  }

  /** Of what was stored before, the server does not always say where. */
  async #placeOf(name: string, version: Version): Promise<Place> {
    const [found] = await this.#connection.call((driver) => driver.readStream(name, version, 'backwards', 1));
    if (found?.version !== version)
      throw new StoreError('store-corrupt', `The event ${version} of ${name} was stored and is not there.`);
    return found.place;
  }

  async read(
    stream: StreamName,
    range: { readonly from?: Version; readonly to?: Version } = {},
  ): Promise<readonly StoredEvent[]> {
    checkStream(stream);
    const { from = 1, to = Number.MAX_SAFE_INTEGER } = range;
    const events: StoredEvent[] = [];
    for (let next = Math.max(from, 1); next <= to; ) {
      const count = Math.min(page, to - next + 1);
      const first = next;
      const found = await this.#asking((driver) =>
        driver.readStream(this.#names.prefix + stream, first, 'forwards', count),
      );
      for (const raw of found) events.push(storedEvent(raw, this.#names.prefix));
      if (found.length < count) break;
      next = found.at(-1)!.version + 1;
    }
    return events;
  }

  async version(stream: StreamName): Promise<Version> {
    checkStream(stream);
    const [last] = await this.#asking((driver) =>
      driver.readStream(this.#names.prefix + stream, 'end', 'backwards', 1),
    );
    return last?.version ?? 0;
  }

  /** Reads backwards from the end to the last of our events: the server writes events of its own into the same log. */
  async head(wanted = () => true): Promise<Checkpoint | undefined> {
    let from: Place | 'end' = 'end';
    for (let count = 8; ; count = page) {
      const at: Place | 'end' = from;
      const found: readonly Raw[] = await this.#asking((driver) => driver.readAll(at, 'backwards', count), wanted);
      for (const raw of found) {
        const seen = this.#head;
        if (seen && comparePlaces(raw.place, placeOf(seen.position)) <= 0) return seen;
        if (raw.stream.startsWith(this.#names.prefix)) return this.#raise(this.#checkpoint(raw));
      }
      const last = found.at(-1);
      if (!last || found.length < count) return this.#head;
      from = last.place;
    }
  }

  /** Approximate: the server does not count the events of many streams, so the length of its log is divided. */
  async size(): Promise<number> {
    const head = await this.head();
    return head ? Number(placeOf(head.position).commit / bytesAnEvent) + 1 : 0;
  }

  compare(a: Position, b: Position): number {
    return comparePlaces(placeOf(a), placeOf(b));
  }

  async verify(checkpoint: Checkpoint, wanted = () => true): Promise<void> {
    const { store, epoch, position, event } = checkpoint;
    const refuse = (why: string) => new StoreError('checkpoint-mismatch', `The checkpoint ${position} ${why}.`);
    if (store !== this.identity) throw refuse(`is of the event store ${store}, not of ${this.identity}`);
    if (epoch !== this.epoch)
      throw refuse(`is of epoch ${epoch}; the store was restored and is now in epoch ${this.epoch}`);
    const place = placeIn(position);
    if (!place) throw refuse('is not one of this kind of store');
    await this.assertSame(wanted);
    const head = await this.head(wanted);
    if (!head || this.compare(position, head.position) > 0) throw refuse('lies beyond the end of the log');
    if (!(await this.#holds(place, event, wanted))) throw refuse(`names the event ${event}, which is not there`);
  }

  async #holds(place: Place, event: string, wanted: () => boolean): Promise<boolean> {
    try {
      const [found] = await this.#connection.call((driver) => driver.readAll(place, 'forwards', 1), wanted);
      return found !== undefined && found.id === event && comparePlaces(found.place, place) === 0;
    } catch (error) {
      // The server refuses to read from where no record begins.
      if (error instanceof DriverError && error.outcome === 'refused') return false;
      throw error;
    }
  }

  async assertSame(wanted: () => boolean): Promise<void> {
    await this.#asking((driver) => this.#assertSame(driver), wanted);
  }

  async #assertSame(driver: Driver): Promise<void> {
    const found = await readIdentity(driver, this.#names);
    if (found?.identity === this.identity && found.epoch === this.epoch) return;
    this.#head = undefined;
    const now = found ? `${found.identity} in epoch ${found.epoch}` : 'none of ours';
    throw new StoreError(
      'checkpoint-mismatch',
      `The event store ${this.identity} in epoch ${this.epoch} was opened; the server holds ${now} now. It was restored, or another one answers; open it anew.`,
    );
  }

  subscribe(options: SubscribeOptions, handler: (batch: Batch) => Promise<void> | void): Subscription {
    const subscription = followRemote(this, options, handler);
    this.#subscriptions.add(subscription);
    const forget = () => void this.#subscriptions.delete(subscription);
    subscription.ended.then(forget, forget);
    return subscription;
  }

  async openFeed(after: Checkpoint | undefined, listener: FeedListener): Promise<OpenFeed> {
    const { driver, failed } = await this.#connection.forFeed();
    const feed = driver.subscribe(this.#names.prefix, after && placeOf(after.position), listener);
    const { prefix } = this.#names;
    return {
      read: () => {
        const raw = feed.read();
        return raw && { event: () => storedEvent(raw, prefix), type: raw.type, checkpoint: this.#checkpoint(raw) };
      },
      close: () => feed.close(),
      failed,
    };
  }

  /** What was appended before is answered first. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([this.#order.settled(), ...[...this.#subscriptions].map((subscription) => subscription.stop())]);
    await this.#connection.close();
  }

  /** The last event does not come before one that was seen; answers that cross do not bring it back. */
  #raise(head: Checkpoint): Checkpoint {
    if (!this.#head || this.compare(this.#head.position, head.position) < 0) this.#head = head;
    return this.#head;
  }

  #checkpoint({ place, id }: Raw): Checkpoint {
    return { store: this.identity, epoch: this.epoch, position: positionOf(place), event: id };
  }

  async #asking<Answer>(ask: (driver: Driver) => Promise<Answer>, wanted?: () => boolean): Promise<Answer> {
    try {
      return await this.#connection.call(ask, wanted);
    } catch (error) {
      throw inOurWords(error);
    }
  }
}
