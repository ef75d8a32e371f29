/** What a cell may hold: a day is text, `2026-03-09`; a missing value is null or undefined. */
export type Value = string | number | boolean | null | undefined;

/** The types that Table Schema, Parquet and spreadsheets all have, by their names in Table Schema. */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'year';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly title: string;
  readonly description: string;
  /** The values there can be, each with what it means. */
  readonly codes?: Readonly<Record<string, string>>;
  /** No row is without it. */
  readonly required?: true;
  /** What an empty cell means; when left out, that it is not recorded. */
  readonly missing?: string;
}

/** The columns of a table and what they mean, without rows. */
export interface TableShape {
  /** `[a-z0-9-]`, also the name of a sheet. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column[];
  /** Name of the column that no two rows share. */
  readonly key?: string;
}

/** Rows are asked for once, from the first to the last; a writer has done with one before it asks for the next. */
export interface Table extends TableShape {
  readonly rows: Iterable<readonly Value[]> | AsyncIterable<readonly Value[]>;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Integers are those of 32 bits, which all formats and R have. */
const fits: Readonly<Record<ColumnType, (value: Value) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => (value as number) === ((value as number) | 0),
  number: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && day.test(value),
  year: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 9999,
};

export const isMissing = (value: Value): value is null | undefined => value === null || value === undefined;

/**
 * Checks that no two columns have one name, and then each row it is given, so that no file says something else than its dictionary.
 * @throws TypeError which names table, row and column
 */
export function rowCheck({ name, columns }: TableShape): (row: readonly Value[]) => void {
  const names = new Set(columns.map((column) => column.name));
  if (names.size < columns.length) throw new TypeError(`Two columns of ${name} have the same name.`);
  const codes = columns.map((column) => column.codes && new Set(Object.keys(column.codes)));
  let number = 0;
  return (row) => {
    number++;
    if (row.length !== columns.length)
      throw new TypeError(
        `Row ${number} of ${name} has ${row.length} cells where there are ${columns.length} columns.`,
      );
    for (const [index, column] of columns.entries()) {
      const value = row[index];
      const allowed = codes[index];
      const good = isMissing(value)
        ? column.required !== true
        : fits[column.type](value) && (allowed === undefined || allowed.has(String(value)));
      if (!good)
        throw new TypeError(
          `Row ${number} of ${name}: ${JSON.stringify(value)} does not fit the column ${column.name}.`,
        );
    }
  };
}
