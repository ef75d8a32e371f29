import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shareIds, times } from '#influence';
import { simulateCounty } from '#simulation';
import { holidayTables, importHistory, readLines } from '#use-cases';
import { measureIds, timeIds } from '../apps/api/influence/report-measures.ts';
import { historyNamed, type Line, linesOf } from './counted.ts';
import { administrator, analyst, client } from './driven-api.ts';
import { type Json, type RunningApi, runApi } from './running-api.ts';

/** What the reports say, counted once more by hand: from the lines of the files, and from the lists behind the numbers. */

type Taken = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

async function openWith(bytes: Taken): Promise<RunningApi> {
  const api = await runApi();
  const { context, store, reads } = api.house;
  const { rejected } = await importHistory(context, readLines(bytes));
  expect(rejected).toBe(0);
  const head = await store.head();
  await reads.waitFor(head!.position, 60_000, ['loops', 'steps', 'organisation', 'groups', 'words']);
  return api;
}

const historyOf = (name: string): Taken => createReadStream(historyNamed(name));

async function report(api: RunningApi, path: string, who: Readonly<Record<string, string>> = analyst): Promise<string> {
  const { status, text } = await api.send('GET', path, undefined, who);
  expect([path, status]).toEqual([path, 200]);
  return text;
}

async function pdf(api: RunningApi, path: string): Promise<Buffer> {
  const answer = await fetch(`${api.address}${path}`, { headers: analyst });
  expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'application/pdf']);
  return Buffer.from(await answer.arrayBuffer());
}

/** What is read on a page: without its marks, and without what separates thousands. */
const read = (html: string): string =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&amp;/g, '&')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
    .trim();

/** The rows of a table, by its caption: what is read in each cell, with a bar between the lines of one. */
function table(html: string, caption: string): Readonly<Record<string, readonly string[]>> {
  const found = html.split('<table>').find((one) => one.includes(`>${caption}</caption>`));
  if (!found) throw new Error(`There is no table ${caption}.`);
  const body = found.slice(found.indexOf('<tbody>'), found.indexOf('</tbody>'));
  const lines = (cell: string) => read(cell.replace(/<\/span><span>/g, '|'));
  return Object.fromEntries(
    body
      .split('<tr>')
      .slice(1)
      .map((row) => {
        const [head = '', ...cells] = row
          .split(/<\/t[hd]>/)
          .slice(0, -1)
          .map(lines);
        return [head.split('|')[0]!, cells];
      }),
  );
}

const yearOf = (on: string | undefined): string => on?.slice(0, 4) ?? '';

