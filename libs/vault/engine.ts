import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

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

/** A database as the vault sees it. All statements come from queries.ts, so that adapters differ in their engine only. */
export interface Engine {
  /** Builds statements in the engine's dialect; it never runs them. */
  readonly builder: Kysely<Tables>;
  /** Has grown when something was written, before the one who wrote it is answered; undefined where others may write, too. */
  readonly changes: number | undefined;

  /**
   * Carries out all statements or none; answers when they are durable, with an outcome for each.
   * @throws VaultError `vault-unavailable` (outcome unknown), `vault-read-only`
   */
  transaction(queries: readonly Query[]): Promise<readonly Outcome[]>;

  /** Like `transaction`; answers only when what was overwritten lies in no file of the database any more. */
  erase(queries: readonly Query[]): Promise<readonly Outcome[]>;

  /** Sees every transaction that was answered before. */
  read<Row>(query: Query<Row>): Promise<readonly Row[]>;

  close(): Promise<void>;
}
