import type { Page } from 'playwright-core';
import { type Language, sayIn } from '#i18n';
import { sayInBrowser } from '#i18n/browser';
import { scheduledJobs } from '#jobs';
import { atConsole, type Rights } from '#permissions';
import { type Context, carryOut, dayOf, type Recorded } from '#use-cases';
import { workplaceOf } from '../apps/api/jobs.ts';
import { axeOn, buildPages, comeTo, launch, overflowOf, type Visitor } from './browser.ts';
import { type MailServer, openMailServer } from './mail-server.ts';
import { until } from './own-installation.ts';
import { freePort } from './own-server.ts';
import { type RunningApi, runApi } from './running-api.ts';

/** A server with mails, a browser, and people who are at work in groups of their own: what the specs in a browser share. */

type Coming = NonNullable<Parameters<typeof comeTo>[2]>;

/** Says a sentence by its key, of the web application or of the server's own pages. */
export type Saying = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** Who is at work in a group, as accounts; everything of theirs has an id made of the group's. */
export interface Circle {
  readonly group: string;
  readonly unit: string;
  readonly post: string;
  readonly management: string;
  readonly coordinator: string;
  readonly member: string;
  /** As whom something is done that nobody is watched doing. */
  readonly as: Readonly<Record<'management' | 'coordinator' | 'member', Rights>>;
}

export interface Town {
  readonly api: RunningApi;
  readonly mails: MailServer['mails'];
  /** Carries out a command, and waits until every view has seen it. */
  does(who: Rights, name: string, id: string, body?: object): Promise<Recorded>;
  /** A unit with its head, and a group with its coordinator and a member. */
  circle(name: string, lang: Language): Promise<Circle>;
  comes(how: Coming): Promise<Visitor>;
  /** Runs what time brings, until a mail to this account has come that `isIt`. */
  mailTo(account: string, isIt: (text: string) => boolean): Promise<string>;
  close(): Promise<void>;
}

const { signal } = new AbortController();

export async function openTown(): Promise<Town> {
  buildPages();
  const mails = await openMailServer();
  const port = await freePort();
  const env = { SMTP_URL: mails.url, MAIL_FROM: 'kierto@example.fi', BASE_URL: `http://127.0.0.1:${port}` };
  const api = await runApi({ ...env, PORT: String(port) }, { whoIs: 'real', limits: 'none' });
  const { context, reads } = api.house;
  api.house.jobs.begin();
  const browser = await launch();
  async function does(who: Rights, name: string, id: string, body: object = {}): Promise<Recorded> {
    const recorded = await carryOut(context, who, [name, id, { lang: 'fi', ...body }]);
    await reads.waitFor(recorded.position, 10_000);
    return recorded;
  }
  return {
    api,
    mails: mails.mails,
    does,
    circle: (name, lang) => circleIn(does, name, lang, context),
    comes: (how) => comeTo(browser, api, how),
    async mailTo(account, isIt) {
      const jobs = scheduledJobs.filter(({ name }) => name === 'send-reminders' || name === 'deliver-mails');
      return until(`${account} has the mail`, async () => {
        for (const job of jobs) await job.run(workplaceOf(api.house), signal);
        return mails.mails.find(({ to, text }) => to.includes(addressOf(account)) && isIt(text))?.text;
      });
    },
    async close() {
      await browser.close();
      await api.close();
      await mails.close();
    },
  };
}

const addressOf = (account: string): string => `${account}@example.fi`;

async function circleIn(does: Town['does'], name: string, lang: Language, { clock }: Context): Promise<Circle> {
  const day = (fromToday: number) => dayOf(clock.now() + fromToday * 86_400_000);
  const [group, unit, post] = [`group-${name}`, `unit-${name}`, `head-${name}`];
  const [management, coordinator, member] = [`m-${name}`, `c-${name}`, `a-${name}`];
  await does(atConsole, 'EstablishUnit', unit, { words: { name: `Palvelut ${name}` } });
  await does(atConsole, 'NamePost', 'main', { code: post, unit, words: { label: `Päällikkö ${name}` } });
  await does(atConsole, 'FoundGroup', group, { kind: 'coDevelopment', unit, words: { name: `Ryhmä ${name}` } });
  for (const account of [management, coordinator, member])
    await does(atConsole, 'InviteAccount', account, { language: lang, name: account, address: addressOf(account) });
  await does(atConsole, 'HoldPost', unit, { post, account: management, from: day(-400) });
  await does(atConsole, 'GrantRole', coordinator, { role: 'coordinator', group });
  await does(atConsole, 'JoinGroup', group, { member: `k-${name}`, role: 'coordinator', account: coordinator });
  await does(atConsole, 'GrantRole', member, { role: 'member', group, as: 'clientDeveloper' });
  return {
    group,
    unit,
    post,
    management,
    coordinator,
    member,
    as: {
      management: { account: management, capacities: [{ kind: 'management', post, units: [unit] }] },
      coordinator: { account: coordinator, capacities: [{ kind: 'coordinator', group, groups: [group] }] },
      member: { account: member, capacities: [{ kind: 'member', role: 'clientDeveloper', group, groups: [group] }] },
    },
  };
}

/** What the web application says, and what the server's own pages say. */
export async function sayingIn(lang: Language): Promise<{ readonly web: Saying; readonly page: Saying }> {
  const web = (await sayInBrowser(lang)) as unknown as Saying;
  return { web, page: sayIn(lang) as unknown as Saying };
}

/** As labels of choices begin. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A label, with or without the word that its field may stay empty. */
export const labelled = (text: string): RegExp => new RegExp(`^${escaped(text)}( \\([^)]*\\))?$`);

/** The page has its heading, and nothing on it is on its way any more. */
export async function settled({ page }: Visitor, saying?: Saying): Promise<void> {
  await page.locator('main h1').first().waitFor();
  if (saying) await page.getByText(saying('loading'), { exact: true }).first().waitFor({ state: 'hidden' });
}

/** Goes there as a link does, without fetching the program again; what was shown before is gone then. */
export async function leads(page: Page, to: string): Promise<void> {
  // As text, because it runs in the page.
  const isOther = await page.evaluate<boolean>(`(() => {
    const before = location.pathname;
    document.querySelector('main h1')?.setAttribute('data-before', '');
    history.pushState({}, '', ${JSON.stringify(to)});
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    return location.pathname !== before;
  })()`);
  if (isOther) await page.locator('main h1:not([data-before])').first().waitFor();
}

/** What is wrong with a page as it stands: barriers, what has to be pushed sideways, errors, whatever was asked of others. */
export async function wrongWith({ page, faults }: Visitor): Promise<readonly string[]> {
  const sideways = await overflowOf(page);
  return [...(await axeOn(page)), ...(sideways > 0 ? [`sideways by ${sideways}`] : []), ...faults()];
}
