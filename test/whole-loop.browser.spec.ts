import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { Visitor } from './browser.ts';
import { day } from './driven-api.ts';
import {
  type Circle,
  capital,
  labelled,
  leads,
  openTown,
  type Saying,
  sayingIn,
  settled,
  type Town,
  wrongWith,
} from './people-at-work.ts';

/** The whole loop as its people go through it, each in a browser of their own, against a real server. */

let town: Town;
beforeAll(async () => {
  town = await openTown();
}, 180_000);
afterAll(() => town?.close());

describe.each([
  [1280, 'fi'],
  [360, 'sv'],
  [360, 'fi'],
  [1280, 'sv'],
] as const)('at %s pixels in %s', (width, lang) => {
  const name = `${lang}-${width}`;
  /** Sentences that stand nowhere else, so that any byte of them is found. */
  const secret = {
    reason: `Perusteena kirkas lyhty ${name}-1: siihen on varaa ja väkeä.`,
    brief: `Osittain: kirkas lyhty ${name}-2 tulee.`,
    done: `Kirkas lyhty ${name}-3 ripustetaan oven pieleen.`,
  };
  const change = `Kirkas lyhty ${name}-4 palaa joka ilta.`;
  const title = `Valoa eteiseen ${name}`;
  let web: Saying;
  let pages: Saying;
  let circle: Circle;
  let link: string;
  let manager: Visitor;
  let coordinator: Visitor;
  let member: Visitor;
  let client: Visitor;
  let anybody: Visitor;
  /** The proposal that is answered by management itself. */
  let proposal: string;
  /** Everything that reached those who are told first. */
  const received: { readonly of: string; readonly text: string }[] = [];
  const listening = new AbortController();

  beforeAll(async () => {
    ({ web, page: pages } = await sayingIn(lang));
    circle = await town.circle(name, lang);
    const { does } = town;
    // What was said a month ago: one is answered aloud at a visit, of the other the coordinator is reminded by mail to tell it.
    for (const [id, title] of [
      [`bench-${name}`, `Penkki pihalle ${name}`],
      [`early-${name}`, `Ovi auki aiemmin ${name}`],
    ] as const)
      await does(circle.as.coordinator, 'SubmitProposal', id, {
        group: circle.group,
        unit: circle.unit,
        kind: 'idea',
        answerWanted: 'decision',
        on: day(-30),
        words: { title, text: 'Tästä on puhuttu pitkään.' },
      });
    await does(circle.as.management, 'DecideProposal', `early-${name}`, {
      decision: 'partlyAccepted',
      on: day(-7),
      words: { reason: secret.reason, whatWillBeDone: secret.done },
    });
    const comes = (account?: string, script = true) =>
      town.comes({ width, lang, script, ...(account !== undefined && { account }) });
    [manager, coordinator, member, client, anybody] = await Promise.all([
      comes(circle.management),
      comes(circle.coordinator),
      comes(circle.member),
      comes(undefined, false),
      comes(),
    ]);
  }, 60_000);
  afterAll(async () => {
    listening.abort();
    await Promise.all([manager, coordinator, member, client, anybody].map((one) => one?.context.close()));
  });

  /** Looks at the page as it stands: nothing may be wrong with it. Where no script runs, another browser looks at the same address. */
  async function look(who: Visitor, at: string): Promise<void> {
    if (who === client) {
      expect(who.faults()).toEqual([]);
      await anybody.page.goto(who.page.url());
      return look(anybody, at);
    }
    await settled(who, web);
    expect({ at, url: who.page.url(), wrong: await wrongWith(who) }).toMatchObject({ at, wrong: [] });
  }
  async function goes(who: Visitor, to: string): Promise<Page> {
    await who.page.goto(to);
    await settled(who, web);
    return who.page;
  }
  const field = (within: Page | Locator, key: string): Locator => within.getByLabel(labelled(web(key))).first();
  const button = (within: Page | Locator, key: string, values = {}): Locator =>
    within.getByRole('button', { name: web(key, values), exact: true }).first();
  const choice = (within: Page | Locator, key: string): Locator =>
    within.getByRole('radio', { name: capital(web(key)), exact: true });
  const says = (page: Page, key: string, values = {}) => page.getByText(web(key, values)).first().waitFor();
  /** Opens what stands behind a summary. */
  const opens = (within: Page | Locator, text: string) => within.locator('summary', { hasText: text }).first().click();

  /** What one of the steps needs of those before it is not there when one of them has failed. */
  let failed: string | undefined;
  const step = (what: string, act: () => Promise<void>) =>
    it(what, async () => {
      if (failed !== undefined) throw new Error(`Not done, as a step before it has failed: ${failed}.`);
      failed = what;
      await act();
      failed = undefined;
    }, 120_000);

  step('management gives the group a commission', async () => {
    const page = await goes(manager, '/commissions/new');
    await look(manager, 'the empty form of a commission');
    await field(page, 'commission.issue.title').fill(`Eteinen ${name}`);
    await choice(page, 'commission.kind.task').check();
    await field(page, 'commission.issue.task').fill('Kertokaa, mikä eteisessä kaipaa muutosta.');
    const group = page.getByRole('checkbox', { name: `Ryhmä ${name}` });
    if (!(await group.isChecked())) await group.check();
    await button(page, 'commission.issue.deed').click();
    await page.waitForURL(/\/commissions\/(?!new)/);
    await page.getByRole('heading', { name: `Eteinen ${name}` }).waitFor();
    await look(manager, 'the commission');
  });

  step('the coordinator takes it on and plans a meeting', async () => {
    const page = await goes(coordinator, new URL(manager.page.url()).pathname);
    await button(page, 'commission.accept').click();
    await look(coordinator, 'taking on a commission');
    await button(page.locator('form'), 'commission.accept').click();
    await says(page, 'commission.accept.done');
    await goes(coordinator, `/groups/${circle.group}/agenda`);
    await button(page, 'meetings.plan').click();
    await field(page, 'meetings.day').fill(day());
    await field(page, 'meetings.time').fill('13:00');
    await field(page, 'meetings.place').fill('Kerhohuone');
    await look(coordinator, 'planning a meeting');
    await button(page.locator('form'), 'meetings.plan').click();
    await says(page, 'meetings.isPlanned');
    await look(coordinator, 'the agenda');
  });

  step('and records it afterwards, with a proposal that came of it', async () => {
    const { page } = coordinator;
    await page.getByRole('link', { name: web('record.title') }).click();
    await page.waitForURL(/\/record\?meeting=/);
    await settled(coordinator, web);
    await field(page, 'record.summary').fill('Eteinen on pimeä.');
    await page.getByLabel(capital(web('role.clientDeveloper')), { exact: true }).fill('5');
    await opens(page, web('record.proposals'));
    await button(page, 'record.proposal.add').click();
    await field(page, 'record.proposal.title').fill(title);
    await field(page, 'record.proposal.text').fill('Eteisessä ei näe lukea.');
    await field(page, 'record.proposal.commission').selectOption({ label: `Eteinen ${name}` });
    await look(coordinator, 'recording a meeting');
    await button(page, 'record.deed', { count: 2 }).click();
    await says(page, 'record.allRecorded', { count: 2 });
    await look(coordinator, 'the meeting');
    await goes(coordinator, `/groups/${circle.group}`);
    const href = await page.getByRole('link', { name: title }).first().getAttribute('href');
    proposal = href!.split('/').at(-1)!;
  });

  step('management finds it on the board and answers', async () => {
    const page = await goes(manager, '/board');
    await look(manager, 'the board');
    const card = page
      .locator('li.card', { hasText: title })
      .filter({ has: page.getByRole('link', { name: web('board.answer'), exact: true }) });
    await card.getByRole('link', { name: web('board.answer'), exact: true }).click();
    await settled(manager, web);
    await choice(page, 'answer.outcome.partlyAccepted').check();
    await field(page, 'answer.reason').fill(secret.reason);
    await opens(page, web('answer.more'));
    await field(page, 'answer.brief').fill(secret.brief);
    await field(page, 'answer.what').fill(secret.done);
    await look(manager, 'answering');
    await button(page, 'answer.deed').click();
    await says(page, 'answer.given');
    await look(manager, 'the answer was given');
  });

  step('the coordinator makes the group’s link', async () => {
    const page = await goes(coordinator, `/groups/${circle.group}/link`);
    await button(page, 'group.link.make').click();
    const address = page.locator('.notice a').first();
    await address.waitFor();
    await look(coordinator, 'the new link');
    link = new URL((await address.getAttribute('href'))!, town.api.address).pathname;
  });

  step('before it is told nothing of the answer reaches the group, in any byte', async () => {
    const arriving: Promise<string>[] = [];
    member.page.on('response', async (response) => {
      if (/event-stream/.test(response.headers()['content-type'] ?? '')) return;
      const text = response.text().catch(() => '');
      arriving.push(text);
      received.push({ of: response.url(), text: `${JSON.stringify(response.headers())}\n${await text}` });
    });
    const cookies = await member.context.cookies();
    const cookie = cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const live = await fetch(`${town.api.address}/api/live`, { headers: { cookie }, signal: listening.signal });
    (async () => {
      for await (const chunk of live.body!.pipeThrough(new TextDecoderStream()))
        received.push({ of: 'live', text: chunk });
    })().catch(() => undefined);
    // Something happens meanwhile, which open pages hear of.
    await town.does(circle.as.management, 'StartChange', proposal, { words: { what: secret.done } });
    const ofMember = [
      '/start',
      '/groups',
      `/groups/${circle.group}`,
      `/proposals/${proposal}`,
      `/proposals/early-${name}`,
      '/inbox',
      '/commissions',
    ];
    const ofGroup = ['agenda', 'meetings', 'people', 'work', 'publishing'].map(
      (part) => `/groups/${circle.group}/${part}`,
    );
    const found = [`/search?q=${encodeURIComponent(title)}`, '/search?q=lyhty', `/board?group=${circle.group}`];
    for (const path of [...ofMember, ...ofGroup, ...found]) {
      await (path === '/start' ? goes(member, path) : leads(member.page, path));
      await settled(member, web);
      expect({ path, faults: member.faults() }).toEqual({ path, faults: [] });
    }
    for (const path of ['', `/proposals/${proposal}`, `/proposals/early-${name}`, '/print', '/form']) {
      const response = (await client.page.goto(`${link}${path}?lang=${lang}`))!;
      received.push({ of: `link${path}`, text: `${JSON.stringify(response.headers())}\n${await response.text()}` });
      await look(client, `the link ${path}`);
    }
    const feeds = ['/changes', '/changes?embed=1', '/changes/feed'];
    for (const of of [
      { for: 'group', of: circle.group },
      { for: 'account', of: circle.member },
    ]) {
      const headers = { origin: town.api.address };
      const answer = await member.context.request.post('/api/calendar-links', { data: { ...of, lang }, headers });
      const { address } = (await answer.json()) as { readonly address: string };
      feeds.push(new URL(address).pathname);
    }
    for (const feed of feeds) {
      const answer = await fetch(town.api.address + feed);
      expect({ feed, status: answer.status }).toEqual({ feed, status: 200 });
      received.push({ of: feed, text: await answer.text() });
    }
    await town.mailTo(circle.coordinator, () => true);
    for (const { raw, text, html } of town.mails) received.push({ of: 'mail', text: `${raw}\n${text}\n${html}` });
    await Promise.all(arriving);
    // What another group has published before this one stays public.
    const ours = `kirkas lyhty ${name}-`;
    const shown = received.filter(({ text }) => text.toLowerCase().includes(ours)).map(({ of }) => of);
    expect(shown).toEqual([]);
    const coded = received.filter(
      ({ of, text }) => /\/api\/|link|live|mail|feed/.test(of) && text.includes('partlyAccepted'),
    );
    expect(coded.map(({ of }) => of)).toEqual([]);
    for (const kind of ['/api/groups/', '/api/proposals/', '/api/search', 'live', 'mail'])
      expect({ kind, came: received.some(({ of }) => of.includes(kind)) }).toEqual({ kind, came: true });
    await goes(member, `/proposals/${proposal}`);
    await member.page.getByText(web('now.untold')).first().waitFor();
  });

  step('the coordinator tells it', async () => {
    const page = await goes(coordinator, `/groups/${circle.group}/agenda`);
    const card = page.locator('li.card', { hasText: secret.brief });
    await look(coordinator, 'the agenda with an answer');
    await button(card, 'agenda.tell').click();
    await button(card.locator('form'), 'agenda.tell').click();
    await says(page, 'agenda.isTold');
    await look(coordinator, 'the answer is told');
  });

  step('a client confirms it through the link, without script', async () => {
    const { page } = client;
    await page.goto(`${link}?lang=${lang}`);
    await page.getByText(secret.brief).first().waitFor();
    await page
      .getByRole('link', { name: new RegExp(title) })
      .first()
      .click();
    await look(client, 'the answer behind the link');
    await page.getByRole('button', { name: pages('groupLink.press.heard') }).click();
    await page.getByText(pages('groupLink.done.heard')).waitFor();
    await look(client, 'confirmed');
  });

  step('an answer that was heard at a visit is written down, and confirmed from the mail with one tap', async () => {
    const page = await goes(coordinator, `/groups/${circle.group}/record`);
    await field(page, 'record.on').fill(day(-15));
    await page.getByLabel(capital(web('role.clientDeveloper')), { exact: true }).fill('4');
    await opens(page, web('record.heard'));
    await button(page, 'record.heard.add').click();
    await field(page, 'record.heard.proposal').selectOption({ label: `Penkki pihalle ${name}` });
    await field(page, 'record.heard.post').selectOption({ label: `Päällikkö ${name}` });
    await page.getByRole('radio', { name: capital(web('outcome.rejected')), exact: true }).check();
    await field(page, 'record.heard.reason').fill('Pihaa kunnostetaan vasta ensi kesänä.');
    await look(coordinator, 'writing down what was heard');
    await page
      .getByRole('button', { name: new RegExp(`^${web('record.deed', { count: 2 }).split(' ')[0]}`) })
      .last()
      .click();
    await page.waitForURL(/\/meetings\//);
    await look(coordinator, 'the visit');
    const mail = await town.mailTo(circle.management, (text) => text.includes('/link/'));
    expect(mail).not.toContain('kunnostetaan');
    const address = /http:\S+\/link\/[\w-]{43}/.exec(mail)![0];
    const { page: phone } = anybody;
    await phone.goto(address);
    await look(anybody, 'the page of the mail');
    await phone.getByRole('button', { name: pages('link.ask.button') }).click();
    await phone.getByText('kunnostetaan').waitFor();
    await look(anybody, 'what is to be confirmed');
    await phone.getByRole('button', { name: pages('link.check.confirm') }).click();
    await phone.getByRole('heading', { name: pages('link.done.heading') }).waitFor();
    await look(anybody, 'confirmed from the mail');
  });

  step('management records what has changed, and the coordinator tells that too', async () => {
    const page = await goes(manager, `/proposals/${proposal}?do=followUp`);
    await choice(page, 'changed.yes').check();
    await field(page, 'deed.field.whatChanged').fill(change);
    await look(manager, 'recording a change');
    await button(page.locator('form'), 'deed.followUp').click();
    await says(page, 'deed.followUp.done');
    await look(manager, 'the change is recorded');
    const told = await goes(coordinator, `/proposals/${proposal}?do=tell`);
    await look(coordinator, 'telling a change');
    await button(told.locator('form'), 'deed.tell').click();
    await says(told, 'deed.tell.done');
    await look(coordinator, 'the change is told');
  });

  step('both sides agree to make it public, and everybody reads it', async () => {
    for (const who of [coordinator, manager]) {
      const page = await goes(who, `/proposals/${proposal}`);
      await opens(page, web('proposal.publishing'));
      const part = page.locator('.publishables > li', { hasText: change });
      await part.getByRole('button', { name: new RegExp(`^${web('publish.agree')}`) }).click();
      await part.getByRole('button', { name: new RegExp(`^${web('publish.takeBack')}`) }).waitFor();
      await look(who, 'publishing');
    }
    const { page } = anybody;
    await page.goto(`/changes?lang=${lang}`);
    await page.getByText(change).first().waitFor();
    await look(anybody, 'what has come of it');
    const feed = await (await fetch(`${town.api.address}/changes/feed?lang=${lang}`)).text();
    expect(feed).toContain(change);
    expect(feed).not.toContain(secret.reason);
  });

  step('the group says that it has not changed, and reopens', async () => {
    const { page } = client;
    await page.goto(`${link}/proposals/${proposal}?lang=${lang}`);
    await page.getByText(change).first().waitFor();
    await page.getByLabel(pages('groupLink.press.words')).fill('Pimeää on yhä.');
    await page.getByRole('button', { name: pages('groupLink.press.notChanged') }).click();
    await page.getByText(pages('groupLink.done.notChanged')).waitFor();
    await look(client, 'disputed');
    const own = await goes(member, `/proposals/${proposal}?do=respond`);
    await choice(own, 'view.unsatisfied').check();
    await field(own, 'deed.field.comment').fill('Valo ei pala.');
    await look(member, 'the group’s view');
    await button(own.locator('form'), 'deed.respond').click();
    await says(own, 'deed.respond.done');
    await button(own, 'deed.reopen').click();
    await field(own, 'deed.field.whyReopened').fill('Lyhty on rikki.');
    await look(member, 'reopening');
    await button(own.locator('form'), 'deed.reopen').click();
    await says(own, 'deed.reopen.done');
    await look(member, 'reopened');
  });

  step('everybody sees what became of it', async () => {
    const own = await goes(member, `/groups/${circle.group}`);
    const fate = own.locator('li.card', { hasText: title });
    for (const text of [change, web('path.disputed')]) await fate.getByText(text).first().waitFor();
    await look(member, 'what became of what we said');
    await goes(member, `/proposals/${proposal}`);
    await says(own, 'now.reopened');
    await own.getByText(secret.reason).first().waitFor({ state: 'attached' });
    await look(member, 'the proposal in the end');
    // What looks for it finds it where it may be.
    expect(received.some(({ of, text }) => of.includes('/api/proposals/') && text.includes(secret.reason))).toBe(true);
    await client.page.goto(`${link}/proposals/${proposal}?lang=${lang}`);
    await client.page.getByText(pages('groupLink.now.reopened')).first().waitFor();
    await look(client, 'the link in the end');
    const board = await goes(manager, '/board');
    await board.locator('li.card', { hasText: title }).getByText(web('owed.decision')).first().waitFor();
    await look(manager, 'the board, with what was reopened');
    // What both sides have published stays, and says that the matter has been taken up again.
    await anybody.page.goto(`/changes?lang=${lang}`);
    const shown = anybody.page.locator('.changes > li', { hasText: change });
    await shown.getByText(pages('changes.again')).waitFor();
    await look(anybody, 'what has come of it, reopened');
  });
});
