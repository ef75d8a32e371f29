import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Query } from './engine.ts';
import { VaultError } from './errors.ts';

const mostStatements = 500;

/** How long a statement waits for another connection's lock, in milliseconds. */
const patience = 5_000;

/** One connection that remembers its prepared statements. The only place that knows node:sqlite. */
export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, { readonly statement: StatementSync; used: boolean }>();

  constructor(file: string, options: { readonly readOnly?: boolean; readonly patience?: number } = {}) {
    this.#database = new DatabaseSync(file, {
      readOnly: options.readOnly ?? false,
      timeout: options.patience ?? patience,
    });
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  rows<Row>({ sql, parameters }: Query<Row>): Row[] {
    return this.#prepared(sql).all(...(parameters as string[])) as Row[];
  }

  /** @returns how many rows were written */
  run({ sql, parameters }: Query): number {
    return Number(this.#prepared(sql).run(...(parameters as string[])).changes);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** The single value that a pragma answers. */
  pragma(name: string): unknown {
    return Object.values(this.#database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  /** When too many are remembered, those go that were not used since the last time. */
  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) {
      known.used = true;
      return known.statement;
    }
    if (this.#statements.size >= mostStatements) {
      for (const [key, entry] of this.#statements) {
        if (!entry.used) this.#statements.delete(key);
        entry.used = false;
      }
    }
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, { statement, used: false });
    return statement;
  }
}

/** Pages between two turns of the event loop while a file is copied. */
const pagesAtOnce = 2_048;

/** Copies a database into an existing empty file, which is one file afterwards: no log of writes lies beside it. */
export async function backUpTo(from: string, to: string): Promise<void> {
  try {
    const source = new DatabaseSync(from, { readOnly: true, timeout: patience });
    try {
      // One reading from beginning to end: each write of others would otherwise let it begin anew.
      source.exec('BEGIN; SELECT count(*) FROM sqlite_schema;');
      await backup(source, to, { rate: pagesAtOnce });
    } finally {
      source.close();
    }
    const made = new DatabaseSync(to);
    made.exec('PRAGMA journal_mode = DELETE');
    made.close();
  } catch (error) {
    throw asVaultError(error, 'The vault could not be backed up');
  }
}

/** SQLite's result codes: BUSY, LOCKED. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === 5 || code === 6;
}

/** The database's own sentence is replaced by its general name for the fault, which cannot hold content. */
export function asVaultError(error: unknown, doing: string): VaultError {
  if (error instanceof VaultError) return error;
  const code = resultCode(error);
  const fault = code === undefined ? (error instanceof Error ? error.name : 'unknown fault') : errorText(error);
  // CORRUPT and NOTADB.
  if (code === 11 || code === 26)
    return new VaultError('vault-corrupt', `${doing}: the vault's file is damaged (${fault}).`);
  return new VaultError(
    'vault-unavailable',
    `${doing}: ${fault}. Whether it was carried out is not known; it may be tried again.`,
  );
}

function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  // The low byte is the primary code.
  return typeof code === 'number' ? code & 0xff : undefined;
}

function errorText(error: unknown): string {
  const { errcode, errstr } = error as { errcode: number; errstr?: string };
  return `SQLite ${errcode}, ${errstr ?? 'no name'}`;
}
