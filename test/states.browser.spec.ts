import { readFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { atConsole } from '#permissions';
import { importHistory, readLines } from '#use-cases';
import { comeTo, launch, overflowOf, type Visitor } from './browser.ts';
import { day } from './driven-api.ts';
import {
  type Circle,
  labelled,
  leads,
  openTown,
  type Saying,
  sayingIn,
  settled,
  type Town,
  wrongWith,
} from './people-at-work.ts';

/**
 * Every page of the web application in every state that it can be in, for everybody to whom it opens; and what is the same on
 * all of them: the keyboard, what others do meanwhile, and a server that is away.
 */

/** As the router has them, so that a page that is added is looked at too. */
const routes = [
  ...readFileSync(join(import.meta.dirname, '../apps/web/routes.tsx'), 'utf8').matchAll(/\bpage\('([^']+)'/g),
].map(([, path]) => path!);

let town: Town;
let web: Saying;
let circle: Circle;
beforeAll(async () => {
  town = await openTown();
  ({ web } = await sayingIn('fi'));
}, 180_000);
afterAll(() => town?.close());

const unbroken = 'pitkäsana'.repeat(444);

/** What a group, its unit and its post have when something of every kind has happened to them. */
async function fill(): Promise<void> {
  const { does } = town;
  const { management, coordinator, member } = circle.as;
  const proposes = (id: string, on: string, words: object, more: object = {}) =>
    does(coordinator, 'SubmitProposal', id, {
      group: circle.group,
      unit: circle.unit,
      kind: 'idea',
      answerWanted: 'decision',
      on,
      ...more,
      words,
    });
  const answers = async (id: string, words: object = {}) => {
    const reason = { reason: 'Tähän on varaa.', whatWillBeDone: 'Se tehdään.', ...words };
    const { events } = await does(management, 'DecideProposal', id, {
      decision: 'accepted',
      byWhen: day(20),
      words: reason,
    });
    return events[0]!;
  };
  const source = { source: 'diary', title: 'Päiväkirja', document: 'd.txt', coverage: { proposals: 'complete' } };
  const old = {
    event: 'ProposalSubmitted',
    of: 'old',
    group: circle.group,
    unit: circle.unit,
    kind: 'idea',
    answerWanted: 'decision',
  };
  const lines = [source, { ...old, on: '2016', words: { title: 'Vanha ehdotus' }, lang: 'fi', source: 'diary' }];
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  expect(await importHistory(town.api.house.context, readLines([Buffer.from(text)]))).toMatchObject({ problems: [] });
  await proposes('late', day(-60), { title: 'Myöhässä oleva' });
  await does(management, 'ReceiveProposal', 'late', { post: circle.post, estimate: day(-10), on: day(-50) });
  await proposes('long', day(-3), { title: unbroken.slice(0, 200), text: unbroken });
  await proposes('forgotten', day(-3), { title: 'Poistettava', text: 'Nimi on tässä.' });
  const [submitted] = await town.api.house.store.read('proposal-forgotten');
  const removed = { ofEvent: submitted!.id, fields: ['title', 'text'], reasonCode: 'personalData' };
  await does(atConsole, 'ForgetProposalWords', 'forgotten', removed);
  await proposes('untold', day(-9), { title: 'Kertomatta' });
  await answers('untold', { reason: unbroken.slice(0, 2_000), briefAnswer: unbroken.slice(0, 300) });
  await proposes('changed', day(-9), { title: 'Muuttunut' });
  const told = await does(coordinator, 'TellAnswer', 'changed', { ofEvent: await answers('changed'), how: 'meeting' });
  await does(member, 'ConfirmTelling', 'changed', { ofEvent: told.events[0]!, how: 'account' });
  const followUp = await does(management, 'RecordFollowUp', 'changed', {
    changed: 'yes',
    words: { whatChanged: unbroken },
  });
  await does(coordinator, 'TellAnswer', 'changed', { ofEvent: followUp.events[0]!, how: 'meeting' });
  await does(member, 'Respond', 'changed', { view: 'unsatisfied', words: { comment: 'Ei ole.' } });
  for (const [side, who] of [['group', coordinator]] as const)
    await does(who, 'PublishProposalWords', 'changed', { ofEvent: followUp.events[0]!, fields: ['whatChanged'], side });
  await does(management, 'IssueCommission', 'task', {
    unit: circle.unit,
    groups: [circle.group],
    kind: 'task',
    answerWantedBy: day(9),
    words: { title: unbroken.slice(0, 200), task: unbroken },
  });
  await does(coordinator, 'PlanMeeting', 'next', {
    group: circle.group,
    plannedFor: day(2),
    words: { place: unbroken.slice(0, 200) },
  });
  await does(coordinator, 'PlanMeeting', 'left', { group: circle.group, plannedFor: day(1) });
  await does(coordinator, 'HoldMeeting', 'held', {
    group: circle.group,
    kind: 'visit',
    on: day(-9),
    present: { clientDeveloper: 4 },
    words: { summary: unbroken },
  });
  await does(coordinator, 'RecordVoice', circle.group, { words: { quotation: unbroken.slice(0, 2_000) } });
}

/** Where each page is looked at; what stands below a name of its own is one more page. */
const placesOf = (path: string, { group, unit, post }: Circle): readonly string[] => {
  const ids: Readonly<Record<string, readonly string[]>> = {
    '/proposals/$id': ['late', 'long', 'forgotten', 'untold', 'changed', 'old'],
    '/commissions/$id': ['task'],
    '/meetings/$id': ['next', 'held'],
    '/posts/$id': [post],
    '/units/$id': [unit],
    '/influence/measures/$id': ['answered'],
  };
  if (!path.includes('$')) return [path, ...(extra[path] ?? [])];
  return (path.startsWith('/groups/$id') ? [group] : (ids[path] ?? [])).map((id) => path.replace('$id', id));
};
const extra: Readonly<Record<string, readonly string[]>> = {
  '/board': ['/board?answer=long', '/board?answer=late,long', '/board?post=all&overdue=true'],
  '/influence/cases': ['/influence/cases?measure=answered&part=no'],
  '/search': ['/search?q=muuttunut', '/search?q=eitällaista'],
};

const roles = ['management', 'coordinator', 'member', 'analyst', 'administrator'] as const;
type Role = (typeof roles)[number];
const accountOf = (role: Role): string => (role === 'analyst' || role === 'administrator' ? role : circle[role]);

/** A browser says of every answer that is no page that it is an error; to whom a page is not open that is right. */
const refused = /status of (403|404)/;

describe('a page', () => {
  beforeAll(async () => {
    circle = await town.circle('all', 'fi');
    for (const role of ['analyst', 'administrator'] as const) {
      await town.does(atConsole, 'InviteAccount', role, { language: 'fi', name: role });
      await town.does(atConsole, 'GrantRole', role, { role });
    }
  }, 60_000);

  it('is looked at wherever the router leads', () => {
    expect(routes.length).toBeGreaterThan(25);
    expect(routes.filter((path) => placesOf(path, circle).length === 0)).toEqual([]);
  });

  /** Looks at each of these places in one browser, wide and narrow. */
  async function looksAt(role: Role, places: readonly string[]): Promise<string[]> {
    const visitor = await town.comes({ account: accountOf(role) });
    const { page } = visitor;
    await page.goto('/start');
    await settled(visitor, web);
    const wrong: string[] = [];
    for (const place of places) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await leads(page, place);
      await settled(visitor, web);
      const found = [...(await wrongWith(visitor))];
      await page.setViewportSize({ width: 320, height: 700 });
      const sideways = await overflowOf(page);
      if (sideways > 0) found.push(`sideways by ${sideways} at 320`);
      if (role === 'coordinator') found.push(...(await wrongWith(visitor)));
      const heading = (await page.locator('main h1').first().textContent())?.trim();
      if (!heading) found.push('no heading');
      wrong.push(...found.filter((one) => !refused.test(one)).map((one) => `${role} ${place}: ${one}`));
    }
    await visitor.context.close();
    return wrong;
  }
  const allPlaces = () => [...new Set(routes.flatMap((path) => placesOf(path, circle)))];

  it.each(roles)(
    'is whole and without barriers where there is nothing yet: %s',
    async (role) => {
      const places = allPlaces().filter(
        (place) => !/^\/(proposals|commissions|meetings)\/(?!new)/.test(place) && !place.includes('answer='),
      );
      expect(await looksAt(role, places)).toEqual([]);
    },
    240_000,
  );

  it.each(roles)(
    'and where something of every kind has happened: %s',
    async (role) => {
      if (role === roles[0]) await fill();
      expect(await looksAt(role, allPlaces())).toEqual([]);
    },
    240_000,
  );

  it.each(['fi', 'sv', 'en'] as const)(
    'has every door of an administrator in one row at 1280 pixels: %s',
    async (lang) => {
      const visitor = await town.comes({ account: 'administrator', lang });
      await visitor.page.goto('/start');
      await visitor.page.locator('.bar nav li').first().waitFor();
      const middles = await visitor.page.evaluate<readonly number[]>(`(() => {
        const all = [...document.querySelectorAll('.bar .home, .bar nav li, .bar .own')];
        return all.map((one) => one.getBoundingClientRect()).map(({ top, height }) => Math.round(top + height / 2));
      })()`);
      expect(middles.length).toBeGreaterThan(8);
      expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(10);
      await visitor.context.close();
    },
  );

  it('of the groups says to an account without a role that it has none, and whom to ask', async () => {
    await town.does(atConsole, 'InviteAccount', 'newcomer', { language: 'fi', name: 'newcomer' });
    const visitor = await town.comes({ account: 'newcomer' });
    await visitor.page.goto('/groups');
    await settled(visitor, web);
    await visitor.page.getByText(web('group.noRole')).waitFor();
    expect(await visitor.page.locator('main li.card').count()).toBeGreaterThan(0);
    expect(await visitor.page.locator('main li.card a').count()).toBe(0);
    expect(await wrongWith(visitor)).toEqual([]);
    await visitor.context.close();
  });

  /** Who sees most on a page. */
  const ownerOf = (place: string): Role =>
    /^\/(admin|units|influence)/.test(place)
      ? 'administrator'
      : /^\/groups\/[^/]+\/|meetings/.test(place)
        ? 'coordinator'
        : 'management';

  /** What pages ask for, besides who has come. */
  const asked = /\/api\/(?!me$|live)/;
  type Answer = Parameters<Page['route']>[1];

  /** Looks at each page once, in the browser of whoever sees most on it, while the server answers so. */
  async function looksWhile(answer: Answer, look: (visitor: Visitor, place: string) => Promise<readonly string[]>) {
    const wrong: string[] = [];
    for (const role of ['management', 'coordinator', 'administrator'] as const) {
      const visitor = await town.comes({ account: accountOf(role), width: 320 });
      await visitor.page.route(asked, answer);
      await visitor.page.goto('/start');
      for (const place of routes.map((path) => placesOf(path, circle)[0]!).filter((one) => ownerOf(one) === role)) {
        await leads(visitor.page, place);
        await visitor.page.locator('main h1').first().waitFor();
        wrong.push(...(await look(visitor, place)).map((one) => `${place}: ${one}`));
      }
      await visitor.context.close();
    }
    return wrong;
  }

  it('says what it waits for while nothing has come', async () => {
    expect(await looksWhile(() => {}, wrongWith)).toEqual([]);
  }, 240_000);

  it('says so when something failed, and how to try again', async () => {
    const problem = { status: 500, code: 'unexpected', title: 'x', detail: 'x', instance: 'urn:uuid:1' };
    const answer = { status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) };
    // The pages that ask nothing before somebody does.
    const silent = ['/search', '/influence/data'];
    const wrong = await looksWhile(
      (route) => route.fulfill(answer),
      async (visitor, place) => {
        await settled(visitor, web);
        const says = await visitor.page.locator('main').getByRole('alert').count();
        const found = (await wrongWith(visitor)).filter((one) => !/status of 500/.test(one));
        return says > 0 || silent.includes(place) ? found : [...found, 'says nothing'];
      },
    );
    expect(wrong).toEqual([]);
  }, 240_000);
});

