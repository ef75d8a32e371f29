/** An event as a client proposes it. `data` and `metadata` are the bytes it sent; nobody here looks into them. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event as it lies in the log. */
export interface LogRecord extends ProposedEvent {
  readonly stream: string;
  /** From 0 in its stream. */
  readonly revision: number;
  /** Where its record begins, in bytes from the beginning of the log; commit and prepare position in one. */
  readonly position: number;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** Keeps what is written before anybody is told of it. Each call is one write: all of its records or none. */
export type Journal = (records: readonly LogRecord[]) => void;

/** Bytes of a record besides its name, type, data and metadata; not a round number, so that positions look like nothing. */
const recordOverhead = 137;
/** After so many records the server writes one of its own, as a real one does with its statistics. */
const eventsBetweenStatistics = 50;

const nothing = new Uint8Array();
const decoder = new TextDecoder();

/** Everything that was ever written, in order. One log may outlive several servers. */
export class Log {
  readonly #records: LogRecord[] = [];
  readonly #streams = new Map<string, LogRecord[]>();
  readonly #byId = new Map<string, LogRecord>();
  readonly #listeners = new Set<(record: LogRecord) => void>();
  readonly #journal: Journal;
  #end = 0;

  constructor(records: readonly LogRecord[] = [], journal: Journal = () => {}) {
    this.#journal = journal;
    for (const record of records) this.#keep(record);
    if (records.length === 0) {
      this.write('$epoch-information', [systemEvent('$epoch')]);
      this.write('$users', [systemEvent('$user')]);
    }
  }

  get records(): readonly LogRecord[] {
    return this.#records;
  }

  /** Where the next record will begin. */
  get end(): number {
    return this.#end;
  }

  /** Every event of the stream, also those that reads do not show any more. */
  stream(name: string): readonly LogRecord[] {
    return this.#streams.get(name) ?? [];
  }

  /** The event last written under this id, in whatever stream. */
  withId(id: string): LogRecord | undefined {
    return this.#byId.get(id);
  }

  /** The newest fields that `$$name` holds about the stream, such as `$tb`, `$maxCount`, `$maxAge`. */
  streamMetadata(name: string): Readonly<Record<string, unknown>> {
    const last = this.stream(`$$${name}`).at(-1);
    return last ? JSON.parse(decoder.decode(last.data)) : {};
  }

  /** Appends to the stream, whatever it holds, and tells the listeners record by record. */
  write(stream: string, events: readonly ProposedEvent[], now = Date.now()): readonly LogRecord[] {
    let revision = this.stream(stream).length;
    let position = this.#end;
    const written = events.map((event) => {
      const record = { ...event, stream, revision: revision++, position, created: now };
      position += sizeOf(record);
      return record;
    });
    this.#journal(written);
    for (const record of written) this.#keep(record);
    for (const record of written) for (const listener of this.#listeners) listener(record);
    const rounds = (count: number) => Math.floor(count / eventsBetweenStatistics);
    const due = rounds(this.#records.length) > rounds(this.#records.length - written.length);
    if (due && !stream.startsWith('$')) this.write('$stats-127.0.0.1:2113', [systemEvent('$statsCollected')], now);
    return written;
  }

  /** Calls `listener` for every record from now on, until the function it answers is called. */
  listen(listener: (record: LogRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Index of the first record that begins at `position` or behind it; as many as there are records when none does. */
  indexFrom(position: bigint): number {
    let low = 0;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (BigInt(this.#records[middle]!.position) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #keep(record: LogRecord): void {
    this.#records.push(record);
    const stream = this.#streams.get(record.stream);
    if (stream) stream.push(record);
    else this.#streams.set(record.stream, [record]);
    this.#byId.set(record.id, record);
    this.#end = record.position + sizeOf(record);
  }
}

function sizeOf({ stream, type, data, metadata }: LogRecord): number {
  return recordOverhead + stream.length + type.length + data.length + metadata.length;
}

/** An event of the server itself; clients meet it in `$all` only. */
export function systemEvent(type: string, data: object = {}): ProposedEvent {
  return {
    id: crypto.randomUUID(),
    type,
    contentType: 'application/json',
    data: new TextEncoder().encode(JSON.stringify(data)),
    metadata: nothing,
  };
}
