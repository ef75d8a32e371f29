import type { Kysely } from 'kysely';
import type { ErasedTable, Tables } from './tables.ts';

/** One statement; `Row` is the shape of what it answers and exists for the compiler only. */
export interface Query<Row = unknown> {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly row?: Row;
}

/** What a statement of a transaction did: how many rows it wrote. */
export interface Outcome {
  readonly changes: number;
}

/** A database as the vault sees it. The stores build all statements, so that adapters differ in their engine only. */
export interface Engine {
  /** Builds statements in the engine's dialect; it never runs them. */
  readonly builder: Kysely<Tables>;
  /**
   * Has grown when something was written that answers are made from, before the one who wrote it is answered; undefined where
   * others may write, too.
   */
  readonly changes: number | undefined;

  /**
   * Carries out all statements or none; answers when they are durable, with an outcome for each.
   * @param aside nobody remembers what is read from these rows, so that `changes` stays the same
   * @throws VaultError `vault-unavailable` (outcome unknown), `vault-read-only`
   */
  transaction(queries: readonly Query[], aside?: 'aside'): Promise<readonly Outcome[]>;

  /**
   * Like `transaction`, for statements that empty rows of `table`; answers only when what lay there is as gone as the engine can
   * make it, which each says of itself.
   */
  erase(table: ErasedTable, queries: readonly Query[]): Promise<readonly Outcome[]>;

  /**
   * Removes emptied rows, those in which the named column is null, and with them the last traces of what lay there, as far as only
   * rewriting the whole table does. @returns the tables that were rewritten
   */
  rewrite(tables: ReadonlyMap<ErasedTable, string>): Promise<readonly ErasedTable[]>;

  /** Sees every transaction that was answered before. */
  read<Row>(query: Query<Row>): Promise<readonly Row[]>;

  /** An insert that brings the numbers which the table would count by itself. */
  withNumbers(insert: Query): Query;

  /** A statement, to be read, after which the table numbers new rows behind those that are there; undefined where it does so anyway. */
  countOn(table: string, column: string): Query | undefined;

  close(): Promise<void>;
}
