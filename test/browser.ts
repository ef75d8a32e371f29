import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { beginSession } from '#sign-in';
import { joinAccount } from '#use-cases';
import type { RunningApi } from './running-api.ts';

const root = join(import.meta.dirname, '..');
/** Without what a browser fetches for itself. */
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The pages for browsers as they are in the sources now. */
export const buildPages = (): Buffer => execFileSync(join(root, 'bin/setup'), { stdio: ['ignore', 'pipe', 'inherit'] });

const programOf = (name: string): string =>
  execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: programOf('chromium'), args: quietly });

export interface Coming {
  readonly width?: number;
  readonly height?: number;
  readonly lang?: 'fi' | 'sv' | 'en';
  /** Missing: nobody has signed in. */
  readonly account?: string;
  readonly script?: boolean;
}

/** Somebody in front of a browser. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in the page, or was asked of anybody but our server, since it was looked at last. */
  readonly faults: () => readonly string[];
}

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const;

/** A browser of somebody's own, signed in where an account is named. */
export async function comeTo(
  browser: Browser,
  { address, house }: Pick<RunningApi, 'address' | 'house'>,
  { width = 1280, height = 900, lang = 'fi', account, script = true }: Coming = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: locales[lang],
    timezoneId: 'Europe/Helsinki',
    javaScriptEnabled: script,
    reducedMotion: 'reduce',
    baseURL: address,
  });
  if (account !== undefined) {
    await joinAccount(house.context, account);
    const { token } = await beginSession(house.context, account, { how: 'invitation', userAgent: undefined });
    await context.addCookies([{ name: 'kierto', value: token, url: address, httpOnly: true, sameSite: 'Lax' }]);
  }
  if (script) await context.addInitScript(`localStorage.setItem('kierto.language', '${lang}')`);
  const page = await context.newPage();
  const found: string[] = [];
  page.on('pageerror', ({ message }) => found.push(`error: ${message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== new URL(address).origin) found.push(`asked of ${origin}`);
  });
  return { context, page, faults: () => found.splice(0) };
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const wanted = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 A and AA and its good practices, as sentences. */
export async function axeOn(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's own policy lets no other script in. Once for a document is enough.
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(wanted)} }).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} (${failureSummary ?? ''})`),
  );
}

/** By how many pixels the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
