import type { Checkpoint, EventStore } from '#event-store';
import { patiently } from './patience.ts';
import { type ReadDatabase, writeCheckpoint } from './read-database.ts';
import {
  type Projection,
  type ReadModel,
  type ReadStream,
  type Seen,
  type SeenEvent,
  seen,
  withoutErrors,
} from './read-model.ts';

/** Where and on what a read model stopped. Says no words: there are none in the log. */
export interface Failure {
  readonly position: string;
  readonly type: string;
  readonly error: string;
}

/** The types of events that any of these models takes; undefined: all. */
export function typesOf(foldings: Iterable<Folding>): ReadonlySet<string> | undefined {
  const types = new Set<string>();
  for (const folding of foldings) {
    if (!folding.types) return undefined;
    for (const type of folding.types) types.add(type);
  }
  return types;
}

/** One read model being folded from the log into its file. */
export class Folding {
  readonly model: ReadModel;
  /** Undefined: all. */
  readonly types: ReadonlySet<string> | undefined;
  failure: Failure | undefined;
  #at: Checkpoint | undefined;
  readonly #readStream: ReadStream;
  readonly #database: ReadDatabase;
  readonly #projection: Projection;
  #uncommitted = false;

  constructor(model: ReadModel, database: ReadDatabase, store: EventStore, at: Checkpoint | undefined) {
    this.model = model;
    this.#database = database;
    this.#at = at;
    this.#readStream = async (stream, to) => (await patiently(() => store.read(stream, { to }))).map(seen);
    this.#projection = model.project(database, this.#readStream);
    this.types = this.#projection.every ? undefined : new Set([...Object.keys(this.#projection.on), 'RecordedInError']);
  }

  get at(): Checkpoint | undefined {
    return this.#at;
  }

  /** Folds a slice of the log, without committing. After a failure nothing more is taken, so that no event is skipped. */
  async take(events: readonly SeenEvent[], checkpoint: Checkpoint): Promise<void> {
    if (this.failure) return;
    let event: SeenEvent | undefined;
    try {
      await this.#projection.prepare?.(events);
      for (event of events) {
        if (this.types && !this.types.has(event.type)) continue;
        if (!this.#uncommitted) this.#begin();
        if (event.type === 'RecordedInError' && this.#projection.forget)
          await this.#without(event as Seen<'RecordedInError'>);
        else {
          const pending = this.#handle(event);
          if (pending) await pending;
        }
      }
      this.#at = checkpoint;
    } catch (error) {
      this.#fail(error, event);
    }
  }

  /** Writes what is remembered, and how far that goes, in one transaction. */
  async commit(): Promise<void> {
    if (this.failure) return;
    try {
      if (!this.#uncommitted) this.#begin();
      await this.#projection.save();
      writeCheckpoint(this.#database, this.model.version, this.#at);
      this.#database.exec('COMMIT');
      this.#uncommitted = false;
    } catch (error) {
      this.#fail(error, undefined);
    }
  }

  /** Keeps memory in its bounds while the model is built. */
  trim(): void {
    if (this.failure) return;
    try {
      this.#projection.trim?.();
    } catch (error) {
      this.#fail(error, undefined);
    }
  }

  get changed(): boolean {
    return this.#uncommitted;
  }

  close(): void {
    this.#database.rollback();
    this.#database.close();
  }

  #begin(): void {
    this.#database.exec('BEGIN');
    this.#uncommitted = true;
  }

  #handle(event: SeenEvent): void | Promise<void> {
    this.#projection.every?.(event);
    const handler = this.#projection.on[event.type] as ((event: SeenEvent) => void | Promise<void>) | undefined;
    return handler?.(event);
  }

  /** What came from the stream is forgotten, and the stream folded again up to here without what was recorded in error. */
  async #without({ stream, category, of, version }: Seen<'RecordedInError'>): Promise<void> {
    const stored = await this.#readStream(stream, version);
    this.#projection.forget?.({ stream, category, of });
    for (const event of withoutErrors(stored)) await this.#handle(event);
  }

  #fail(error: unknown, event: SeenEvent | undefined): void {
    this.#database.rollback();
    this.#uncommitted = false;
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.failure = { position: event?.position ?? this.#at?.position ?? '', type: event?.type ?? '', error: said };
  }
}