describe('python-peps', () => {
  let api: RunningApi;
  let lines: readonly Line[];
  const named = (event: string) => lines.filter((line) => line.event === event);
  beforeAll(async () => {
    api = await openWith(historyOf('python-peps'));
    lines = await linesOf('python-peps');
  }, 120_000);
  afterAll(() => api.close());

  /** The proposals of a year, and those of them to which a line decides that is no deferral, by a day. */
  const cohort = (year: string, until: string) => {
    const submitted = new Set(named('ProposalSubmitted').flatMap(({ of, on }) => (yearOf(on) === year ? [of] : [])));
    const decided = named('ProposalDecided').filter(
      ({ of, on, decision }) => submitted.has(of) && decision !== 'deferred' && on! <= until,
    );
    return { submitted, answered: new Set(decided.map(({ of }) => of)) };
  };

  it.each(['2001', '2011', '2021'])(
    'of %s are those that lines submit in it, and answered those that lines decide',
    async (year) => {
      const { submitted, answered } = cohort(year, `${year}-12-31`);
      const page = await report(api, `/reports/yearly?year=${year}&lang=en`);
      expect(submitted.size).toBeGreaterThan(10);
      expect(read(page)).toContain(
        `The proposals of ${year} are those that were certainly submitted in ${year}: ${submitted.size}.`,
      );
      const shares = table(page, `Proposals of ${year}: shares`);
      const withdrawn = Number(/withdrawn before that: (\d+)/.exec(shares.Answered!.at(-1)!)?.[1] ?? 0);
      expect(shares.Answered![0]).toBe(`${answered.size} / ${submitted.size - withdrawn}`);
      expect(shares['Of the group’s own accord']![0]).toBe(`${submitted.size} / ${submitted.size}`);
      expect(shares.Received!.at(-1)).toBe(`not known: ${submitted.size}`);
      const byGroup = new Map<string, number>();
      for (const { group } of named('ProposalSubmitted').filter((line) => submitted.has(line.of))) {
        const name = named('GroupFounded').find((line) => line.of === group)!.words!.name!;
        byGroup.set(name, (byGroup.get(name) ?? 0) + 1);
      }
      const groups = Object.entries(table(page, `Group: proposals of ${year}`));
      expect(groups.map(([group, [count]]) => [group, Number(count)])).toEqual([...byGroup].sort());
    },
  );

  it('tell the proposals of a year from what happened in it', async () => {
    const page = await report(api, '/reports/yearly?year=2021&lang=en');
    const happened = table(page, 'All proposals: for the first time in 2021');
    const first = new Map<string, string>();
    for (const { of, on, decision } of named('ProposalDecided'))
      if (decision !== 'deferred' && !(first.get(of)! <= on!)) first.set(of, on!);
    const answered = [...first.values()].filter((on) => yearOf(on) === '2021').length;
    expect(answered).toBeGreaterThan(cohort('2021', '2021-12-31').answered.size);
    expect(happened.Answered!.slice(0, 2)).toEqual([String(answered), '0']);
    expect(happened.Submitted![0]).toBe(String(cohort('2021', '2021-12-31').submitted.size));
  });

  it('of all years together are 703, and 545 of them were there by the end of 2021', async () => {
    const years = [...new Set(named('ProposalSubmitted').map(({ on }) => yearOf(on)))];
    const on = '2026-11-01';
    let [proposals, answered, decided] = [0, 0, 0];
    for (const year of years) {
      const page = await report(api, `/reports/yearly?year=${year}&on=${on}&lang=en`);
      const shares = table(page, `Proposals of ${year}: shares`);
      proposals += Number(shares['Of the group’s own accord']![0]!.split(' / ')[1]);
      answered += Number(shares.Answered![0]!.split(' / ')[0]);
      decided += cohort(year, on).answered.size;
    }
    expect(proposals).toBe(named('ProposalSubmitted').length);
    expect(proposals).toBe(703);
    expect(answered).toBe(decided);
    expect(named('ProposalSubmitted').filter(({ on: day }) => day! <= '2021-12-31')).toHaveLength(545);
    const happened = table(
      await report(api, '/reports/yearly?year=2021&lang=en'),
      'All proposals: for the first time in 2021',
    );
    expect(happened.Received!.at(-1)).toBe('545');
  }, 120_000);

  it('name what is not known beside what is', async () => {
    const page = read(await report(api, '/reports/yearly?year=2021&lang=en'));
    expect(page).toContain('It does not record at all: receipts, answers being told to the group');
    expect(page).toContain('Loop closed: no share can be counted, because not enough is known of any proposal.');
    expect(page).not.toContain('For 30 proposals no answer was recorded');
  });

  it('are the same bytes for ever at the address that the report names, whatever comes after', async () => {
    const page = await report(api, '/reports/yearly?year=2015&lang=sv');
    const address = /http:\/\/[^<\s]*reports\/yearly\?[^<\s]*/.exec(read(page))![0];
    const path = address.slice(api.address.length);
    const before = [await report(api, path), await pdf(api, path.replace('yearly?', 'yearly.pdf?'))];
    const { body } = await api.send<Json>(
      'PUT',
      '/api/units/new-unit',
      { words: { name: 'Uusi' }, lang: 'fi' },
      administrator,
    );
    await api.house.reads.waitFor(String(body.position), 20_000, ['steps', 'organisation']);
    const after = [await report(api, path), await pdf(api, path.replace('yearly?', 'yearly.pdf?'))];
    expect(after[0]).toBe(before[0]);
    expect((after[1] as Buffer).equals(before[1] as Buffer)).toBe(true);
    const later = await report(api, '/reports/yearly?year=2015&lang=sv');
    expect(read(later)).not.toContain(address);
  });

  it('are as they were known on a day: before they were brought in, there are none', async () => {
    const page = read(await report(api, '/reports/yearly?year=2015&knownOn=2016-01-01&lang=en'));
    expect(page).toContain('As it was knownat the end of 1 January 2016 (place beginning in the log)');
    expect(page).toContain('No proposal is recorded as certainly submitted in 2015.');
  });
});

