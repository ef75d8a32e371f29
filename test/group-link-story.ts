import { type Language, sayIn } from '#i18n';
import { atConsole, type Capacity, type Rights } from '#permissions';
import { carryOut, dayOf, importHistory, type Recorded, readLines } from '#use-cases';
import { Browser } from './browsing.ts';
import { type RunningApi, runApi } from './running-api.ts';

/** A group with its link, on a server where only what a request brings along says who asks. */

const as = (account: string, ...capacities: Capacity[]): Rights => ({ account, capacities });
export const head = as('head-1', { kind: 'management', post: 'head-of-service', units: ['services'] });
export const coordinator = as('coordinator-1', { kind: 'coordinator', group: 'lobby', groups: ['lobby'] });
export const client = as('client-1', { kind: 'member', role: 'clientDeveloper', group: 'lobby', groups: ['lobby'] });

export interface Story {
  readonly api: RunningApi;
  readonly clock: { time: number };
  /** Carries out a command, and answers when every view has seen it. */
  does(who: Rights, name: string, id: string, body?: object): Promise<Recorded>;
  /** The first event that a command has recorded. */
  tells(who: Rights, name: string, id: string, body?: object): Promise<string>;
  /** Issues a link of a group. */
  issue(link?: string, body?: object): Promise<string>;
  /** Whoever follows it; the pages are looked at without the address that opens them. */
  visitor(token: string, headers?: Readonly<Record<string, string>>): Visitor;
  day(fromToday: number): string;
  imports(lines: readonly object[]): Promise<void>;
}

export interface Visitor {
  readonly path: string;
  get(page?: string): ReturnType<Browser['get']>;
  post(
    page: string,
    fields: Readonly<Record<string, string | readonly string[]>>,
    headers?: Readonly<Record<string, string>>,
  ): ReturnType<Browser['post']>;
  follow: Browser['follow'];
}

export async function openStory(env: Readonly<Record<string, string>> = {}): Promise<Story> {
  const api = await runApi(env, { whoIs: 'real' });
  const { context, reads } = api.house;
  const clock = { time: Date.now(), now: () => clock.time };
  Object.assign(context, { clock });
  async function does(who: Rights, name: string, id: string, body: object = {}): Promise<Recorded> {
    const recorded = await carryOut(context, who, [name, id, { lang: 'fi', ...body }]);
    await reads.waitFor(recorded.position, 10_000);
    return recorded;
  }
  const day = (fromToday: number) => dayOf(clock.time + fromToday * 86_400_000);
  await does(atConsole, 'EstablishUnit', 'services', { words: { name: 'Palvelut' } });
  const post = { code: 'head-of-service', unit: 'services', words: { label: 'Palvelupäällikkö' } };
  await does(atConsole, 'NamePost', 'main', post);
  await does(atConsole, 'FoundGroup', 'lobby', {
    kind: 'coDevelopment',
    unit: 'services',
    words: { name: 'Aulan ryhmä' },
  });
  return {
    api,
    clock,
    does,
    tells: async (...command) => (await does(...command)).events[0]!,
    issue: async (link = 'wall', body = {}) =>
      (await does(coordinator, 'IssueLink', 'lobby', { link, ...body })).secret!,
    visitor(token, headers) {
      const browser = new Browser(api.address, headers);
      const { pathname } = new URL(`${api.address}/g/${token}`);
      return {
        path: pathname,
        get: (page = '') => browser.get(`${pathname}${page}`),
        post: (page, fields, own) => browser.post(`${pathname}${page}`, fields, own),
        follow: (seen) => browser.follow(seen),
      };
    },
    day,
    async imports(lines) {
      const text = lines.map((line) => JSON.stringify(line)).join('\n');
      const { problems } = await importHistory(context, readLines([Buffer.from(text)]));
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      await reads.waitFor((await api.house.store.head())!.position, 10_000);
    },
  };
}

/** A story with somebody who came by the link of its group, and what they find there. */
export async function comeByLink() {
  const story = await openStory();
  const visitor = story.visitor(await story.issue(), { 'accept-language': 'fi' });
  return {
    story,
    visitor,
    propose: (id: string, more: object = {}, words: object = {}) =>
      story.does(client, 'SubmitProposal', id, {
        group: 'lobby',
        unit: 'services',
        kind: 'idea',
        answerWanted: 'decision',
        ...more,
        words: { title: `Otsikko ${id}`, text: 'Teksti.', ...words },
      }),
    of: (id: string) => visitor.get(`/proposals/${id}`),
    /** The part of the list that tells of one proposal. */
    inList: (html: string, id: string) =>
      html.split('<li class="fate"').find((part) => part.includes(`/proposals/${id}`)) ?? '',
  };
}

/** What a page says. */
export const says = (lang: Language, key: string, values: Readonly<Record<string, unknown>> = {}): string =>
  (sayIn(lang) as (key: string, values: object) => string)(key, values);

/** The fields that a form of the page holds by itself. */
export function hiddenIn(html: string): Record<string, string> {
  const fields = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return Object.fromEntries(fields.map(([, name, value]) => [name, value!]));
}

/** A proposal that was answered; `told`: and the group knows it. */
export async function answered(
  story: Story,
  id: string,
  {
    told = true,
    answer = {},
    words = {},
  }: { readonly told?: boolean; readonly answer?: object; readonly words?: object } = {},
): Promise<{ readonly answer: string; readonly telling: string | undefined }> {
  const { does, tells, day } = story;
  await does(client, 'SubmitProposal', id, {
    group: 'lobby',
    unit: 'services',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title: 'Aukiolo iltaisin', text: 'Töistä ei ehdi ennen neljää.' },
  });
  const event = await tells(head, 'DecideProposal', id, {
    decision: 'accepted',
    post: 'head-of-service',
    byWhen: day(30),
    ...answer,
    words: {
      reason: 'Iltaisin on kysyntää ja henkilöstöä riittää.',
      briefAnswer: 'Avaamme kahtena iltana.',
      whatWillBeDone: 'Tiistai ja torstai kello 18 asti.',
      ...words,
    },
  });
  if (!told) return { answer: event, telling: undefined };
  const telling = await tells(coordinator, 'TellAnswer', id, { ofEvent: event, how: 'meeting' });
  return { answer: event, telling };
}