describe('by keyboard alone', () => {
  let visitor: Visitor;
  const pressed = (key: string) => visitor.page.keyboard.press(key);
  /** What has the focus is called so. */
  const called = (): Promise<string> =>
    visitor.page.evaluate<string>(`(() => {
      const at = document.activeElement;
      const labels = [...(at.labels ?? [])].map((one) => one.textContent);
      return [at.getAttribute('aria-label'), ...labels, at.textContent].join(' ');
    })()`);
  /** On and on with the tabulator, until something is called so. */
  async function comesTo(name: string): Promise<void> {
    for (let times = 0; times < 90; times += 1) {
      await pressed('Tab');
      if ((await called()).includes(name)) return;
    }
    throw new Error(`The keyboard does not reach ${name}.`);
  }
  const opens = async (account: string, path: string) => {
    visitor = await town.comes({ account });
    await visitor.page.goto(path);
    await settled(visitor, web);
  };
  const ends = async () => {
    expect(visitor.faults()).toEqual([]);
    await visitor.context.close();
  };

  it('a proposal is answered', async () => {
    await opens(circle.management, '/board');
    await comesTo(web('board.answer'));
    await pressed('Enter');
    await visitor.page.getByRole('heading', { name: web('answer.form') }).waitFor();
    await comesTo(web('answer.outcome.accepted'));
    await pressed('ArrowDown');
    await comesTo(web('answer.reason'));
    await visitor.page.keyboard.type('Tähän on varaa ensi vuonna.');
    await comesTo(web('answer.deed'));
    await pressed('Enter');
    await visitor.page.getByText(web('answer.given')).waitFor();
    await ends();
  });

  it('an answer is told', async () => {
    await opens(circle.coordinator, `/groups/${circle.group}/agenda`);
    await comesTo(web('agenda.tell'));
    await pressed('Enter');
    await comesTo(web('agenda.tell.how'));
    await comesTo(web('agenda.tell'));
    await pressed('Enter');
    await visitor.page.getByText(web('agenda.isTold')).waitFor();
    await ends();
  });

  it('something is found', async () => {
    await opens(circle.member, '/search');
    expect(await called()).toContain(web('search.what'));
    await visitor.page.keyboard.type('muuttunut');
    await pressed('Enter');
    await visitor.page.getByRole('heading', { name: web('search.found', { q: 'muuttunut' }) }).waitFor();
    expect(await called()).toContain(web('search.what'));
    await visitor.page.getByRole('link', { name: 'Muuttunut' }).first().waitFor();
    await comesTo('Muuttunut');
    await pressed('Enter');
    await visitor.page.getByRole('heading', { level: 1, name: 'Muuttunut' }).waitFor();
    await ends();
  });
});

