import { type Course, type Earlier, threads } from '#domain';
import type { EventStore, StoredMetadata } from '#event-store';
import { CompactMap } from './compact-map.ts';

type Facts = EventAhead['data'];

/** An event as it is remembered: of its facts only those that later lines are checked against, and no words. */
export interface EventAhead extends Earlier {
  readonly command: string;
}

/** A stream as it is after the lines in hand: all that a further line is checked against. Only `add` changes it. */
export interface StreamAhead extends Course {
  readonly events: readonly EventAhead[];
  /** The version of the first event that a command recorded, by the command's id. */
  readonly commands: ReadonlyMap<string, number>;
}

/** Nearly all streams have none, and there are many streams. */
const noErrors = new Set<string>();

class Ahead implements StreamAhead {
  readonly events: EventAhead[] = [];
  readonly commands = new Map<string, number>();
  errors = noErrors;

  add(id: string, type: string, data: Facts, occurredOn: string | undefined, command: string): void {
    const metadata = occurredOn === undefined ? {} : { occurredOn };
    const version = this.events.push({ id, type, data: askedAgain(data), metadata, command });
    if (!this.commands.has(command)) this.commands.set(command, version);
    if (type !== 'RecordedInError') return;
    if (this.errors === noErrors) this.errors = new Set();
    this.errors.add(data.ofEvent as string);
  }
}

/** Beside the threads: the unit of a group, which source is described, and which event was recorded in error. */
const asked = [...threads, 'unit', 'sourceId', 'ofEvent'];

function askedAgain(data: Facts): Facts {
  const kept: Record<string, unknown> = {};
  for (const fact of asked) if (data[fact] !== undefined) kept[fact] = data[fact];
  return kept;
}

/** About half as many as are remembered. */
const atATime = 10_000;

/** Streams that are known ahead of the store. Those that were not used for some time are read again when they are. */
export class StreamsAhead {
  readonly #store: EventStore;
  /** Names of the streams that were forgotten, while no others can be in the store. */
  readonly #forgotten = new CompactMap();
  readonly #empty: boolean;
  /** In a dry run nothing comes to the store: what is forgotten lies here, as JSON outside the heap. */
  readonly #packed: Map<string, Buffer> | undefined;
  #recent = new Map<string, Ahead>();
  #older = new Map<string, Ahead>();

  /** @param empty nothing was in the store when the import began: what was never added is not asked for */
  constructor(store: EventStore, empty: boolean, dryRun: boolean) {
    this.#store = store;
    this.#empty = empty;
    this.#packed = dryRun ? new Map() : undefined;
  }

  /** The stream, when it is remembered; otherwise it is to be read. */
  known(name: string): StreamAhead | undefined {
    const recent = this.#recent.get(name);
    if (recent) return recent;
    const older = this.#older.get(name);
    if (older) this.#recent.set(name, older);
    return older;
  }

  async read(name: string): Promise<StreamAhead> {
    const stream = new Ahead();
    this.#recent.set(name, stream);
    const packed = this.#packed?.get(name);
    if (packed) {
      for (const { id, type, data, metadata, command } of JSON.parse(packed.toString()) as EventAhead[])
        stream.add(id, type, data, metadata.occurredOn, command);
      return stream;
    }
    if (this.#empty && !this.#forgotten.get(name)) return stream;
    for (const { id, type, data, metadata } of await this.#store.read(name)) {
      const { occurredOn, command } = metadata as StoredMetadata;
      stream.add(id, type, data as Facts, occurredOn, command);
    }
    return stream;
  }

  /** Adds an event to a stream that was found here. */
  add(stream: StreamAhead, ...event: Parameters<Ahead['add']>): void {
    (stream as Ahead).add(...event);
  }

  /**
   * Says that all is stored that had been added when this was last called. So what is forgotten, which was not used since
   * some earlier call, is in the store. In a dry run there is nothing to wait for.
   */
  stored(): void {
    if (this.#recent.size < atATime) return;
    for (const [name, { events }] of this.#older) {
      if (this.#packed) this.#packed.set(name, Buffer.from(JSON.stringify(events)));
      else if (this.#empty) this.#forgotten.put(name, () => 1);
    }
    this.#older = this.#recent;
    this.#recent = new Map();
  }
}

/** The version at which an event of this id and command stands. The events of one command stand together. */
export function versionOf(stream: StreamAhead, { id, command }: { id: string; command: string }): number | undefined {
  const first = stream.commands.get(command);
  if (first === undefined) return undefined;
  for (let at = first - 1; stream.events[at]?.command === command; at++)
    if (stream.events[at]!.id === id) return at + 1;
  return undefined;
}
