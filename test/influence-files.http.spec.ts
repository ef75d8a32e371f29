import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TableShape } from '#open-data';
import { simulateCounty } from '#simulation';
import { holidayTables, importHistory, readLines } from '#use-cases';
import { factsTable, waitsTable } from '../apps/api/influence/fact-columns.ts';
import { administrator, analyst, anybody, client, coordinator, drive } from './driven-api.ts';
import { medianInR, shareInSql } from './pages/influence-data.ts';
import { r } from './r.ts';
import { type RunningApi, runApi } from './running-api.ts';

interface Described {
  readonly resources: readonly {
    readonly name: string;
    readonly path: string;
    readonly schema: { fields: object[] };
  }[];
  readonly licenses?: object[];
  readonly citation: string;
}

let api: RunningApi;
let duck: DuckDBConnection;
const folder = mkdtempSync(join(tmpdir(), 'kierto-influence-files-'));

beforeAll(async () => {
  api = await runApi({ DATA_LICENCE: 'CC-BY-4.0' });
  duck = await (await DuckDBInstance.create(':memory:')).connect();
  const { context } = api.house;
  await importHistory(context, readLines(createReadStream('histories/espoo-jyvaskyla.ndjson')));
  const holidays = await holidayTables(2022, 2027);
  const size = { units: 2, groups: 6, years: 3, seed: 'files', until: '2026-06-30', holidays };
  const county = [...simulateCounty(size)].map((line) => JSON.stringify(line)).join('\n');
  expect(await importHistory(context, readLines([Buffer.from(county)]))).toMatchObject({ rejected: 0 });
  await drive(api).does(administrator, 'FoundGroup', 'lobby', {
    kind: 'coDevelopment',
    unit: 'sim-unit-1',
    words: { name: 'Aula' },
  });
});
afterAll(async () => {
  duck.disconnectSync();
  await api.close();
  rmSync(folder, { recursive: true });
});

/** A file as bytes, and where it says it lies for ever. */
async function download(path: string, who = administrator) {
  const answer = await fetch(path.startsWith('http') ? path : `${api.address}/api/influence/${path}`, { headers: who });
  return {
    status: answer.status,
    bytes: Buffer.from(await answer.arrayBuffer()),
    name: /filename="([^"]*)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1],
    type: answer.headers.get('content-type'),
    address: answer.headers.get('content-location')!,
  };
}

/** DuckDB would take a column of yes and no for truths: it is told which columns are texts, as the dictionary says. */
const texts = ({ columns }: TableShape): string =>
  `types = {${columns.flatMap(({ name, type }) => (type === 'string' ? [`'${name}': 'VARCHAR'`] : [])).join(', ')}}`;

type Reader = (file: string, table: TableShape) => string;
const readers: Readonly<Record<string, Reader>> = {
  'csv?': (file, table) => `read_csv('${file}', sample_size = -1, ${texts(table)})`,
  'csv?dialect=excel': (file, table) =>
    `read_csv('${file}', delim = ';', decimal_separator = ',', sample_size = -1, ${texts(table)})`,
  'json?': (file) => `read_json('${file}', sample_size = -1)`,
  'parquet?': (file) => `read_parquet('${file}')`,
};

async function ask(path: string, source: Reader, sql: string) {
  const file = join(folder, 'file');
  const { status, bytes } = await download(path);
  expect({ status, text: status === 200 ? '' : bytes.toString() }).toEqual({ status: 200, text: '' });
  writeFileSync(file, bytes);
  return (
    await duck.runAndReadAll(sql.replaceAll('TABLE', source(file, path.startsWith('waits') ? waitsTable : factsTable)))
  ).getRowObjectsJson();
}

const day = 'on=2026-01-01';
const types: Readonly<Record<string, readonly string[]>> = {
  string: ['VARCHAR'],
  integer: ['BIGINT', 'INTEGER'],
  year: ['BIGINT', 'INTEGER'],
  boolean: ['BOOLEAN'],
  date: ['DATE'],
};

