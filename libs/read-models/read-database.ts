import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Checkpoint } from '#event-store';

export type Value = SQLInputValue;

/**
 * How a file is held. `building`: nothing of it survives a crash, it is begun anew. `live`: survives
 * the end of the process, however that ends, but not that of the machine (`takeFolder` notices that). `reading`: beside it.
 */
export type Holding = 'building' | 'live' | 'reading';

const pragmas: Readonly<Record<Holding, string>> = {
  building:
    'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16384;',
  live: 'PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;',
  reading: 'PRAGMA query_only = ON; PRAGMA cache_size = -16384;',
};

/** One connection to the file of a read model, with its statements prepared once. */
export class ReadDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, holding: Holding) {
    this.#database = new DatabaseSync(path, { readOnly: holding === 'reading', timeout: 5_000 });
    this.#database.exec(pragmas[holding]);
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.prepare(sql).all(...values) as Row[];
  }

  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.prepare(sql).get(...values) as Row | undefined;
  }

  run(sql: string, ...values: Value[]): void {
    this.prepare(sql).run(...values);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** For rows written by the hundred thousand, so that the text of the statement need not be looked up for each. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  rollback(): void {
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }
}

export const checkpointTable =
  'CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER, at TEXT) STRICT;';

/** Which version of its model a file holds and how far it was folded; undefined when the file is not a finished one. */
export function readCheckpoint(database: ReadDatabase): { version: number; at: Checkpoint | undefined } | undefined {
  const row = database.get<{ version: number; at: string | null }>('SELECT version, at FROM checkpoint');
  return row && { version: row.version, at: row.at === null ? undefined : JSON.parse(row.at) };
}

export function writeCheckpoint(database: ReadDatabase, version: number, at: Checkpoint | undefined): void {
  database.run('INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?)', version, at ? JSON.stringify(at) : null);
}
