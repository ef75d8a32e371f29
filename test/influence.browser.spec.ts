import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { atConsole } from '#permissions';
import { simulateCounty } from '#simulation';
import { holidayTables, importHistory, readLines } from '#use-cases';
import type { Visitor } from './browser.ts';
import { labelled, leads, openTown, type Saying, sayingIn, settled, type Town, wrongWith } from './people-at-work.ts';

/** What analysts see of influence in a browser: a county that does not exist, and the history of real groups beside it. */

let town: Town;
const says = {} as Record<'fi' | 'sv' | 'en', Saying>;
const until = '2026-06-30';
const today = '2026-06-30';

/** Somebody's own words, which no analyst may come across. */
const secret = 'Salaisuus';

beforeAll(async () => {
  town = await openTown();
  for (const lang of ['fi', 'sv', 'en'] as const) says[lang] = (await sayingIn(lang)).web;
  const holidays = await holidayTables(2023, 2028);
  const county = [...simulateCounty({ units: 2, groups: 11, years: 2, seed: 'influence', until, holidays })];
  const told = county.map((line) => JSON.stringify(withSecret(line as unknown as Line)));
  const real = readFileSync(join(import.meta.dirname, '../histories/espoo-jyvaskyla.ndjson'), 'utf8');
  for (const text of [told.join('\n'), real]) {
    const taken = await importHistory(town.api.house.context, readLines([Buffer.from(text)]));
    expect(taken).toMatchObject({ problems: [] });
  }
  await town.does(atConsole, 'InviteAccount', 'analyst', { language: 'fi', name: 'Tutkija' });
  await town.does(atConsole, 'GrantRole', 'analyst', { role: 'analyst' });
}, 240_000);
afterAll(() => town?.close());

interface Line {
  readonly event?: string;
  readonly words?: Readonly<Record<string, string>>;
}

/** Names of units and groups everybody may read; the words of proposals only who may. */
const withSecret = (line: Line): Line =>
  line.words && /^(Proposal|Decision|FollowUp|Trial|Answer)/.test(line.event ?? '')
    ? {
        ...line,
        words: Object.fromEntries(Object.entries(line.words).map(([field, text]) => [field, `${secret} ${text}`])),
      }
    : line;

const pages = [
  '/influence',
  '/influence/measures/answered',
  '/influence/measures/changed?by=kind&across=year',
  '/influence/measures/promiseKept?by=unit',
  '/influence/times',
  '/influence/times?time=toTelling&by=group',
  '/influence/flow',
  '/influence/silence',
  '/influence/groups',
  '/influence/hours',
  '/influence/cases?measure=answered&part=yes',
  '/influence/data',
];

const comes = (lang: 'fi' | 'sv' | 'en' = 'fi', width = 1280) => town.comes({ account: 'analyst', lang, width });

/** Nothing is on its way any more, and what is drawn is drawn. */
async function drawn(visitor: Visitor, lang: 'fi' | 'sv' | 'en' = 'fi'): Promise<void> {
  await settled(visitor, says[lang]);
  const { page } = visitor;
  await page.getByText(says[lang]('influence.making'), { exact: true }).first().waitFor({ state: 'hidden' });
  await page.locator('.plot:not(:has(svg))').first().waitFor({ state: 'hidden' });
}

async function opens(visitor: Visitor, path: string, lang: 'fi' | 'sv' | 'en' = 'fi'): Promise<void> {
  await visitor.page.goto(path);
  await drawn(visitor, lang);
}

