import { type Row, type TableName, tableNames, type VaultRows, vaultTables } from './rows.ts';

export interface RowsCompared {
  /** How many rows each table of the source has. */
  readonly rows: Readonly<Record<string, number>>;
  /** How many rows of the target were not the source's. */
  readonly differing: number;
  /** The first of them: `words, row 12: sealed`. */
  readonly first?: string;
}

/** Progress names places of a log, which another store has elsewhere: whoever moves the log says what becomes of it. */
const copied = tableNames.filter((table) => table !== 'progress');

/**
 * Compares the tables of two vaults row by row and byte by byte; with `mend`, the target gets what it lacks, and loses what it
 * should not have. So a copy that was cut short goes on where it stopped, and one that is whole is found to be so.
 * No more than two pages are in memory at once.
 */
export async function compareRows(
  source: VaultRows,
  target: VaultRows,
  {
    mend,
    onRows,
    signal,
  }: { readonly mend: boolean; readonly onRows?: (rows: number) => void; readonly signal?: AbortSignal },
): Promise<RowsCompared> {
  const rows: Record<string, number> = {};
  let [done, differing] = [0, 0];
  let first: string | undefined;
  for (const table of copied) {
    rows[table] = 0;
    const { page } = vaultTables[table];
    for (let after: Row | undefined; ; ) {
      signal?.throwIfAborted();
      const wanted = await source.read(table, { ...(after && { after }), limit: page });
      const full = wanted.length === page;
      const upTo = full ? wanted.at(-1) : undefined;
      const there = await target.read(table, { ...(after && { after }), ...(upTo && { upTo }) });
      const difference = differenceOf(table, wanted, there);
      differing += difference.put.length + difference.gone.length;
      first ??= difference.first;
      if (mend) await target.put(table, difference.put, difference.gone, difference.over > 0);
      rows[table] += wanted.length;
      done += wanted.length;
      onRows?.(done);
      if (!full) break;
      after = upTo;
    }
  }
  return { rows, differing, ...(first !== undefined && { first }) };
}

interface Difference {
  readonly put: readonly Row[];
  readonly gone: readonly Row[];
  /** How many rows of the target are written over or taken away. */
  readonly over: number;
  readonly first?: string;
}

function differenceOf(table: TableName, wanted: readonly Row[], there: readonly Row[]): Difference {
  const { key, columns } = vaultTables[table];
  const nameOf = (row: Row) => key.map((column) => row[column]).join(' ');
  const left = new Map(there.map((row) => [nameOf(row), row]));
  const put: Row[] = [];
  const gone: Row[] = [];
  let over = 0;
  let first: string | undefined;
  for (const row of wanted) {
    const name = nameOf(row);
    const found = left.get(name);
    left.delete(name);
    const column = found ? columns.find((one) => !same(row[one], found[one])) : 'is missing';
    if (column === undefined) continue;
    first ??= `${table}, row ${name}: ${found ? `${column} is not the same` : column}`;
    put.push(row);
    if (found) over++;
  }
  for (const [name, row] of left) {
    first ??= `${table}, row ${name}: is not in the source`;
    gone.push(row);
  }
  return { put, gone, over: over + gone.length, ...(first !== undefined && { first }) };
}

function same(a: Row[string] | undefined, b: Row[string] | undefined): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
}
