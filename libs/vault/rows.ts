import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Engine, Query } from './engine.ts';
import { keysFromText } from './keys.ts';
import { openEngine, type VaultSettings } from './open.ts';
import { queriesFor } from './queries.ts';
import { checkKeys } from './sql.vault.ts';
import { plain } from './statement.ts';
import type { ErasedTable, Tables } from './tables.ts';

export type TableName = keyof Tables;

/** A row as it lies: what is sealed stays sealed. */
export type Row = Readonly<Record<string, string | number | Uint8Array | null>>;

interface Described {
  /** Tells the rows of the table apart and orders them. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** Most rows that are in memory at once. */
  readonly page: number;
  /** What lay in its rows must be gone for good when they are written over. */
  readonly erased?: true;
}

const sealedTable = (columns: readonly string[], page = 500): Described => ({
  key: ['id'],
  columns: ['id', 'keyVersion', 'sealed', ...columns],
  page,
  erased: true,
});

/**
 * In the order in which they are copied. Words and people come before the notes that nobody has claimed them, so that whoever
 * reads a vault in use gets no text of which neither the log nor a note knows: a note stays for an hour at least.
 */
export const vaultTables: { readonly [table in TableName]: Described } = {
  keys: { key: ['keyVersion'], columns: ['keyVersion', 'sealed'], page: 500 },
  words: sealedTable(['event', 'field', 'lang', 'recordedIn', 'madeBy']),
  people: sealedTable(['person']),
  unclaimed: {
    key: ['recordedIn', 'event'],
    columns: ['recordedIn', 'event', 'stream', 'writtenAt'],
    page: 500,
  },
  unclaimedPeople: { key: ['person', 'stream'], columns: ['person', 'stream', 'writtenAt'], page: 500 },
  originals: sealedTable(['legal']),
  secrets: sealedTable(['name']),
  // A chunk has up to 256 KiB.
  files: sealedTable(['file', 'chunk', 'keepUntil'], 32),
  tokens: sealedTable(['token', 'digest', 'purpose', 'holder', 'issuedAt', 'expires']),
  credentials: sealedTable(['account', 'version', 'writer']),
  identities: { key: ['id'], columns: ['id', 'digest', 'kind', 'account'], page: 500, erased: true },
  access: sealedTable(['entry', 'at', 'account', 'operation', 'keepUntil']),
  deliveries: {
    key: ['number'],
    columns: [
      'number',
      'id',
      'channel',
      'recipient',
      'event',
      'state',
      'attempts',
      'createdAt',
      'nextAt',
      'lastAt',
      'outcome',
      'facts',
      'lease',
    ],
    page: 500,
  },
  progress: { key: ['name'], columns: ['name', 'checkpoint'], page: 500 },
};

export const tableNames = Object.keys(vaultTables) as readonly TableName[];

/** The tables of a vault as they lie, for whoever moves it from one engine to another. No key is needed to read them. */
export interface VaultRows {
  /** By key; `after` and `upTo` are rows whose keys bound the range, the first excluded, the second included. */
  read(table: TableName, range: { readonly after?: Row; readonly upTo?: Row; readonly limit?: number }): Promise<Row[]>;
  /** Puts rows where their keys say, over what lies there, and takes others away; all or nothing. `erase`: so that what lay there is gone for good. */
  put(table: TableName, rows: readonly Row[], gone?: readonly Row[], erase?: boolean): Promise<void>;
  count(table: TableName): Promise<number>;
  /** Whether these master keys open what is sealed here. @throws VaultError `key-missing`, `key-wrong`, `keys-unreadable` */
  requireKeys(masterKeys: string): Promise<void>;
  /** To be called when all rows are there: new ones are numbered behind them. */
  countOn(): Promise<void>;
  close(): Promise<void>;
}

/** @throws VaultError as `openVault`, but for the keys, which are not looked at */
export async function openVaultRows(settings: VaultSettings): Promise<VaultRows> {
  return rowsOf(await openEngine(settings, settings.readOnly ?? false));
}

/** Tables and columns are named by `vaultTables` alone. */
type AnyDatabase = Record<string, Record<string, unknown>>;

function rowsOf(engine: Engine): VaultRows {
  const builder = engine.builder as unknown as Kysely<AnyDatabase>;

  function select(table: TableName, { after, upTo, limit }: Parameters<VaultRows['read']>[1]) {
    const { key, columns } = vaultTables[table];
    const [first, second] = key as [string, string?];
    const bound = (sign: '>' | '<=', row: Row) => (where: ExpressionBuilder<AnyDatabase, string>) =>
      second === undefined
        ? where(first, sign, row[first])
        : where(where.refTuple(first, second), sign, where.tuple(row[first], row[second]));
    let rows = builder.selectFrom(table).select(columns as string[]);
    if (after) rows = rows.where(bound('>', after));
    if (upTo) rows = rows.where(bound('<=', upTo));
    for (const column of key) rows = rows.orderBy(column);
    return plain(limit === undefined ? rows : rows.limit(limit));
  }

  function insert(table: TableName, rows: readonly Row[]) {
    const { key, columns } = vaultTables[table];
    const rest = columns.filter((column) => !key.includes(column));
    return engine.withNumbers(
      plain(
        builder
          .insertInto(table)
          .values(rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]]))))
          .onConflict((conflict) =>
            conflict
              .columns(key as string[])
              .doUpdateSet((update) =>
                Object.fromEntries(rest.map((column) => [column, update.ref(`excluded.${column}`)])),
              ),
          ),
      ),
    );
  }

  function remove(table: TableName, row: Row) {
    let rows = builder.deleteFrom(table);
    for (const column of vaultTables[table].key) rows = rows.where(column, '=', row[column]);
    return plain(rows);
  }

  return {
    async read(table, range) {
      return (await engine.read(select(table, range) as Query<Row>)).map(owned);
    },
    async put(table, rows, gone = [], erase = false) {
      const queries = [...gone.map((row) => remove(table, row)), ...(rows.length > 0 ? [insert(table, rows)] : [])];
      if (queries.length === 0) return;
      if (erase && vaultTables[table].erased) await engine.erase(table as ErasedTable, queries);
      else await engine.transaction(queries);
    },
    async count(table) {
      const rows = builder.selectFrom(table).select((select) => select.fn.countAll().as('rows'));
      const [counted] = await engine.read(plain(rows) as Query<{ rows: number }>);
      return Number(counted!.rows);
    },
    requireKeys: (masterKeys) => checkKeys(engine, queriesFor(engine.builder), keysFromText(masterKeys)),
    async countOn() {
      const numbered = tableNames.filter((table) => ['id', 'number'].includes(vaultTables[table].key[0]!));
      const queries = numbered.flatMap((table) => engine.countOn(table, vaultTables[table].key[0]!) ?? []);
      for (const query of queries) await engine.read(query);
    },
    close: () => engine.close(),
  };
}

/** With bytes in memory of their own: a slice of a driver's buffer would carry all of it along to another thread. */
function owned(row: Row): Row {
  const bytes = row.sealed;
  return bytes instanceof Uint8Array ? { ...row, sealed: new Uint8Array(bytes) } : row;
}