describe('the pages about influence', () => {
  it.each(['fi', 'sv', 'en'] as const)(
    'are whole and without barriers, wide and narrow, and break no policy: %s',
    async (lang) => {
      const visitor = await comes(lang);
      const { page } = visitor;
      await page.goto('/start');
      await settled(visitor, says[lang]);
      const wrong: string[] = [];
      for (const path of pages)
        for (const [width, height] of [
          [1280, 900],
          [360, 740],
        ] as const) {
          await page.setViewportSize({ width, height });
          await leads(page, path);
          await drawn(visitor, lang);
          const found = [...(await wrongWith(visitor))];
          const text = (await page.locator('main').textContent()) ?? '';
          // A key that nobody has put into words stands there as it is.
          const keys = text.match(/\b(influence|measure\w*|among|time\w*|dimension\w*|part|closed|flowNode)\.\w+/g);
          if (keys) found.push(`not in words: ${keys}`);
          if (text.includes(secret)) found.push('words of a proposal');
          wrong.push(...found.map((one) => `${path} ${width}: ${one}`));
        }
      expect(wrong).toEqual([]);
      await visitor.context.close();
    },
    240_000,
  );

  it('alone fetch what draws', async () => {
    const visitor = await comes();
    const fetched: string[] = [];
    visitor.page.on('request', (request) => {
      if (/\/assets\/chart-/.test(request.url())) fetched.push(request.url());
    });
    for (const path of ['/start', '/groups', '/influence/data']) await opens(visitor, path);
    expect(fetched).toEqual([]);
    await opens(visitor, '/influence/times');
    expect(fetched).toHaveLength(1);
    await visitor.context.close();
  });

  it('do not open to members of groups', async () => {
    const circle = await town.circle('influence', 'fi');
    const visitor = await town.comes({ account: circle.member });
    await visitor.page.goto('/start');
    await settled(visitor, says.fi);
    expect(await visitor.page.getByRole('link', { name: says.fi('nav.influence'), exact: true }).count()).toBe(0);
    await visitor.page.goto('/influence');
    await visitor.page.getByText(says.fi('problem.denied')).first().waitFor();
    await visitor.context.close();
  });
});

