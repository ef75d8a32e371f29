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
    let leads = true;
    for (const [column, value] of conditions) {
      if (value === undefined) continue;
      this.and(`${leads ? '' : '+'}${column} = ?`, value);
      leads = false;
    }
    return this;
  }

  get sql(): string {
    return this.#conditions.length > 0 ? `WHERE ${this.#conditions.join(' AND ')}` : '';
  }
}

/**
 * The first rows of several units in one order, by a key that is unique. Each unit has its own sorted run in an index, so the
 * cost grows with the units and the page, not with what the units hold; whole rows are read only of what is shown.
 * @param units undefined: all, in the order of the whole list
 */
export function firstRows<Row>(
  database: ReadDatabase,
  list: {
    readonly table: string;
    readonly key: string;
    readonly descending?: boolean;
    readonly limit: number;
  },
  units: readonly string[] | undefined,
  where: (unit: string | undefined) => Where,
): Row[] {
  const { table, key, descending = false, limit } = list;
  const direction = descending ? 'DESC' : 'ASC';
  const keysIn = (unit: string | undefined): string[] => {
    const { sql, values } = where(unit);
    const found = `SELECT ${key} AS key FROM ${table} ${sql} ORDER BY ${key} ${direction} LIMIT ${limit}`;
    return database.all<{ key: string }>(found, ...values).map((row) => row.key);
  };
  const keys = units === undefined ? keysIn(undefined) : units.flatMap(keysIn).sort();
  if (descending && units !== undefined) keys.reverse();
  const rows = `SELECT * FROM ${table} WHERE ${key} IN (SELECT value FROM json_each(?)) ORDER BY ${key} ${direction}`;
  return database.all<Row>(rows, JSON.stringify(keys.slice(0, limit)));
}
