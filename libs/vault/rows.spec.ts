import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { openVault } from './open.ts';
import { vaultTables } from './rows.ts';

it('every table and every column of a vault is copied', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-rows-'));
  await (await openVault({ kind: 'sqlite', folder })).close();
  const file = new DatabaseSync(join(folder, 'vault.sqlite'), { readOnly: true });
  const tables = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  const columns = (table: string) => file.prepare('SELECT name FROM pragma_table_info(?)').all(table);
  const names = (rows: readonly Record<string, unknown>[]) => rows.map(({ name }) => String(name)).sort();
  expect(Object.fromEntries(names(tables).map((table) => [table, names(columns(table))]))).toEqual(
    Object.fromEntries(
      Object.entries(vaultTables)
        .map(([table, { columns: known }]) => [table, [...known].sort()] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
  file.close();
  rmSync(folder, { recursive: true });
});
