import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Table, toCsv, toJson, toParquet, toXlsx, WorkbookTooBig } from '#open-data';
import { bytesOf, citation, hostileRows, hostileTexts, madeUp, plainRows, textOf } from './open-data-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'kierto-open-data-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
let duck: DuckDBConnection;

beforeAll(async () => {
  duck = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => duck.disconnectSync());

const ask = async (sql: string) => (await duck.runAndReadAll(sql)).getRowObjectsJson();

/** Each way in which DuckDB reads a table from us, by the words of SQL that say so. */
const sources: readonly (readonly [
  name: string,
  source: string,
  write: (table: Table, name: string) => Promise<void>,
])[] = [
  ['CSV', `read_csv('${at('CSV')}')`, async (table, name) => writeFileSync(at(name), await textOf(toCsv(table)))],
  [
    'CSV for Excel',
    `read_csv('${at('CSV for Excel')}', delim = ';', decimal_separator = ',')`,
    async (table, name) => writeFileSync(at(name), await textOf(toCsv(table, 'excel'))),
  ],
  ['JSON', `read_json('${at('JSON')}')`, async (table, name) => writeFileSync(at(name), await textOf(toJson(table)))],
  [
    'Parquet',
    `read_parquet('${at('Parquet')}')`,
    async (table, name) => writeFileSync(at(name), await bytesOf(toParquet(table))),
  ],
];

describe.each(sources)('DuckDB reads %s', (name, source, write) => {
  it('with days as days, numbers as numbers, and nothing where nothing is recorded', async () => {
    await write(madeUp(plainRows), name);
    const types = await ask(`select column_name, column_type from (describe select * from ${source})`);
    const byName = Object.fromEntries(types.map((row) => [row.column_name, row.column_type]));
    expect(byName).toMatchObject({ id: 'VARCHAR', share: 'DOUBLE', closed: 'BOOLEAN', submitted: 'DATE' });
    expect(['BIGINT', 'INTEGER']).toContain(byName.rounds);
    expect(
      await ask(
        `select count(*)::int as n, sum(rounds)::int as rounds, sum(share) as share, count(closed)::int as closed, max(submitted)::text as last, count(season)::int as seasons from ${source}`,
      ),
    ).toEqual([{ n: 3, rounds: 4, share: -1.25, closed: 2, last: '2024-02-29', seasons: 2 }]);
  });

  it('with hostile texts in their cells', async () => {
    await write(madeUp(hostileRows), name);
    const rows = await ask(`select id, text, rounds::int as rounds from ${source} order by id`);
    const guarded = name === 'CSV for Excel' ? 8 : 0;
    expect(rows).toEqual(
      hostileTexts.map((text, index) => ({
        id: `h-${String(index).padStart(2, '0')}`,
        text: index < guarded ? `'${text}` : text,
        rounds: index,
      })),
    );
  });
});

describe('a Parquet file', () => {
  const write = async (table: Table, about?: Record<string, string>) =>
    writeFileSync(at('p'), await bytesOf(toParquet(table, about)));

  it('has integers of 32 bits and says what must not be missing', async () => {
    await write(madeUp(plainRows));
    const schema = await ask(
      `select name, type, converted_type, repetition_type from parquet_schema('${at('p')}') where type is not null`,
    );
    expect(schema.slice(0, 3)).toEqual([
      { name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'decision', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'rounds', type: 'INT32', converted_type: null, repetition_type: 'REQUIRED' },
    ]);
    expect(schema[5]).toEqual({
      name: 'submitted',
      type: 'INT32',
      converted_type: 'DATE',
      repetition_type: 'OPTIONAL',
    });
  });

  it('says about itself what it is told to say', async () => {
    await write(madeUp(plainRows), { position: '1234' });
    expect(
      await ask(`select decode(key) as key, decode(value) as value from parquet_kv_metadata('${at('p')}')`),
    ).toEqual([{ key: 'position', value: '1234' }]);
  });

  it('is the same bytes for the same rows', async () => {
    const again = async () => bytesOf(toParquet(madeUp(hostileRows)));
    expect((await again()).equals(await again())).toBe(true);
  });

  it('comes in groups of rows', async () => {
    function* many() {
      for (let index = 0; index < 120_000; index++)
        yield [`m-${index}`, 'accepted', index, index / 4, index % 2 === 0, '2024-02-29', 2024, null];
    }
    await write(madeUp(many()));
    expect(
      await ask(
        `select distinct row_group_id::int as id, row_group_num_rows::int as n from parquet_metadata('${at('p')}') order by id`,
      ),
    ).toEqual([
      { id: 0, n: 50_000 },
      { id: 1, n: 50_000 },
      { id: 2, n: 20_000 },
    ]);
    expect(
      await ask(
        `select sum(rounds)::bigint as s, count(distinct id)::int as n from read_parquet('${at('p')}') where submitted = date '2024-02-29'`,
      ),
    ).toEqual([{ s: String((120_000 * 119_999) / 2), n: 120_000 }]);
  });

  it('without rows still has its columns', async () => {
    await write(madeUp([]));
    expect(await ask(`select count(*)::int as n from read_parquet('${at('p')}')`)).toEqual([{ n: 0 }]);
  });
});

/** Opens a workbook with nothing of ours or of the library that wrote it: every cell as [type, format, value]. */
const reader = `
import json, sys, zipfile
import xml.etree.ElementTree as tree
m = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
read = lambda name: tree.fromstring(book.read(name))
shared = [''.join(t.text or '' for t in si.iter(m + 't')) for si in read('xl/sharedStrings.xml')]
styles = read('xl/styles.xml')
formats = {f.get('numFmtId'): f.get('formatCode') for f in styles.iter(m + 'numFmt')}
cells = [formats.get(x.get('numFmtId')) for x in styles.find(m + 'cellXfs')]
answer = {}
for index, sheet in enumerate(read('xl/workbook.xml').find(m + 'sheets')):
    part = read('xl/worksheets/sheet%d.xml' % (index + 1))
    pane = part.find('.//' + m + 'pane')
    rows = []
    for row in part.iter(m + 'row'):
        found = {}
        for c in row:
            v = c.find(m + 'v')
            value = shared[int(v.text)] if c.get('t') == 's' else v.text
            found[c.get('r').rstrip('0123456789')] = [c.get('t') or 'n', cells[int(c.get('s'))] if c.get('s') else None, value]
        rows.append(found)
    answer[sheet.get('name')] = {'frozen': pane is not None and pane.get('state') == 'frozen' and pane.get('ySplit') == '1', 'rows': rows, 'formulas': len(list(part.iter(m + 'f')))}
print(json.dumps(answer))
`;

type Read = Readonly<
  Record<string, { frozen: boolean; formulas: number; rows: Record<string, [string, string | null, string]>[] }>
>;

async function opened(table: Table): Promise<Read> {
  writeFileSync(at('book.xlsx'), await toXlsx([table], citation));
  const { stdout, stderr } = spawnSync('python3', ['-c', reader, at('book.xlsx')], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Read;
}

describe('a workbook', () => {
  it('has typed cells under a header that stays', async () => {
    const { frozen, rows } = (await opened(madeUp(plainRows)))['made-up']!;
    expect(frozen).toBe(true);
    expect(Object.values(rows[0]!).map(([, , value]) => value)).toEqual(madeUp([]).columns.map(({ name }) => name));
    expect(rows[1]).toEqual({
      A: ['s', null, 'a-1'],
      B: ['s', null, 'accepted'],
      C: ['n', null, '1'],
      D: ['n', null, '0.25'],
      E: ['b', null, '1'],
      // Days since the end of 1899, as spreadsheets count them.
      F: ['n', 'yyyy-mm-dd', '45351'],
      G: ['n', null, '2023'],
      H: ['s', null, 'plain'],
    });
    expect(Object.keys(rows[3]!)).toEqual(['A', 'C']);
  });

  it('says what its columns mean, and how to cite it', async () => {
    const { dictionary, citation: reference } = await opened(madeUp(plainRows));
    const words = (read: Read[string]) => read.rows.map((row) => Object.values(row).map(([, , value]) => value));
    expect(words(dictionary!)[2]).toEqual([
      'made-up',
      'decision',
      'Decision',
      'string',
      'What was answered.',
      'accepted: yes; rejected: no',
      'not recorded',
    ]);
    expect(words(reference!)).toContainEqual(['position', '1234']);
    expect(words(reference!)[1]![1]).toContain('[Data set]');
  });

  it('keeps hostile texts as texts, computes none, and cuts what a cell cannot hold', async () => {
    const { rows, formulas } = (await opened(madeUp(hostileRows)))['made-up']!;
    expect(formulas).toBe(0);
    const cells = rows.slice(1).map(({ H }) => H!);
    expect(cells.every(([type]) => type === 's')).toBe(true);
    // A reader of XML takes every end of a line for the same one.
    const lines = (text: string) => text.replaceAll(/\r\n?/g, '\n');
    expect(cells.slice(0, -1).map(([, , value]) => value)).toEqual(hostileTexts.slice(0, -1).map(lines));
    expect(cells.at(-1)![2]).toHaveLength(32_767);
    expect(cells.at(-1)![2].endsWith('x […]')).toBe(true);
  });

  it('leaves out what XML cannot say, and nothing beside it', async () => {
    const { rows } = (await opened(madeUp([['n', null, 1, null, null, null, null, 'a\0b\u0007c\uD800d']])))['made-up']!;
    expect(rows[1]!.H![2]).toBe('abcd');
  });

  it('is refused when it would not fit into memory', async () => {
    function* endless() {
      for (;;) yield plainRows[0]!;
    }
    await expect(toXlsx([madeUp(endless())], citation)).rejects.toBeInstanceOf(WorkbookTooBig);
  });
});
