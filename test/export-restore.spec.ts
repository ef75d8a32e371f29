import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';
import { openReads } from '#read-models';
import { simulateCounty } from '#simulation';
import { type Context, exportHistory, holidayTables, importHistory, openContext, readLines } from '#use-cases';
import { openVault } from '#vault';
import { rowsOf } from './log-and-reads.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const readModels = ['loops', 'steps', 'groups', 'meetings', 'organisation', 'words'];

/** Fills an empty installation, exports it, and closes it; what its read models hold is read from their files. */
async function installationOf(fill: (context: Context) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-restore-'));
  folders.push(folder);
  const store = await openEventStore({ kind: 'sqlite', folder });
  const vault = await openVault({ kind: 'sqlite', folder });
  const context = openContext(store, vault);
  await fill(context);
  const reads = openReads({ dataFolder: folder, store, vault });
  await reads.waitFor((await store.head())!.position, 60_000);
  let text = '';
  await exportHistory(context, (more) => {
    text += more;
  });
  await reads.close();
  await vault.close();
  await store.close();
  const rows = readModels.map((name) => rowsOf(join(folder, 'read', `${name}.sqlite`)));
  return { text, rows };
}

describe('an export that comes into an empty installation', () => {
  it('gives the same read models byte by byte, and the same export again', async () => {
    const holidays = await holidayTables(2024, 2028);
    const size = { units: 4, groups: 6, years: 2, seed: 'restored', until: '2026-06-30', holidays };
    const county = [...simulateCounty(size)].map((line) => JSON.stringify(line)).join('\n');
    const first = await installationOf(async (context) => {
      await importHistory(context, readLines(createReadStream('histories/espoo-jyvaskyla.ndjson')));
      const report = await importHistory(context, readLines([Buffer.from(county)]));
      expect(report).toMatchObject({ rejected: 0 });
    });
    const second = await installationOf(async (context) => {
      expect(await importHistory(context, readLines([Buffer.from(first.text)]))).toMatchObject({ rejected: 0 });
    });
    expect(second.text).toBe(first.text);
    for (const [index, rows] of first.rows.entries()) {
      expect({ model: readModels[index], rows: rows.length > 0 }).toEqual({ model: readModels[index], rows: true });
      expect(second.rows[index]).toEqual(rows);
    }
  }, 60_000);
});
