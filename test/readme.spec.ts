import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportHistory } from '#use-cases';
import { importDemo, issueDemoLink } from '../apps/api/demo.ts';
import { announce, placeForPages } from './pages/place.ts';
import { runPage, untrueIn } from './pages/shell.ts';
import { type RunningApi, runApi } from './running-api.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const place = placeForPages();
let api: RunningApi;
let early: Response;

/** Presses a button of the demo's front page. */
const enter = (who: string) =>
  fetch(`${api.address}/demo`, {
    method: 'POST',
    body: new URLSearchParams({ who }),
    headers: { origin: api.address },
    redirect: 'manual',
  });

beforeAll(async () => {
  api = await runApi({}, { whoIs: 'real', demo: true });
  announce(api);
  early = await enter('demo-member');
  await importDemo(api.house, api.folder);
  await issueDemoLink(api.house);
  const head = await api.house.store.head();
  const models = (await api.house.reads.status()).models.map(({ name }) => name);
  await api.house.reads.waitFor(head!.position, 60_000, models);
}, 90_000);

afterAll(async () => {
  await api.close();
  place.remove();
});

it('README.md has a first ten minutes that work with the demo, and show what comes', async () => {
  const ran = await runPage(readme, { env: { KIERTO_URL: api.address, DATA_DIR: api.folder }, cwd: place.folder });
  expect(ran.filter(({ shown }) => shown).length).toBeGreaterThan(6);
  expect(untrueIn(ran)).toEqual([]);
}, 60_000);

describe('the demo', () => {
  it('names every theme, method and programme of its histories in three languages', async () => {
    const entered = await enter('demo-analyst');
    const cookie = entered.headers
      .getSetCookie()
      .find((one) => /^kierto=[\w-]+;/.test(one))!
      .split(';')[0]!;
    const ask = async (path: string) => (await fetch(`${api.address}${path}`, { headers: { cookie } })).json();
    type Called = { code: string; label: { lang: string; versions?: { lang: string }[] } | null };
    const named = (list: readonly Called[]) => {
      const languages = ({ label }: Called) => [label?.lang, ...(label?.versions ?? []).map(({ lang }) => lang)];
      return new Set(list.filter((one) => languages(one).sort().join(' ') === 'en fi sv').map(({ code }) => code));
    };
    const { themes, methods, programmes } = (await ask('/api/organisation')) as Record<
      'themes' | 'methods' | 'programmes',
      readonly Called[]
    >;
    const used = { theme: new Set<string>(), method: new Set<string>(), programme: new Set<string>() };
    const texts: string[] = [];
    await exportHistory(api.house.context, (text) => void texts.push(text));
    for (const line of texts.join('').trim().split('\n')) {
      const { theme, themes: several = [], methods: ways = [], programme } = JSON.parse(line);
      for (const code of [theme, ...several]) if (code !== undefined) used.theme.add(code);
      for (const code of ways) used.method.add(code);
      if (programme !== undefined) used.programme.add(programme);
    }
    const nameless = (of: Set<string>, list: readonly Called[]) => [...of].filter((code) => !named(list).has(code));
    expect(Math.min(used.theme.size, used.method.size, used.programme.size)).toBeGreaterThan(0);
    expect(nameless(used.theme, themes)).toEqual([]);
    expect(nameless(used.method, methods)).toEqual([]);
    expect(nameless(used.programme, programmes)).toEqual([]);
  });
});

describe("the demo's front page", () => {
  it('says that the demo is not in yet', async () => {
    expect([early.status, early.headers.get('set-cookie')]).toEqual([200, null]);
    expect(await early.text()).toContain('Esittelyn tietoja tuodaan vielä');
  });

  it.each([
    ['demo-member', '/groups/sim-group-1', '/api/groups/sim-group-1/home'],
    ['demo-coordinator', '/groups/sim-group-1/agenda', '/api/groups/sim-group-1/agenda'],
    ['demo-management', '/board', '/api/posts/head-sim-unit-1/handover'],
    ['demo-analyst', '/start', '/api/steps'],
    ['demo-administrator', '/admin', '/api/accounts'],
  ])('lets somebody in as %s, by one button that leads to %s', async (who, door, view) => {
    expect(await (await fetch(api.address)).text()).toContain(`value="${who}"`);
    const entered = await enter(who);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, `${door}?lang=fi`]);
    const session = entered.headers.getSetCookie().find((one) => /^kierto=[\w-]+;/.test(one))!;
    const seen = await fetch(`${api.address}${view}`, { headers: { cookie: session.split(';')[0]! } });
    expect(seen.status).toBe(200);
  });

  it("leads to the group's link, which each start makes anew", async () => {
    const linkOf = async () => /href="(\/g\/[\w-]+)"/.exec(await (await fetch(api.address)).text())![1]!;
    const open = async (link: string) => (await fetch(`${api.address}${link}`)).status;
    const first = await linkOf();
    expect(await open(first)).toBe(200);
    const before = (await api.house.store.head())!.position;
    await issueDemoLink(api.house);
    const second = await linkOf();
    expect([await open(second), second === first]).toEqual([200, false]);
    expect((await api.house.store.head())!.position).toBe(before);
  });

  it('has something to see in each view', async () => {
    const asDemo = async (who: string, path: string) => {
      const session = (await enter(who)).headers.getSetCookie().find((one) => /^kierto=[\w-]+;/.test(one))!;
      const answer = await fetch(`${api.address}${path}`, { headers: { cookie: session.split(';')[0]! } });
      return (await answer.json()) as Record<string, unknown>;
    };
    const home = await asDemo('demo-member', '/api/groups/sim-group-1/home?limit=50');
    const bench = (home.proposals as { id: string }[]).find(({ id }) => id === 'demo-bench');
    expect(bench).toMatchObject({ untold: { from: expect.any(String) }, path: { told: { state: 'awaited' } } });
    expect(JSON.stringify(home)).not.toContain('Penkki tulee katoksen alle');
    expect(await asDemo('demo-coordinator', '/api/proposals/demo-signs')).toMatchObject({ disputed: true });
    expect(await asDemo('demo-coordinator', '/api/groups/sim-group-1/agenda')).toMatchObject({
      nextMeeting: { id: 'demo-meeting' },
      pressedOnTheLink: [expect.anything()],
    });
    for (const [who, waitsFor] of [
      ['demo-member', 'group'],
      ['demo-management', 'management'],
    ])
      expect((await asDemo(who!, `/api/publishing?waitsFor=${waitsFor}`)).items).toHaveLength(1);
  });

  it('lets nobody in as anybody else, and nobody at all where there is no demo', async () => {
    expect((await enter('anna')).status).toBe(404);
    const other = await runApi({}, { whoIs: 'real' });
    const answer = await other.send('POST', '/demo', 'who=demo-administrator', {
      origin: other.address,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(answer.status).toBe(404);
    expect(await (await fetch(other.address)).text()).not.toContain('demo-administrator');
    await other.close();
  });
});

it('README.md names only folders that are there', () => {
  const tree = /```text\n(apps\/api [\s\S]*?)```/.exec(readme)![1]!;
  const folders = tree
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0]!);
  expect(folders.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
