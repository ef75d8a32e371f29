import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Engine, Outcome, Query } from './engine.ts';
import { VaultError } from './errors.ts';
import { asVaultError, SqliteConnection } from './sqlite.connection.ts';
import { checkFormat } from './sqlite.schema.ts';
import type { FromWriter, WriteAnswer, WriteRequest, WriterData } from './sqlite.writer.ts';
import type { ErasedTable, Tables } from './tables.ts';

/** The engine on `vault.sqlite` in `folder`. @throws VaultError */
export async function openSqliteEngine(folder: string, readOnly: boolean): Promise<Engine> {
  const writer = readOnly ? undefined : await Writer.open(folder);
  try {
    return new SqliteEngine(openForReading(folder), writer);
  } catch (error) {
    await writer?.close();
    throw asVaultError(error, `The vault in ${folder} does not open`);
  }
}

function openForReading(folder: string): SqliteConnection {
  const file = join(folder, 'vault.sqlite');
  if (!existsSync(file)) throw new VaultError('vault-unavailable', `There is no vault in ${folder}.`);
  const connection = new SqliteConnection(file, { readOnly: true });
  if (checkFormat(connection) > 0) return connection;
  connection.close();
  throw new VaultError('vault-unavailable', `The vault in ${folder} is not set up yet.`);
}

/** Reads in the calling thread, which takes microseconds; writes wait for the disk and so have a thread of their own. */
class SqliteEngine implements Engine {
  readonly builder: Kysely<Tables>;
  readonly #reader: SqliteConnection;
  readonly #writer: Writer | undefined;
  #closed = false;

  constructor(reader: SqliteConnection, writer: Writer | undefined) {
    this.#reader = reader;
    this.#writer = writer;
    this.builder = new Kysely<Tables>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (database) => new SqliteIntrospector(database),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    });
  }

  /** The writer's lock keeps all others from writing. */
  get changes(): number | undefined {
    return this.#writer?.changes;
  }

  transaction(queries: readonly Query[], aside?: 'aside'): Promise<readonly Outcome[]> {
    return this.#write(queries, false, aside);
  }

  /** Afterwards the bytes lie in no file of the database any more: see sqlite.writer.ts. */
  erase(_: ErasedTable, queries: readonly Query[]): Promise<readonly Outcome[]> {
    return this.#write(queries, true);
  }

  /** Nothing is left to remove, and a row is never deleted: see tables.ts. */
  async rewrite(): Promise<readonly ErasedTable[]> {
    return [];
  }

  async read<Row>(query: Query<Row>): Promise<readonly Row[]> {
    if (this.#closed) throw closed();
    try {
      return this.#reader.rows(query);
    } catch (error) {
      throw asVaultError(error, 'The vault could not read');
    }
  }

  withNumbers(insert: Query): Query {
    return insert;
  }

  /** SQLite takes the greatest number that is or was there. */
  countOn(): undefined {}

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#reader.close();
    await this.#writer?.close();
  }

  async #write(queries: readonly Query[], erase: boolean, aside?: 'aside'): Promise<readonly Outcome[]> {
    if (this.#closed) throw closed();
    if (!this.#writer) throw new VaultError('vault-read-only', 'This handle of the vault is for reading only.');
    return this.#writer.write(queries, erase, aside);
  }
}

interface Waiting {
  readonly aside: 'aside' | undefined;
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (error: VaultError) => void;
}

/** Most requests a message: the writer stores the first of a busy turn while the others are still being sealed here. */
const mostInMessage = 16;

/** The calling thread's end of the writer. What is asked in one turn of the event loop goes over together, never after a delay. */
class Writer {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #turn: WriteRequest[] = [];
  #asked = 0;
  /** How often something was, or may have been, written that was not aside. */
  changes = 0;
  #ended: string | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answers: readonly WriteAnswer[]) => this.#answer(answers));
    worker.on('error', (error) => this.#end(`The writer of the vault failed: ${error.name}.`));
    worker.on('exit', () => this.#end('The writer of the vault has ended.'));
    // An open vault alone keeps no process alive; a write under way does.
    worker.unref();
  }

  static async open(folder: string): Promise<Writer> {
    const worker = new Worker(new URL('./sqlite.writer.ts', import.meta.url), {
      workerData: { folder } satisfies WriterData,
    });
    const [message] = (await once(worker, 'message').catch((error: Error) => [
      { refused: { code: 'vault-unavailable', message: `The writer of the vault did not start: ${error.message}` } },
    ])) as [FromWriter];
    if (message === 'open') return new Writer(worker);
    await worker.terminate();
    const { code, message: sentence } = (message as Extract<FromWriter, { refused: unknown }>).refused;
    throw new VaultError(code, sentence);
  }

  write(queries: readonly Query[], erase: boolean, aside?: 'aside'): Promise<readonly Outcome[]> {
    if (this.#ended) return Promise.reject(new VaultError('vault-unavailable', this.#ended));
    return new Promise((resolve, reject) => {
      if (this.#turn.length === 0) setImmediate(() => this.#send());
      if (this.#waiting.size === 0) this.#worker.ref();
      const id = this.#asked++;
      this.#turn.push({ id, queries, erase });
      this.#waiting.set(id, { aside, resolve, reject });
      if (this.#turn.length === mostInMessage) this.#send();
    });
  }

  /** What was asked before is carried out and answered first. */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#send();
    this.#ended = 'The vault is closed.';
    const exit = once(this.#worker, 'exit');
    this.#worker.ref();
    this.#worker.postMessage('close');
    await exit;
  }

  #send(): void {
    if (this.#turn.length === 0) return;
    this.#worker.postMessage(this.#turn);
    this.#turn = [];
  }

  #answer(answers: readonly WriteAnswer[]): void {
    if (answers.some(({ id }) => !this.#waiting.get(id)?.aside)) this.changes += 1;
    for (const { id, changes, refused } of answers) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (refused) waiting?.reject(new VaultError(refused.code, refused.message));
      else waiting?.resolve(changes!.map((rows) => ({ changes: rows })));
    }
    if (this.#waiting.size === 0 && !this.#ended) this.#worker.unref();
  }

  #end(sentence: string): void {
    this.changes += 1;
    this.#ended ??= sentence;
    this.#turn = [];
    for (const { reject } of this.#waiting.values()) {
      reject(new VaultError('vault-unavailable', `${sentence} Whether it was carried out is not known.`));
    }
    this.#waiting.clear();
  }
}

function closed(): VaultError {
  return new VaultError('vault-unavailable', 'The vault is closed.');
}
