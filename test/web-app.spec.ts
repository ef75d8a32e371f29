import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type PlainKey, sayIn } from '#i18n';
import { axeOn, buildPages, comeTo, launch, overflowOf } from './browser.ts';
import { tokenOf } from './own-tokens.ts';
import { type RunningApi, runApi } from './running-api.ts';

const refusalIn = (lang: 'fi' | 'sv', code: string) => sayIn(lang)(`refusal.${code}` as PlainKey);

const built = join(import.meta.dirname, '../apps/web/built');

let api: RunningApi;
let browser: Browser;
let bearer: Record<string, string>;

beforeAll(async () => {
  buildPages();
  api = await runApi({}, { whoIs: 'real', limits: 'none' });
  browser = await launch();
  const token = await tokenOf(api.house, 'aino', { roles: [{ role: 'administrator' }] });
  bearer = { authorization: `Bearer ${token}` };
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await api?.close();
});

describe('the web application', () => {
  it.each(['/start', '/board', '/proposals/better-brochure', '/groups/lobby/agenda', '/admin/system'])(
    'stands at %s, with a policy that lets nothing in but ours',
    async (path) => {
      const { status, headers, text } = await api.send('GET', path, undefined, bearer);
      expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
      expect(headers.get('cache-control')).toBe('no-store');
      const policy = headers.get('content-security-policy')!;
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w+/=]{24}';/);
      expect(policy).not.toContain('unsafe');
      const nonce = /'nonce-([^']+)'/.exec(policy)![1];
      expect(text).toContain(`nonce="${nonce}"`);
      const again = (await api.send('GET', path, undefined, bearer)).headers.get('content-security-policy');
      expect(again).not.toBe(policy);
    },
  );

  it('sends whoever has not signed in to sign in, and back to where they wanted to go', async () => {
    const answer = await fetch(`${api.address}/board?side=group`, { redirect: 'manual' });
    expect({ status: answer.status, to: answer.headers.get('location') }).toEqual({
      status: 303,
      to: '/sign-in?to=%2Fboard%3Fside%3Dgroup',
    });
  });

  it.each(['/boards', '/proposals', '/proposals/a/b', '/assets/../main.tsx', '/assets/none.js'])(
    'does not stand at %s',
    async (path) => {
      expect((await api.send('GET', path, undefined, bearer)).status).toBe(404);
    },
  );

  it('is kept by browsers for as long as it is the same, and comes compressed', async () => {
    const [script] = readdirSync(join(built, 'assets')).filter((file) => /^index-.*\.js$/.test(file));
    const answer = await fetch(`${api.address}/assets/${script}`, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe(readFileSync(join(built, 'assets', script!), 'utf8'));
  });

  it('needs at most 200 kB of compressed script before anything can be read', async () => {
    const { page } = await comeTo(browser, api, { account: 'aino' });
    const fetched: string[] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith('/assets/') && pathname.endsWith('.js')) fetched.push(pathname);
    });
    await page.goto('/start');
    await page.waitForSelector('main h1');
    expect(fetched.length).toBeGreaterThan(1);
    const bytes = fetched.map((path) => statSync(join(built, `${path}.br`)).size);
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(200_000);
    await page.context().close();
  });

  it('says why something is refused in the language of the page, and fetches those sentences only then', async () => {
    const unit = { words: { name: 'Aula' }, lang: 'fi' };
    expect((await api.send('PUT', '/api/units/lobby', unit, bearer)).status).toBe(201);
    const { page, faults, context } = await comeTo(browser, api, { account: 'aino', lang: 'sv' });
    const fetched: string[] = [];
    page.on('request', (request) => {
      if (/\/assets\/refusals/.test(request.url())) fetched.push(request.url());
    });
    await page.goto('/units/lobby');
    await page.getByRole('button', { name: 'Byt namn' }).click();
    await page.locator('input[name="on"]').fill('2999-01-01');
    expect(fetched).toEqual([]);
    await page.getByRole('button', { name: 'Byt namn' }).click();
    const early = refusalIn('sv', 'date.in-future');
    expect(await page.locator('[data-field="on"] .fault').textContent()).toBe(early);
    expect(await page.locator('[role="alert"] li').allTextContents()).toEqual([early]);
    expect(fetched).toHaveLength(1);

    await page.goto('/admin/accounts?account=aino');
    await page.getByLabel('Språk').selectOption('fi');
    await page.getByRole('button', { name: 'Sulje tili' }).click();
    await page.getByRole('button', { name: 'Sulje tili' }).click();
    const notice = page.locator('.notice.wrong[role="alert"]');
    await notice.getByText(refusalIn('fi', 'account.last-administrator')).waitFor();
    expect(await notice.getByText('Tätä ei vielä tallennettu').count()).toBe(1);
    // A browser tells of every answer that is no success.
    expect(faults().filter((fault) => !/status of 4(09|22)/.test(fault))).toEqual([]);
    await context.close();
  });

  it.each([1280, 360])('is at %s pixels as wide as its window, and axe finds nothing', async (width) => {
    const { page, faults, context } = await comeTo(browser, api, { account: 'aino', width });
    for (const path of ['/start', '/board']) {
      await page.goto(path);
      await page.waitForSelector('main h1');
      expect({ path, overflow: await overflowOf(page) }).toEqual({ path, overflow: 0 });
      expect({ path, axe: await axeOn(page) }).toEqual({ path, axe: [] });
    }
    expect(faults()).toEqual([]);
    await context.close();
  });
});
