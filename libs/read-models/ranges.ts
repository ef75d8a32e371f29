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
 * The first rows of several units in one order. Each unit has its own sorted run in the index, so the cost grows with the
 * units and the page, not with what the units hold.
 * @param units undefined: all, in the order of the whole list
 */
export function firstRows<Row extends Record<Key, string>, Key extends string>(
  database: ReadDatabase,
  list: {
    readonly columns: string;
    readonly from: string;
    readonly key: Key;
    readonly descending?: boolean;
    readonly limit: number;
  },
  units: readonly string[] | undefined,
  where: (unit: string | undefined) => Where,
): Row[] {
  const { columns, from, key, descending = false, limit } = list;
  const read = (unit: string | undefined): Row[] => {
    const { sql, values } = where(unit);
    return database.all<Row>(
      `SELECT ${columns} FROM ${from} ${sql} ORDER BY ${key} ${descending ? 'DESC' : 'ASC'} LIMIT ${limit}`,
      ...values,
    );
  };
  if (units === undefined) return read(undefined);
  const sign = descending ? -1 : 1;
  const compare = (a: Row, b: Row) => (a[key] < b[key] ? -sign : a[key] > b[key] ? sign : 0);
  return units.flatMap(read).sort(compare).slice(0, limit);
}
