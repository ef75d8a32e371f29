import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simulateCounty } from '#simulation';
import { dayOf, holidayTables } from '#use-cases';
import { token } from '../apps/api/admin-token.ts';
import { kierto, scratchFolder } from './command-line.ts';
import { tokenOf } from './own-tokens.ts';
import { administrator, type Json, type RunningApi, runApi } from './running-api.ts';

/** Proposals go out as Decidim has them, come in again elsewhere, and go out from there. */

interface Row extends Json {
  readonly id: number;
  readonly reference: string;
  readonly title: Readonly<Record<string, string>>;
  readonly url: string;
}

const until = dayOf(Date.now());
let here: RunningApi;
let there: RunningApi;
let scratch: ReturnType<typeof scratchFolder>;

async function takeIn(api: RunningApi, lines: string): Promise<void> {
  const answer = await fetch(`${api.address}/api/admin/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'x-kierto-token': token },
    body: lines,
  });
  const report = (await answer.text()).trim().split('\n').at(-1)!;
  expect(JSON.parse(report)).toMatchObject({ report: { rejected: 0 } });
  const head = await api.house.store.head();
  await api.house.reads.waitFor(head!.position, 60_000);
}

/** Both sides publish the titles of many proposals, and the reasons of many answers. */
function publishing(county: readonly Json[]): Json[] {
  const fields: Readonly<Record<string, string>> = { ProposalSubmitted: 'title', ProposalDecided: 'reason' };
  const named = county.filter(({ event, id }) => id !== undefined && Object.hasOwn(fields, String(event)));
  return named
    .filter((_, index) => index % 4 > 0)
    .flatMap(({ event, of, id }) =>
      ['group', 'management'].map((side) => ({
        event: 'Published',
        stream: 'proposal',
        of,
        ofEvent: id,
        fields: [fields[String(event)]],
        side,
      })),
    );
}

const get = (api: RunningApi, file: string, words = 'all', headers: Record<string, string> = administrator) =>
  api.send<Row[]>('GET', `/api/decidim/${file}?words=${words}`, undefined, headers);

beforeAll(async () => {
  scratch = scratchFolder();
  [here, there] = [await runApi(), await runApi()];
  const year = Number(until.slice(0, 4));
  const holidays = await holidayTables(year - 3, year + 2);
  const size = { units: 2, groups: 3, years: 2, seed: 'decidim', until, holidays };
  const county = [...simulateCounty(size)] as unknown as Json[];
  await takeIn(here, [...county, ...publishing(county)].map((line) => JSON.stringify(line)).join('\n'));
}, 120_000);
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  scratch.remove();
});

describe('an export for Decidim', () => {
  it('is a JSON list, or the same as CSV with semicolons, a column for each language', async () => {
    const { body, headers } = await get(here, 'proposals.json');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(body.length).toBeGreaterThan(20);
    const csv = await get(here, 'proposals.csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="kierto-open-data-proposals.csv"');
    const [header] = csv.text.split('\n');
    expect(header).toMatch(/^id;author\/id;author\/name;author\/url;taxonomies\/ids;taxonomies\/\d+\/en;/);
    for (const name of ['title/fi', 'body/sv', 'answer/fi', 'state', 'answered_at', 'published_at', 'reference', 'url'])
      expect(header!.split(';')).toContain(name);
  });

  it('names only columns that come back', async () => {
    for (const file of ['proposals.csv', 'results.csv', 'proposals.json', 'results.json']) {
      const path = scratch.file(file, (await get(here, file)).text);
      const files = file.startsWith('results')
        ? [scratch.file('first.json', (await get(here, 'proposals.json')).text), path]
        : [path];
      const { err } = await kierto(['decidim', ...files]);
      expect(err).not.toContain('not known');
      expect(err).toMatch(new RegExp(`${file}: \\d+ rows of ${file.split('.')[0]}: \\d+ taken, 0 not taken`));
    }
  });

  it('of what is published has no other words and nobody’s answer before it was told', async () => {
    const all = (await get(here, 'proposals.json')).body;
    const published = (await get(here, 'proposals.json', 'published')).body;
    expect(published.length).toBeGreaterThan(0);
    expect(published.length).toBeLessThan(all.length);
    expect((await here.send<Row[]>('GET', '/api/decidim/proposals.json', undefined, administrator)).body).toEqual(
      published,
    );
    const known = new Map(all.map((one) => [one.id, one]));
    for (const one of published) {
      expect(known.get(one.id)?.title).toEqual(one.title);
      // A state without words that are public would tell an answer.
      if (one.state === 'accepted' || one.state === 'rejected') expect(one.answer).not.toEqual({});
    }
    expect(published.some(({ state }) => state === 'accepted')).toBe(true);
  });
});

describe('whoever asks for an export', () => {
  const analyst = { 'x-kierto-role': 'analyst' };

  it('gets all words only when they may read words', async () => {
    // The analyst of these headers may.
    expect((await get(here, 'proposals.json', 'all', analyst)).status).toBe(200);
    const nobody = await here.send('GET', '/api/decidim/proposals.json');
    expect(nobody).toMatchObject({ status: 401, body: { code: 'sign-in.needed' } });
    const reader = await get(here, 'proposals.json', 'published', { 'x-kierto-role': 'reader' });
    expect(reader).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
  });

  it('and reads facts alone gets what is published, and no other words', async () => {
    const bearer = {
      authorization: `Bearer ${await tokenOf(here.house, 'counter', { roles: [{ role: 'analyst' }] })}`,
    };
    const all = await get(here, 'proposals.csv', 'all', bearer);
    expect(all).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
    const published = await get(here, 'proposals.json', 'published', bearer);
    expect(published.body).toEqual((await get(here, 'proposals.json', 'published')).body);
  });

  it('for all words is written down with the events whose words they were given', async () => {
    await here.house.access.flush();
    const accesses = async () =>
      (await here.house.vault.access.list({ limit: 100 })).filter(({ operation }) => operation === 'ExportDecidim');
    const before = await accesses();
    await get(here, 'proposals.json', 'published');
    await get(here, 'results.csv');
    await here.house.access.flush();
    const [one, ...others] = await accesses();
    expect(others).toEqual(before);
    expect(one).toMatchObject({ operation: 'ExportDecidim', facts: { address: '/api/decidim/results.csv' } });
    expect((one!.facts as { events: string[] }).events.length).toBeGreaterThan(20);
  });

  it.each([
    ['/api/decidim/votes.csv', 404, 'not-found'],
    ['/api/decidim/proposals.csv?words=some', 400, 'request.parameter'],
    ['/api/decidim/proposals.csv?limit=1', 400, 'request.parameter'],
    ['/api/decidim/proposals.csv?words=all&words=all', 400, 'request.parameter'],
  ])('is told what is wrong with %s', async (path, status, code) => {
    expect(await here.send('GET', path, undefined, administrator)).toMatchObject({ status, body: { code } });
  });
});

describe('proposals that go out and come in elsewhere', () => {
  let told: string;

  beforeAll(async () => {
    const proposals = scratch.file('proposals.csv', (await get(here, 'proposals.csv')).text);
    const results = scratch.file('results.csv', (await get(here, 'results.csv')).text);
    const out = scratch.at('decidim.ndjson');
    told = (await kierto(['decidim', results, proposals, '--lang', 'fi', '--out', out])).err;
    await takeIn(there, readFileSync(out, 'utf8'));
    // The same file once more adds nothing.
    await takeIn(there, readFileSync(out, 'utf8'));
  }, 120_000);

  it('are the same, with their words, days, decisions and withdrawals', async () => {
    // Where the title and the text are left in no common language, the title is told of and left out.
    const isOne = ({ title, body }: Row) => Object.keys(body as object).some((lang) => Object.hasOwn(title, lang));
    const same = (row: Row) => {
      const { reference, body, state, answer, answered_at, published_at, withdrawn, withdrawn_at } = row;
      return {
        reference,
        title: isOne(row) ? row.title : {},
        body,
        state,
        // Deferred is evaluating there, which has no answer.
        answer: state === 'evaluating' ? {} : answer,
        answered_at,
        published_at,
        withdrawn,
        withdrawn_at,
      };
    };
    const inOrder = (rows: readonly Row[]) => rows.map(same).toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
    const rows = (await get(here, 'proposals.json')).body;
    const before = inOrder(rows);
    expect(inOrder((await get(there, 'proposals.json')).body)).toEqual(before);
    const apart = rows.filter((row) => !isOne(row)).length;
    expect(told.match(/title\/\S+: is in another language/g)).toHaveLength(apart);
    expect(apart).toBeLessThan(rows.length / 20);
    const states = Object.groupBy(before, ({ state }) => String(state));
    expect(Object.keys(states).sort()).toEqual(['', 'accepted', 'evaluating', 'rejected']);
    expect(before.some(({ withdrawn }) => withdrawn)).toBe(true);
  });

  it('have changed, and when, as they had', async () => {
    const done = (rows: readonly Row[]) =>
      rows
        .filter(({ status }) => ['changed', 'changedPartly', 'notChanged'].includes((status as { key: string }).key))
        .map(({ reference, status, progress, start_date, end_date, description }) => ({
          reference,
          key: (status as { key: string }).key,
          progress,
          start_date,
          end_date,
          description,
        }))
        .toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
    const before = done((await get(here, 'results.json')).body);
    expect(before.length).toBeGreaterThan(3);
    expect(done((await get(there, 'results.json')).body)).toEqual(before);
  });

  it('say of what Decidim does not record that it is not known', async () => {
    const { body } = await there.send<{ items: Json[] }>('GET', '/api/proposals?limit=200', undefined, administrator);
    const answered = body.items.filter(({ decision }) => decision === 'accepted');
    expect(answered.length).toBeGreaterThan(0);
    for (const one of answered) expect(one.notKnown).toContainEqual({ what: 'telling', step: 'told' });
    const owed = await there.send<{ items: Json[] }>('GET', '/api/owed?overdue=true', undefined, administrator);
    expect(owed.body.items).toEqual([]);
  });
});