describe.each(Object.entries(readers))('DuckDB reads the files in %s', (format, source) => {
  it.each([
    ['facts', factsTable],
    ['waits', waitsTable],
  ] as const)('%s, with the types that the dictionary says', async (table, { columns }) => {
    const found = await ask(
      `${table}.${format}&${day}`,
      source,
      'select column_name as name, column_type as type from (describe select * from TABLE)',
    );
    expect(found.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
    const filled = await ask(
      `${table}.${format}&${day}`,
      source,
      `select ${columns.map(({ name }) => `count("${name}")::int as "${name}"`).join(', ')} from TABLE`,
    );
    // A column without any value has no type that a reader of text could guess.
    const wrong = columns.filter(
      ({ name, type }, index) => Number(filled[0]![name]) > 0 && !types[type]!.includes(String(found[index]!.type)),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(columns.filter(({ name }) => Number(filled[0]![name]) > 0).length).toBeGreaterThan(columns.length / 2);
  });

  it('and finds in each share what the figures count', async () => {
    const { body } = await api.send<{ answer: { measure: string; whole: { counts: Record<string, number> } }[] }>(
      'GET',
      `/api/influence/figures?${day}`,
      undefined,
      administrator,
    );
    const told = body.answer.flatMap(({ measure, whole }) => {
      const name = `share_${measure.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      if (!factsTable.columns.some((column) => column.name === name)) return [];
      return Object.entries(whole.counts).flatMap(([part, n]) => (n > 0 ? [{ name, part, n }] : []));
    });
    const shares = factsTable.columns.filter(({ name }) => name.startsWith('share_')).map(({ name }) => name);
    const found = await ask(
      `facts.${format}&${day}`,
      source,
      `select name, part, count(*)::int as n from (unpivot (select ${shares.map((name) => `${name}::varchar as ${name}`).join(', ')} from TABLE) on columns(*) into name name value part) group by 1, 2`,
    );
    const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(told.length).toBeGreaterThan(20);
    expect(sorted(found)).toEqual(sorted(told));
  });

  it('and finds the waits of proposals that are there', async () => {
    const [found] = await ask(
      `waits.${format}&${day}`,
      source,
      `select count(*)::int as n, count(distinct proposal)::int as proposals, sum(open::int)::int as open from TABLE`,
    );
    expect(Number(found!.n)).toBeGreaterThan(Number(found!.proposals));
    expect(Number(found!.open)).toBeGreaterThan(0);
  });
});

describe('R', () => {
  it.each([
    ['plain', "read.csv(commandArgs(TRUE)[1], na.strings = '')"],
    ['excel', "read.csv2(commandArgs(TRUE)[1], na.strings = '', fileEncoding = 'UTF-8-BOM')"],
  ])('finds the median time to an answer in the file of dialect %s that we say', async (dialect, read) => {
    const { body } = await api.send<{ answer: { curves: { median: Record<string, number>; survival: object[] }[] } }>(
      'GET',
      `/api/influence/times?time=toAnswer&${day}`,
      undefined,
      administrator,
    );
    const [curve] = body.answer.curves;
    const file = join(folder, 'facts.csv');
    writeFileSync(file, (await download(`facts.csv?${day}&dialect=${dialect}`)).bytes);
    const lines = r(
      `${medianInR(read)}
      cat(sprintf('%.6f', summary(fit)$table[c('median', '0.95LCL', '0.95UCL')]), '\\n')
      cat(fit$n, sprintf('%.9f', tail(fit$surv, 1)), '\\n')`,
      file,
    );
    const [median, last] = lines.slice(-2);
    const known = (value: number | undefined) => (value === undefined ? 'NA' : value.toFixed(6));
    const { value, low, high } = curve!.median;
    expect(median!.trim()).toBe([value, low, high].map(known).join(' '));
    const steps = curve!.survival as { atRisk: number; survival: number }[];
    expect(last!.trim()).toBe(`${steps[0]!.atRisk} ${steps.at(-1)!.survival.toFixed(9)}`);
    expect(value).toBeGreaterThan(0);
  });
});

describe('a file', () => {
  it('is the same bytes from its own address, also when more has been recorded and nothing is remembered of it', async () => {
    const names = ['facts.csv', 'facts.json', 'facts.parquet', 'waits.csv', 'waits.json', 'waits.parquet'];
    const all = () => Promise.all(names.map((name) => download(`${name}?origin=own`)));
    const first = await all();
    for (const { address, name } of first) {
      expect(address).toMatch(/[?&]at=/);
      expect(name).toMatch(/^kierto-(facts|waits)-on-\d{4}-\d{2}-\d{2}-at-[A-Za-z0-9-]+\.(csv|json|parquet)$/);
    }
    await drive(api).does(coordinator, 'SubmitProposal', 'later', {
      group: 'lobby',
      unit: 'sim-unit-1',
      origin: 'own',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: 'Myöhempi', text: 'Myöhempi' },
    });
    // As many other days as make it forget this one.
    for (const year of [2020, 2021, 2022, 2023, 2024]) await download(`waits.json?on=${year}-01-01`);
    const again = await Promise.all(first.map(({ address }) => download(address)));
    const now = await all();
    for (const [index, { bytes, address }] of first.entries()) {
      expect({ name: names[index], same: again[index]!.bytes.equals(bytes), address: again[index]!.address }).toEqual({
        name: names[index],
        same: true,
        address,
      });
      expect(now[index]!.bytes.equals(bytes)).toBe(false);
    }
  });

  it('is a workbook too', async () => {
    const { bytes, type, name } = await download(`waits.xlsx?${day}`);
    expect(type).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(name).toMatch(/\.xlsx$/);
  });

  it('says in its name how it is written', async () => {
    expect((await download(`facts.csv?${day}&dialect=excel`)).name).toMatch(/-excel\.csv$/);
  });

  it('has of a unit only what somebody may see there', async () => {
    const all = await ask(`facts.parquet?${day}`, readers['parquet?']!, 'select count(*)::int as n from TABLE');
    const own = await ask(
      `facts.parquet?${day}&unit=sim-unit-1`,
      readers['parquet?']!,
      'select count(*)::int as n from TABLE',
    );
    expect(Number(own[0]!.n)).toBeGreaterThan(0);
    expect(Number(own[0]!.n)).toBeLessThan(Number(all[0]!.n));
  });

  it.each([
    ['facts.txt', 404],
    ['facts.csv?dialect=french', 400],
    ['facts.json?dialect=excel', 400],
    ['facts.csv?colour=red', 400],
    ['facts.csv?unit=a&unit=b', 400],
    ['facts.csv?on=2099-01-01', 400],
    ['facts.csv?at=nowhere', 400],
    ['citation?file=facts.txt', 400],
  ])('is not made of %s', async (path, status) => {
    const answer = await download(path);
    expect({ path, status: answer.status, type: answer.type }).toEqual({
      path,
      status,
      type: expect.stringContaining('application/problem+json'),
    });
  });

  it.each([
    ['an analyst', analyst, 200],
    ['a coordinator', coordinator, 403],
    ['a client', client, 403],
    ['nobody', anybody, 401],
  ])('is given to %s or not: as the figures are', async (_, who, status) => {
    expect((await download(`facts.csv?${day}`, who)).status).toBe(status);
    expect((await download(`citation?${day}`, who)).status).toBe(status);
    expect((await api.send('GET', '/api/influence/figures', undefined, who)).status).toBe(status);
  });
});

describe('the facts of a real history', () => {
  it('say of Espoo that no answer was recorded, not that none was given', async () => {
    const rows = await ask(
      `facts.parquet?${day}&source=espoo-slides`,
      readers['parquet?']!,
      'select share_answered as part, to_answer_end as ended, count(*)::int as n, count(answered_first)::int as answered from TABLE group by 1, 2 order by 1',
    );
    expect(rows).toEqual([{ part: 'notKnown', ended: 'notKnown', n: expect.any(Number), answered: 0 }]);
  });

  it('give the share that the page about them shows how to find', async () => {
    const { bytes } = await download(`facts.parquet?${day}`);
    const file = join(folder, 'facts.parquet');
    writeFileSync(file, bytes);
    const [found] = (await duck.runAndReadAll(shareInSql(file))).getRowObjectsJson();
    const { body } = await api.send<{ answer: { whole: { counts: Record<string, number> } }[] }>(
      'GET',
      `/api/influence/figures?measure=answered&${day}`,
      undefined,
      administrator,
    );
    const { yes, no, recorded, notKnown } = body.answer[0]!.whole.counts;
    expect(found).toEqual({ yes: String(yes), no: String(no), not_known: String(recorded! + notKnown!) });
  });
});

describe('what describes the files', () => {
  it('has an address for each, which gives the columns it says', async () => {
    const { body, status } = await api.send<Described>(
      'GET',
      `/api/influence/datapackage.json?${day}`,
      undefined,
      administrator,
    );
    expect({ status, licences: body.licenses }).toEqual({ status: 200, licences: [{ name: 'CC-BY-4.0' }] });
    expect(body.resources.map(({ name }) => name)).toEqual([
      'facts-csv',
      'facts-csv-excel',
      'facts-xlsx',
      'facts-json',
      'facts-parquet',
      'waits-csv',
      'waits-csv-excel',
      'waits-xlsx',
      'waits-json',
      'waits-parquet',
    ]);
    for (const { name, path, schema } of body.resources.filter((one) => /-csv$/.test(one.name))) {
      const { bytes, address } = await download(path);
      expect({ name, address }).toEqual({ name, address: path });
      const [header] = bytes.toString().split('\n');
      expect(header!.split(',')).toEqual((schema.fields as { name: string }[]).map((field) => field.name));
    }
  });

  it('names the place in the log, and says it in the three ways of references', async () => {
    const { body } = await api.send<{ text: string; bibtex: string; csl: { URL: string }[]; url: string }>(
      'GET',
      `/api/influence/citation?${day}&file=waits.parquet`,
      undefined,
      administrator,
    );
    const head = (await api.house.store.head())!;
    expect(body.text).toContain(`Log ${api.house.store.identity}, position ${head.position}, event ${head.event}`);
    expect(body.text).toContain('as it was on 2026-01-01');
    expect(body.text).toMatch(/^Espoo/);
    expect(body.csl[0]!.URL).toBe(body.url);
    expect(body.bibtex).toContain('@misc{');
    const { address } = await download(body.url);
    expect(address).toBe(body.url);
  });

  it('names what was known on a day', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const { body } = await api.send<{ text: string; url: string }>(
      'GET',
      `/api/influence/citation?${day}&knownOn=${today}`,
      undefined,
      administrator,
    );
    expect(body.text).toContain(`as it was known on ${today}`);
    expect(body.url).toMatch(/at=.*on=2026-01-01/);
    expect(body.url).not.toContain('knownOn');
  });
});