describe('every number', () => {
  it('opens to a list that is as long as it says', async () => {
    const visitor = await comes();
    const { page, context } = visitor;
    const wrong: string[] = [];
    let looked = 0;
    for (const path of pages.filter((one) => !/cases|data/.test(one))) {
      await opens(visitor, path);
      const links = await page.locator('a[href*="/influence/cases"]').evaluateAll((all) =>
        all.map((link) => ({
          href: (link as unknown as { href: string }).href,
          text: (link as unknown as { textContent: string }).textContent,
          isCell: (link as unknown as { closest(of: string): unknown }).closest('td') !== null,
        })),
      );
      expect({ path, links: links.length > 0 }).toEqual({ path, links: true });
      for (const { href, text, isCell } of links.filter((_, at) => at % 3 === 0)) {
        // A text that looks like a number stands in quotation marks.
        const asked = new URL(href).searchParams;
        for (const [key, value] of asked) asked.set(key, value.replaceAll('"', ''));
        const search = `${asked}&limit=200`;
        const { answer } = (await (await context.request.get(`/api/influence/cases?${search}`)).json()) as {
          answer?: { count: number; items: unknown[] };
        };
        const said = Number((isCell ? text : (/^[\d\s]+/.exec(text)?.[0] ?? 'NaN')).replace(/\s/g, ''));
        looked += 1;
        if (!answer || (!Number.isNaN(said) && answer.count !== said)) wrong.push(`${path} ${text}: ${search}`);
        if (answer && answer.count <= 200 && answer.items.length !== answer.count) wrong.push(`short: ${search}`);
      }
    }
    expect(looked).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
    await context.close();
  }, 240_000);

  it('leads by keyboard to its list, and from there to a proposal and what was recorded of it', async () => {
    const visitor = await comes();
    const { page } = visitor;
    await opens(visitor, '/influence/measures/answered');
    const cell = page.locator('td a').first();
    const count = (await cell.textContent())!;
    await cell.focus();
    await page.keyboard.press('Enter');
    await page.getByText(says.fi('influence.cases.count', { count: Number(count) }), { exact: true }).waitFor();
    await page.locator('main li h2 a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/proposals\//);
    await settled(visitor, says.fi);
    expect(visitor.faults()).toEqual([]);
    await visitor.context.close();
  });

  it('says that a source does not record, never that there was nothing', async () => {
    const visitor = await comes();
    await opens(visitor, '/influence/measures/answered?source=espoo-slides');
    const text = (await visitor.page.locator('main').textContent())!;
    expect(text).toContain('ei tiedetä, koska lähteet eivät kirjaa tällaista');
    expect(text).toContain('Se ei tarkoita, ettei niin tapahtunut');
    expect(text).toContain(says.fi('influence.measure.saysNothing'));
    await visitor.context.close();
  });
});

describe('a figure', () => {
  const taken = async ({ page }: Visitor, name: string) => {
    const coming = page.waitForEvent('download');
    await page.locator('.figure').first().getByRole('button', { name, exact: true }).click();
    const download = await coming;
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };

  it('is saved as a picture of its own, as pixels, and as numbers', async () => {
    const visitor = await comes();
    await opens(visitor, `/influence/times?on=${today}`);
    const svg = await taken(visitor, says.fi('influence.save.svg'));
    expect(svg.name).toBe(`kierto-toAnswer-curve-${today}.svg`);
    const text = svg.bytes.toString('utf8');
    expect(text).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(text).toContain(`<title>${says.fi('time.toAnswer')}`);
    expect(text).toMatch(/<desc>Kierto\. .*at=/);
    expect(text).not.toMatch(/ style=|<style|<script/);
    const png = await taken(visitor, says.fi('influence.save.png'));
    expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.bytes.readUInt32BE(16)).toBe(1920);
    const csv = (await taken(visitor, says.fi('influence.save.csv'))).bytes.toString('utf8');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    const [head, row] = csv.slice(1).split('\r\n');
    expect(row!.split(';')).toHaveLength(head!.split(';').length);
    expect(visitor.faults()).toEqual([]);
    await visitor.context.close();
  });

  it('has commas between its numbers where the language is English', async () => {
    const visitor = await comes('en');
    await opens(visitor, '/influence/measures/answered', 'en');
    const csv = (await taken(visitor, says.en('influence.save.csv'))).bytes.toString('utf8');
    expect(csv).toMatch(/^\uFEFFWhat,Share,Yes/);
    expect(csv).toMatch(/\r\nAnswered,0\.\d+,\d+,/);
    await visitor.context.close();
  });

  it('is made again by its address, the same after more was recorded', async () => {
    const visitor = await comes();
    const { page } = visitor;
    await opens(visitor, '/influence/measures/answered?by=group');
    const address = await page.locator('.cited input').first().inputValue();
    expect(address).toMatch(/[?&]on=\d{4}-\d{2}-\d{2}&at=/);
    const before = await page.locator('.figure table').last().textContent();
    const circle = await town.circle('later', 'fi');
    await town.does(circle.as.coordinator, 'SubmitProposal', 'later-one', {
      group: circle.group,
      unit: circle.unit,
      kind: 'idea',
      answerWanted: 'decision',
      on: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
      words: { title: secret },
    });
    await opens(visitor, '/influence/measures/answered?by=group');
    expect(await page.locator('.figure table').last().textContent()).not.toBe(before);
    await page.goto(address);
    await drawn(visitor);
    expect(await page.locator('.figure table').last().textContent()).toBe(before);
    await visitor.context.close();
  });
});

