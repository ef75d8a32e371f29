import { PassThrough, type Readable } from 'node:stream';
import type { EventStore, Position } from '#event-store';
import { mayEver, type Rights } from '#permissions';
import { audienceOf, type Reads } from '#read-models';
import { RequestError } from './request-error.ts';

/** What one commit of the read models changed. */
interface Change {
  readonly position: Position;
  readonly streams: readonly string[];
}

/** Says who listens, as it is now. @throws RequestError `sign-in.needed` when that holds no more */
export type WhoListens = () => Promise<Rights>;

interface Connection {
  readonly stream: PassThrough;
  readonly whoListens: WhoListens;
  readonly account: string | undefined;
  /** Something was not told, because it could not be found out what may be. */
  missed: boolean;
}

const mostConnections = 500;
const mostOfOneAccount = 20;
/** Changes remembered for those who come back after a lost connection. */
const remembered = 5_000;
const heartbeatEvery = 20_000;
/** Milliseconds after which it is asked again who listens, when nothing changes. */
const askedEvery = 500;
/** Bytes that may wait for a slow reader before its connection is closed; it comes back and is told what it missed. */
const mostWaiting = 1_000_000;
const reset = 'event: reset\ndata: {}\n\n';

/**
 * Tells every open connection which streams changed, of those that whoever listens may see, after the read models have
 * committed. Who that is, is asked anew before each telling and at least every half second: a right that was withdrawn ends it,
 * and whoever may not listen any more is hung up on. An event's id is the position, so that a browser that lost the connection
 * comes back with it and gets what it missed, or `reset` when that is too long ago.
 */
export class Live {
  readonly #store: EventStore;
  readonly #reads: Reads;
  readonly #connections = new Set<Connection>();
  readonly #changes: Change[] = [];
  readonly #stopListening: () => void;
  readonly #timers: readonly NodeJS.Timeout[];
  /** Behind which all changes are remembered; undefined: behind the beginning of the log. */
  #since: Position | undefined;
  /** Not told yet. */
  readonly #pending: Change[] = [];
  #isTelling = false;

  private constructor(reads: Reads, store: EventStore, since: Position | undefined) {
    this.#reads = reads;
    this.#store = store;
    this.#since = since;
    this.#stopListening = reads.onChange((change) => this.#changed(change));
    this.#timers = [setInterval(() => this.#beat(), heartbeatEvery), setInterval(() => this.#tellAll(), askedEvery)];
    for (const timer of this.#timers) timer.unref();
  }

  static async open(reads: Reads, store: EventStore): Promise<Live> {
    return new Live(reads, store, (await store.head())?.position);
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** A new connection. @throws RequestError when there are too many, or whatever `whoListens` throws */
  async connect(lastSeen: Position | undefined, whoListens: WhoListens): Promise<Readable> {
    // A store that is away keeps nobody out: whoever comes back then reads again what it shows.
    const head = lastSeen === undefined ? undefined : await this.#store.head().catch(() => undefined);
    const rights = await whoListens();
    this.#requirePlace(rights.account);
    const connection: Connection = { stream: new PassThrough(), whoListens, account: rights.account, missed: false };
    connection.stream.on('close', () => this.#connections.delete(connection));
    connection.stream.write('retry: 2000\n\n');
    if (lastSeen !== undefined) this.#catchUp(connection, rights, lastSeen, head?.position);
    this.#connections.add(connection);
    return connection.stream;
  }

  close(): void {
    this.#stopListening();
    for (const timer of this.#timers) clearInterval(timer);
    for (const connection of this.#connections) this.#hangUp(connection);
  }

  #hangUp(connection: Connection): void {
    this.#connections.delete(connection);
    connection.stream.end();
  }

  #requirePlace(account: string | undefined): void {
    if (this.#connections.size >= mostConnections)
      throw new RequestError(
        'live.too-many',
        `This server keeps ${mostConnections} live connections, and all are in use.`,
      );
    const own = [...this.#connections].filter((one) => one.account === account).length;
    if (own >= mostOfOneAccount)
      throw new RequestError(
        'live.too-many',
        `This account has ${mostOfOneAccount} live connections, which is the most that one may have.`,
      );
  }

  #catchUp(connection: Connection, rights: Rights, lastSeen: Position, head: Position | undefined): void {
    const missed = this.#remembers(lastSeen, head)
      ? this.#changes.filter(({ position }) => this.#store.compare(position, lastSeen) > 0)
      : undefined;
    const tell = missed && this.#tellerOf(missed);
    if (tell) tell(connection, rights);
    else connection.stream.write(reset);
  }

  /** Whether all changes behind a position are still remembered. What is no position of this log never is. */
  #remembers(position: Position, head: Position | undefined): boolean {
    try {
      if (head === undefined || this.#store.compare(position, head) > 0) return false;
      return this.#since === undefined || this.#store.compare(position, this.#since) >= 0;
    } catch {
      return false;
    }
  }

  #changed(change: Change): void {
    this.#changes.push(change);
    if (this.#changes.length > remembered) this.#since = this.#changes.shift()!.position;
    this.#pending.push(change);
    this.#tellAll();
  }

  /** One round after the other, so that nobody hears of a later change first. */
  async #tellAll(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    do await this.#tell(this.#pending.splice(0));
    while (this.#pending.length > 0);
    this.#isTelling = false;
  }

  async #tell(changes: readonly Change[]): Promise<void> {
    const connections = [...this.#connections];
    const answers = await Promise.allSettled(connections.map(({ whoListens }) => whoListens()));
    const tell = this.#tellerOf(changes);
    for (const [index, connection] of connections.entries()) {
      if (!this.#connections.has(connection)) continue;
      const answer = answers[index]!;
      if (isGone(answer)) this.#hangUp(connection);
      else if (answer.status === 'rejected' || !tell) connection.missed ||= changes.length > 0;
      else if (connection.missed) this.#writeReset(connection);
      else tell(connection, answer.value);
    }
  }

  #writeReset(connection: Connection): void {
    connection.missed = false;
    connection.stream.write(reset);
  }

  /** Undefined while it cannot be found out whose the streams are. */
  #tellerOf(changes: readonly Change[]): ((connection: Connection, rights: Rights) => void) | undefined {
    let heardBy: ReturnType<typeof audienceOf>;
    try {
      heardBy = audienceOf(
        this.#reads,
        changes.flatMap(({ streams }) => streams),
      );
    } catch {
      return undefined;
    }
    return ({ stream }, rights) => {
      const heard = new Set(heardBy(rights));
      for (const { position, streams } of changes) {
        const shown = streams.filter((one) => heard.has(one));
        if (shown.length > 0) stream.write(asEvent({ position, streams: shown }));
      }
      if (stream.writableLength > mostWaiting) stream.destroy();
    };
  }

  #beat(): void {
    for (const { stream } of this.#connections) {
      stream.write(': still here\n\n');
      if (stream.writableLength > mostWaiting) stream.destroy();
    }
  }
}

/** Whoever listens is nobody any more, or nobody who may. That it cannot be found out just now hangs up on nobody. */
function isGone(answer: PromiseSettledResult<Rights>): boolean {
  if (answer.status === 'fulfilled') return !mayEver(answer.value, 'Live');
  return answer.reason instanceof RequestError && answer.reason.code === 'sign-in.needed';
}

function asEvent({ position, streams }: Change): string {
  return `id: ${position}\nevent: changed\ndata: ${JSON.stringify({ position, streams })}\n\n`;
}