describe('espoo-jyvaskyla', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await openWith(historyOf('espoo-jyvaskyla'));
  }, 60_000);
  afterAll(() => api.close());

  it.each([
    [
      'fi',
      'ei ole kirjattu vastausta, koska niiden lähteet eivät kirjaa vastauksia. Se ei tarkoita, ettei vastausta annettu.',
    ],
    [
      'sv',
      'har inget svar antecknats, eftersom deras källor inte antecknar svar. Det betyder inte att inget svar gavs.',
    ],
    [
      'en',
      'no answer was recorded, because their sources do not record answers. That does not mean that none was given.',
    ],
  ])('says in %s that no answer was recorded, and not that none was given', async (lang, sentence) => {
    const page = await report(api, `/reports/yearly?year=2022&on=2026-11-01&lang=${lang}`);
    expect(read(page)).toContain(sentence);
    expect(page).toContain(`<html lang="${lang}">`);
    expect(read(page)).toContain('10');
  });

  it('has ten proposals, none of which can be said to be of a year; those of the years of their slides may be', async () => {
    const proposals = (await linesOf('espoo-jyvaskyla')).filter(({ event }) => event === 'ProposalSubmitted');
    expect(proposals).toHaveLength(10);
    const years = ({ on = '' }: Line) => on.split('/').map(yearOf) as [string, string];
    for (const year of ['2015', '2018', '2019', '2021', '2022']) {
      const page = read(await report(api, `/reports/yearly?year=${year}&on=2026-11-01&lang=en`));
      const perhaps = proposals.filter((line) => years(line)[0] <= year && year <= years(line)[1]).length;
      expect(page).toContain(`No proposal is recorded as certainly submitted in ${year}.`);
      expect(page).toContain(
        `There are 10 proposals whose year is not recorded so exactly that it could be said. Of these ${perhaps} may`,
      );
    }
  });

  it('has as many of a unit and those below it as its lists', async () => {
    const page = await report(api, '/reports/yearly?year=2022&on=2026-11-01&lang=en&unit=espoo-aikuissosiaalityo');
    expect(read(page)).toContain('UnitAikuissosiaalityö and all units below it');
    expect(read(page)).toContain('There are 8 proposals whose year is not recorded so exactly that it could be said.');
  });

  it('shows nothing as owed, late or silent, and names the source', async () => {
    const page = read(await report(api, '/reports/yearly?year=2023&lang=en'));
    expect(page).toContain('No silence is known in 2023');
    expect(page).toContain('Nothing is known to have been awaited.');
    expect(page).toContain(
      'Yhteiskehittäjäryhmät aikuissosiaalityössä (slides, Espoo): 8 proposals. No answer of management was recorded in it.',
    );
  });
});

