import { PassThrough, type Readable } from 'node:stream';
import type { EventStore, Position } from '#event-store';
import type { Reads } from '#read-models';
import { RequestError } from './request-error.ts';

/** What one commit of the read models changed. */
interface Change {
  readonly position: Position;
  readonly streams: readonly string[];
}

const mostConnections = 500;
/** Changes remembered for those who come back after a lost connection. */
const remembered = 5_000;
const heartbeatEvery = 20_000;
/** Bytes that may wait for a slow reader before its connection is closed; it comes back and is told what it missed. */
const mostWaiting = 1_000_000;

/**
 * Tells every open connection which streams changed, after the read models have committed. An event's id is the position, so
 * that a browser that lost the connection comes back with it and gets what it missed, or `reset` when that is too long ago.
 */
export class Live {
  readonly #store: EventStore;
  readonly #connections = new Set<PassThrough>();
  readonly #changes: Change[] = [];
  readonly #stopListening: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  /** Behind which all changes are remembered; undefined: behind the beginning of the log. */
  #since: Position | undefined;

  private constructor(reads: Reads, store: EventStore, since: Position | undefined) {
    this.#store = store;
    this.#since = since;
    this.#stopListening = reads.onChange((change) => this.#changed(change));
    this.#heartbeat = setInterval(() => this.#send(': still here\n\n'), heartbeatEvery);
    this.#heartbeat.unref();
  }

  static async open(reads: Reads, store: EventStore): Promise<Live> {
    return new Live(reads, store, (await store.head())?.position);
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** A new connection. @throws RequestError when there are too many */
  async connect(lastSeen: Position | undefined): Promise<Readable> {
    if (this.#connections.size >= mostConnections)
      throw new RequestError(
        'live.too-many',
        `This server keeps ${mostConnections} live connections, and all are in use.`,
      );
    // A store that is away keeps nobody out: whoever comes back then reads again what it shows.
    const head = lastSeen === undefined ? undefined : await this.#store.head().catch(() => undefined);
    const connection = new PassThrough();
    connection.on('close', () => this.#connections.delete(connection));
    connection.write('retry: 2000\n\n');
    if (lastSeen !== undefined) this.#catchUp(connection, lastSeen, head?.position);
    this.#connections.add(connection);
    return connection;
  }

  close(): void {
    this.#stopListening();
    clearInterval(this.#heartbeat);
    for (const connection of this.#connections) connection.end();
  }

  #catchUp(connection: PassThrough, lastSeen: Position, head: Position | undefined): void {
    if (!this.#remembers(lastSeen, head)) connection.write('event: reset\ndata: {}\n\n');
    else {
      const missed = this.#changes.filter(({ position }) => this.#store.compare(position, lastSeen) > 0);
      for (const change of missed) connection.write(asEvent(change));
    }
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
    this.#send(asEvent(change));
  }

  #send(text: string): void {
    for (const connection of this.#connections) {
      connection.write(text);
      if (connection.writableLength > mostWaiting) connection.destroy();
    }
  }
}

function asEvent({ position, streams }: Change): string {
  return `id: ${position}\nevent: changed\ndata: ${JSON.stringify({ position, streams })}\n\n`;
}