describe('the files and reports', () => {
  it('come, narrowed down as the bar says, and hold no word of a proposal', async () => {
    const visitor = await comes();
    const { page, context } = visitor;
    await opens(visitor, `/influence/data?kind=idea&on=${today}`);
    const hrefs = await page
      .locator('main dl a, main section li a')
      .evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href));
    const wrong: string[] = [];
    for (const href of hrefs) {
      const answer = await context.request.get(href);
      const bytes = await answer.body();
      if (answer.status() !== 200 || bytes.length === 0) wrong.push(`${answer.status()} ${href}`);
      if (bytes.includes(secret)) wrong.push(`words of a proposal: ${href}`);
    }
    expect(hrefs.length).toBeGreaterThanOrEqual(16);
    expect(wrong).toEqual([]);
    const [excel] = hrefs.filter((href) => href.includes('facts.csv') && href.includes('dialect=excel'));
    const [head, ...rows] = (await (await context.request.get(excel!)).text()).trim().split('\r\n');
    const kind = head!.split(';').indexOf('kind');
    expect(rows.length).toBeGreaterThan(10);
    expect([...new Set(rows.map((row) => row.split(';')[kind]))]).toEqual(['idea']);
    await context.close();
  }, 120_000);
});

describe('what is looked at', () => {
  it('stands in the address and goes along from page to page', async () => {
    const visitor = await comes();
    const { page } = visitor;
    await opens(visitor, '/influence');
    await page.getByText(says.fi('influence.filters'), { exact: true }).click();
    await page.getByLabel(labelled(says.fi('dimension.kind'))).selectOption('idea');
    await page.waitForURL(/kind=idea/);
    await page.getByLabel(says.fi('influence.filters.on'), { exact: true }).fill('2025-12-31');
    await page.keyboard.press('Enter');
    await page.waitForURL(/on=2025-12-31/);
    await drawn(visitor);
    await page.getByRole('link', { name: says.fi('influence.room.times'), exact: true }).click();
    await page.waitForURL(/\/influence\/times\?.*kind=idea/);
    expect(new URL(page.url()).searchParams.get('on')).toBe('2025-12-31');
    await drawn(visitor);
    await page.getByRole('link', { name: says.fi('influence.filters.clear') }).click();
    await page.waitForURL((url) => !url.search.includes('kind'));
    expect(visitor.faults()).toEqual([]);
    await visitor.context.close();
  });

  it('says so when nothing is left', async () => {
    const visitor = await comes();
    await opens(visitor, '/influence?kind=idea&year=1999');
    await visitor.page.getByText(says.fi('influence.empty'), { exact: true }).waitFor();
    expect(await wrongWith(visitor)).toEqual([]);
    await visitor.context.close();
  });

  it('says that nothing can be counted on a day to come, and where to choose another', async () => {
    const { page, context } = await comes();
    await page.goto('/influence?on=2099-01-01');
    await page.getByRole('alert').getByText(says.fi('problem.limits')).waitFor();
    await page.getByRole('link', { name: says.fi('influence.filters.clear') }).click();
    await page.getByRole('heading', { name: says.fi('influence.overview.question') }).waitFor();
    await context.close();
  });

  it('says how far it is while it is made, and stops asking when somebody has had enough', async () => {
    const visitor = await comes('fi', 360);
    const { page } = visitor;
    let asked = 0;
    await page.route(/\/api\/influence\/figures/, (route) => {
      asked += 1;
      return route.fulfill({ json: { making: { done: 400, of: 1000 } } });
    });
    await page.goto('/influence');
    await page.getByText(says.fi('influence.making.done', { done: '400', of: '1 000' })).waitFor();
    await page.waitForRequest(/\/api\/influence\/figures/);
    expect(await wrongWith(visitor)).toEqual([]);
    await page.getByRole('button', { name: says.fi('influence.making.cancel') }).click();
    await page.getByText(says.fi('influence.making.cancelled')).waitFor();
    const then = asked;
    await page.unroute(/\/api\/influence\/figures/);
    await page.getByRole('button', { name: says.fi('influence.making.again') }).click();
    await drawn(visitor);
    await page.getByRole('heading', { name: says.fi('influence.overview.question') }).waitFor();
    expect(asked).toBe(then);
    await visitor.context.close();
  });
});
