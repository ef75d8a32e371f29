import type { ReadDatabase, Value } from './read-database.ts';

/** Conditions of a list, each with its values. */
export class Where {
  readonly #conditions: string[] = [];
  readonly values: Value[] = [];

  and(condition: string, ...values: Value[]): this {
    this.#conditions.push(condition);
    this.values.push(...values);
    return this;
  }

  /**
   * The first condition that is given leads through its index, which has the order of the list; the others only sift. The plus
   * sign keeps SQLite from another choice.
   */
  along(conditions: readonly (readonly [column: string, value: string | undefined])[]): this {
    let leads = this.#conditions.length === 0;
    for (const [column, value] of conditions) {
      if (value === undefined) continue;
      this.and(`${leads ? '' : '+'}${column} = ?`, value);
      leads = false;
    }
    return this;
  }

  /** Of a column, one of many values. */
  among(column: string, values: readonly Value[]): this {
    return this.and(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));
  }

  get sql(): string {
    return this.#conditions.length > 0 ? `WHERE ${this.#conditions.join(' AND ')}` : '';
  }
}

/** A part of a list that lies together in an index, in the order of the list. */
export interface Run {
  readonly table: string;
  readonly where: Where;
}

export interface Listing {
  readonly table: string;
  /** Unique, and what the list is sorted by. */
  readonly key: string;
  readonly descending?: boolean;
  readonly limit: number;
}

/**
 * The first rows of several runs in one order, each row once. The cost grows with the runs and the page, not with what they
 * hold; whole rows are read only of what is shown.
 */
export function firstOfRuns<Row>(database: ReadDatabase, list: Listing, runs: readonly Run[]): Row[] {
  const { table, key, descending = false, limit } = list;
  const direction = descending ? 'DESC' : 'ASC';
  const keysIn = (run: Run): string[] => {
    const found = `SELECT ${key} AS key FROM ${run.table} ${run.where.sql} ORDER BY ${key} ${direction} LIMIT ${limit}`;
    return database.all<{ key: string }>(found, ...run.where.values).map((row) => row.key);
  };
  const keys = [...new Set(runs.flatMap(keysIn))].sort();
  if (descending) keys.reverse();
  const rows = `SELECT * FROM ${table} WHERE ${key} IN (SELECT value FROM json_each(?)) ORDER BY ${key} ${direction}`;
  return database.all<Row>(rows, JSON.stringify(keys.slice(0, limit)));
}

/**
 * The first rows of several units, each a run of its own.
 * @param units undefined: all, in the order of the whole list
 */
export function firstRows<Row>(
  database: ReadDatabase,
  list: Listing,
  units: readonly string[] | undefined,
  where: (unit: string | undefined) => Where,
): Row[] {
  const runs = (units ?? [undefined]).map((unit) => ({ table: list.table, where: where(unit) }));
  return firstOfRuns(database, list, runs);
}