/** A way to the server that can be cut: what a browser sees when the server is stopped. */
async function openWay(to: string) {
  const { port } = new URL(to);
  const sockets = new Set<Socket>();
  let server: Server;
  const begin = (at: number) =>
    new Promise<number>((ready) => {
      server = createServer((socket) => {
        const on = connect(Number(port), '127.0.0.1');
        for (const one of [socket, on]) {
          sockets.add(one);
          one.on('error', () => one.destroy()).on('close', () => sockets.delete(one));
        }
        socket.pipe(on).pipe(socket);
      });
      server.listen(at, '127.0.0.1', () => ready((server.address() as { port: number }).port));
    });
  const cut = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      for (const one of sockets) one.destroy();
    });
  const at = await begin(0);
  return { address: `http://127.0.0.1:${at}`, cut, mend: () => begin(at) };
}

describe('what is open', () => {
  it('tells by itself what somebody else records', async () => {
    const reader = await town.comes({ account: circle.member });
    await reader.page.goto('/proposals/old');
    await settled(reader, web);
    const writer = await town.comes({ account: circle.coordinator });
    await writer.page.goto('/proposals/old?do=ledTo');
    await writer.page.getByLabel(labelled(web('deed.field.ledToKind'))).selectOption('service');
    await writer.page.getByLabel(labelled(web('deed.field.ledTo'))).fill('Neuvontapiste avattiin kirjastoon.');
    await writer.page.getByRole('button', { name: web('deed.ledTo'), exact: true }).click();
    await writer.page.getByText(web('deed.ledTo.done')).waitFor();
    await reader.page.getByText('Neuvontapiste avattiin kirjastoon.').first().waitFor({ state: 'attached' });
    for (const one of [reader, writer]) {
      expect(one.faults()).toEqual([]);
      await one.context.close();
    }
  });

  it('says when the server is away, keeps what was typed, and saves it when the server is back', async () => {
    const way = await openWay(town.api.address);
    const browser = await launch();
    const visitor = await comeTo(
      browser,
      { address: way.address, house: town.api.house },
      { account: circle.management },
    );
    const { page } = visitor;
    await page.goto('/board?answer=long');
    await settled(visitor, web);
    await page.getByRole('radio', { name: web('answer.outcome.rejected'), exact: true }).check();
    const reason = page.getByLabel(labelled(web('answer.reason')));
    await reason.fill('Siihen ei ole');
    await way.cut();
    await page.locator('.away').waitFor();
    await reason.pressSequentially(' varaa.');
    await page.getByRole('button', { name: web('answer.deed'), exact: true }).click();
    await page.locator('main [role=alert]').first().waitFor();
    expect(await reason.inputValue()).toBe('Siihen ei ole varaa.');
    visitor.faults();
    expect(await wrongWith(visitor)).toEqual([]);
    await way.mend();
    await page.locator('.away').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: web('answer.deed'), exact: true }).click();
    await page.getByText(web('answer.given')).waitFor();
    visitor.faults();
    await browser.close();
    await way.cut();
  });
});