describe('a county that does not exist', () => {
  let api: RunningApi;
  let marked: readonly Readonly<Record<string, string>>[];
  const until = '2026-06-30';
  beforeAll(async () => {
    const holidays = await holidayTables(2023, 2028);
    const county = [...simulateCounty({ units: 3, groups: 11, years: 3, seed: 'reports', until, holidays })];
    marked = county.filter(({ event }) => event === 'MarkedAsInitiative') as never;
    api = await openWith([Buffer.from(county.map((line) => JSON.stringify(line)).join('\n'))]);
  }, 120_000);
  afterAll(() => api.close());

  it.each(['', '&unit=sim-kuvala', '&unit=sim-unit-1&on=2025-06-30'])(
    'has behind each number a list that is as long as the number%s',
    async (narrowed) => {
      const page = await report(api, `/reports/yearly?year=2025&lang=en${narrowed}`);
      const links = [...page.matchAll(/<a href="\/influence\/cases\?([^"]*)">([\d,]+)<\/a>/g)];
      expect(links.length).toBeGreaterThan(200);
      const wanted = new Map(
        links.map(([, query, number]) => [query!.replaceAll('&amp;', '&'), Number(number!.replaceAll(',', ''))]),
      );
      const found = new Map<string, number>();
      for (const query of wanted.keys()) {
        const { body } = await api.send<{ answer: { count: number } }>(
          'GET',
          `/api/influence/cases?${query}&limit=1`,
          undefined,
          analyst,
        );
        found.set(query, body.answer.count);
      }
      expect([...found]).toEqual([...wanted]);
    },
    120_000,
  );

  it.each(['fi', 'sv', 'en'])('says the same in %s on paper as on the page, tagged', async (lang) => {
    const path = (ending: string) => `/reports/yearly${ending}?year=2025&on=2025-12-31&lang=${lang}`;
    const page = await report(api, path(''));
    const bytes = await pdf(api, path('.pdf'));
    const { info, structure } = inspected(bytes);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toMatch(/^Page size: .*\(A4\)$/m);
    expect(info).toMatch(/^CreationDate: .*2025/m);
    const title = read(/<h1>(.*?)<\/h1>/.exec(page)![1]!);
    expect(info).toMatch(new RegExp(`^Title: +${title}$`, 'm'));
    for (const tag of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'Table', 'Caption', 'TR', 'TH', 'TD'])
      expect(structure).toMatch(new RegExp(`^ *${tag}\\b`, 'm'));
    expect(bytes.includes(`/Lang (${lang})`)).toBe(true);
    expect(bytes.includes('/DisplayDocTitle true')).toBe(true);
    const paper = bare(structure.match(/"[^"]*"/g)!.join(''));
    let from = 0;
    for (const text of texts(page)) {
      const at = paper.indexOf(text, from);
      expect([text, at >= from]).toEqual([text, true]);
      from = at + text.length;
    }
  });

  it('reports its initiatives: those that lines mark with a day of arrival in the year', async () => {
    const page = await report(api, '/reports/initiatives?year=2025&lang=en');
    const own = marked.filter(({ arrived }) => yearOf(arrived) === '2025');
    expect(own.length).toBeGreaterThan(1);
    expect(read(page)).toContain(`Arrived${own.length}`);
    for (const { registryNumber } of own) expect(read(page)).toContain(registryNumber);
    expect(read(page)).toContain('within the time that the organisation has set itself (30 days)');
    expect(read(page)).not.toMatch(/\blaw\b|\bAct\b|611\/2021/);
    const paper = bare(inspected(await pdf(api, '/reports/initiatives.pdf?year=2025&lang=en')).structure);
    for (const { registryNumber } of own) expect(paper).toContain(bare(registryNumber!));
  });

  it('reports no initiatives where none arrived', async () => {
    expect(read(await report(api, '/reports/initiatives?year=1999&lang=en'))).toContain(
      'In 1999 no initiative arrived',
    );
    expect((await pdf(api, '/reports/initiatives.pdf?year=1999&lang=fi')).subarray(0, 8).toString()).toBe('%PDF-1.7');
  });

  it('is for those who may see figures, and for people', async () => {
    const status = async (path: string, who: Readonly<Record<string, string>>) => {
      const answer = await fetch(`${api.address}${path}`, { headers: who, redirect: 'manual' });
      return [answer.status, answer.headers.get('content-type')?.split(';')[0]];
    };
    for (const path of ['/reports/yearly', '/reports/yearly.pdf', '/reports/initiatives', '/reports/initiatives.pdf']) {
      expect(await status(path, client)).toEqual([403, 'text/html']);
      expect((await status(path, {}))[0]).toBe(303);
      expect(await status(`${path}?colour=red`, analyst)).toEqual([400, 'text/html']);
      expect(await status(`${path}?year=20x5`, analyst)).toEqual([400, 'text/html']);
    }
    expect(await status('/reports/yearly?year=2199', analyst)).toEqual([400, 'text/html']);
    expect(await status('/reports/yearly?unit=nowhere', analyst)).toEqual([404, 'text/html']);
  });

  it('shows nobody’s words in the yearly report', async () => {
    const page = await report(api, '/reports/yearly?year=2025&lang=fi');
    expect(page).not.toMatch(/<script/);
    const { headers } = await api.send('GET', '/reports/yearly?year=2025', undefined, analyst);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

it('Every share and every time stands in the reports', () => {
  expect([...measureIds].sort()).toEqual([...shareIds].sort());
  expect(timeIds).toEqual(times.map(({ id }) => id));
});

const bare = (text: string): string => text.replace(/[\s"]+/g, '');

/** What is read on a page, piece by piece: what has a place of its own on paper. */
function texts(page: string): string[] {
  const main = page.slice(page.indexOf('<dl>'), page.indexOf('</main>'));
  return [...main.matchAll(/<(h2|h3|p|li|dt|dd|caption|th|td)\b[^>]*>([\s\S]*?)<\/\1>/g)]
    .map(([, , inside]) => bare(read(inside!.replace(/<\/span><span>/g, ' '))))
    .filter((text) => text !== '');
}

/** What another program reads in a PDF: poppler. */
function inspected(bytes: Buffer): { readonly info: string; readonly structure: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-report-'));
  const file = join(folder, 'report.pdf');
  writeFileSync(file, bytes);
  const run = (...parameters: string[]) => {
    const { status, stdout, stderr } = spawnSync('pdfinfo', [...parameters, file], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };
  try {
    return { info: run(), structure: run('-struct-text') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
