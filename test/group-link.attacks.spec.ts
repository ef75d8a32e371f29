import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { atConsole } from '#permissions';
import { beginSession } from '#sign-in';
import { joinAccount } from '#use-cases';
import { answered, client, head, hiddenIn, openStory, type Story, says, type Visitor } from './group-link-story.ts';
import { tokenOf } from './own-tokens.ts';

/** What somebody could try with a group's link, or without one. */

let story: Story;
let visitor: Visitor;
let token: string;

beforeAll(async () => {
  story = await openStory();
  token = await story.issue();
  visitor = story.visitor(token, { 'accept-language': 'fi' });
  const { does } = story;
  await answered(story, 'ours');
  await does(atConsole, 'FoundGroup', 'neighbours', {
    kind: 'coDevelopment',
    unit: 'services',
    words: { name: 'Naapurit' },
  });
  const neighbour = {
    account: 'client-2',
    capacities: [{ kind: 'member', role: 'clientDeveloper', group: 'neighbours', groups: ['neighbours'] }],
  } as const;
  await does(neighbour, 'SubmitProposal', 'theirs', {
    group: 'neighbours',
    unit: 'services',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title: 'Naapurien salainen asia', text: 'Naapurien teksti.' },
  });
  await does(head, 'DecideProposal', 'theirs', {
    decision: 'rejected',
    post: 'head-of-service',
    words: { reason: 'Naapurien syy.' },
  });
});
afterAll(() => story.api.close());

const log = async (id: string) => (await story.api.house.store.read(`proposal-${id}`)).length;
const heard = { what: 'heard' };

describe('a link', () => {
  it('opens nothing of another group, and says no more of it than of what is not there', async () => {
    const before = await log('theirs');
    const theirs = [await visitor.get('/proposals/theirs'), await visitor.post('/proposals/theirs', heard)];
    const missing = [await visitor.get('/proposals/nothing'), await visitor.post('/proposals/nothing', heard)];
    const shape = ({ status, html }: { status: number; html: string }) => ({
      status,
      html: html.replaceAll(/proposals\/\w+/g, 'proposals/…'),
    });
    expect(theirs.map(shape)).toEqual(missing.map(shape));
    expect(theirs[0]!.status).toBe(404);
    expect(await log('theirs')).toBe(before);
    const page = await visitor.get('?of=neighbours');
    expect(page.html).not.toContain('Naapuri');
    expect(page.text).toContain('Aulan ryhmä');
  });

  it('of one group confirms nothing for another', async () => {
    const other = story.visitor(
      (
        await story.does(
          { account: 'c-2', capacities: [{ kind: 'coordinator', group: 'neighbours', groups: ['neighbours'] }] },
          'IssueLink',
          'neighbours',
          { link: 'wall' },
        )
      ).secret!,
    );
    const form = hiddenIn((await visitor.get('/proposals/ours')).html);
    expect(form.telling).toBeDefined();
    const before = await log('ours');
    expect((await other.post('/proposals/ours', { ...form, ...heard })).status).toBe(404);
    expect(await log('ours')).toBe(before);
  });

  it('says nothing about an answer that the group does not know', async () => {
    const { answer } = await answered(story, 'untold', { told: false });
    const before = await log('untold');
    for (const fields of [
      heard,
      { what: 'notChanged' },
      { what: 'respond', view: 'satisfied' },
      { ...heard, telling: answer },
    ]) {
      const { status, text, html } = await visitor.post('/proposals/untold', fields);
      expect(status).toBe(409);
      expect(text).toContain(says('fi', 'groupLink.fault.notAnswered'));
      expect(html).not.toMatch(/Avaamme|Iltaisin|hyväksytty/);
    }
    expect(await log('untold')).toBe(before);
  });

  it('is refused in words when it names a telling that is none', async () => {
    const before = await log('ours');
    const { status, text } = await visitor.post('/proposals/ours', { ...heard, telling: 'made-up', aFewWords: 'Hei' });
    expect(status).toBe(409);
    expect(text).toContain(says('fi', 'groupLink.fault.refused'));
    expect(text).toContain('Hei');
    expect(await log('ours')).toBe(before);
  });

  it('that was revoked records nothing more', async () => {
    const lost = story.visitor(await story.issue('lost'));
    const form = hiddenIn((await lost.get('/proposals/ours')).html);
    const before = await log('ours');
    const coordinator = { kind: 'coordinator', group: 'lobby', groups: ['lobby'] } as const;
    await story.does({ account: 'c-1', capacities: [coordinator] }, 'RevokeLink', 'lobby', { link: 'lost' });
    expect((await lost.post('/proposals/ours', { ...form, ...heard })).status).toBe(404);
    expect(await log('ours')).toBe(before);
  });

  it('is nobody else, whoever has signed in with the same browser', async () => {
    const { house } = story.api;
    await tokenOf(house, 'admin-7', { roles: [{ role: 'administrator' }] });
    await joinAccount(house.context, 'admin-7');
    const session = await beginSession(house.context, 'admin-7', { how: 'password' });
    const signedIn = story.visitor(token, { cookie: `kierto=${session.token}`, 'accept-language': 'fi' });
    expect((await signedIn.get('/proposals/theirs')).status).toBe(404);
    expect((await signedIn.get('/proposals/untold')).html).not.toContain('Avaamme');
    expect((await signedIn.post('/proposals/ours', heard)).status).toBe(303);
    const [last] = (await house.store.read('proposal-ours')).slice(-1);
    expect(last!.metadata).toMatchObject({ recordedBy: 'link-wall', by: { group: 'lobby' } });
  });
});

describe('a form', () => {
  const from = (headers: Readonly<Record<string, string>>) => visitor.post('/proposals/ours', heard, headers);

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }],
    ['a neighbour under the same name', { 'sec-fetch-site': 'same-site' }],
    ['another site, as older browsers say it', { origin: 'https://elsewhere.example' }],
    ['nowhere', { origin: 'null' }],
  ])('from %s is refused on a page that says so', async (_where, headers) => {
    const before = await log('ours');
    const { status, text, html } = await from(headers);
    expect(status).toBe(403);
    expect(text).toContain(says('fi', 'pageProblem.crossSite.heading'));
    expect(html).not.toContain('/sign-in');
    expect(await log('ours')).toBe(before);
  });

  it.each([
    ['our own page', { 'sec-fetch-site': 'same-origin' }],
    ['our own page, by a browser that names the origin', {}],
    ['a browser that says nothing, as old phones have', {}],
  ])('from %s is taken', async (where, headers) => {
    const own = where.includes('origin') ? { origin: new URL(story.api.address).origin } : headers;
    expect((await from(own)).status).toBe(303);
  });

  it('that is huge is refused before it is read', async () => {
    const before = await log('ours');
    const { status, text } = await visitor.post('/proposals/ours', { ...heard, aFewWords: 'a'.repeat(200_000) });
    expect(status).toBe(413);
    expect(text).toContain(says('fi', 'pageProblem.unreadable.heading'));
    expect(await log('ours')).toBe(before);
  });

  it.each(['{"what":"heard"}', '<what>heard</what>'])('that is none is refused: %s', async (body) => {
    const answer = await fetch(`${story.api.address}/g/${token}/proposals/ours`, {
      method: 'POST',
      headers: { 'content-type': body.startsWith('{') ? 'application/json' : 'text/xml' },
      body,
    });
    expect([415, 422]).toContain(answer.status);
  });
});

describe('words', () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&{{day}}$t(groupLink.lead)';

  it('are shown as they are, wherever they stand', async () => {
    await story.does(client, 'SubmitProposal', 'hostile', {
      group: 'lobby',
      unit: 'services',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: hostile, text: hostile, changeHopedFor: hostile },
    });
    const answer = await story.tells(head, 'DecideProposal', 'hostile', {
      decision: 'accepted',
      post: 'head-of-service',
      words: { reason: hostile, briefAnswer: hostile, whatWillBeDone: hostile },
    });
    await story.does(head, 'TellAnswer', 'hostile', { ofEvent: answer, how: 'visit' });
    const form = { what: 'respond', view: 'satisfied', comment: hostile };
    expect((await visitor.post('/proposals/hostile', form)).status).toBe(303);
    for (const page of ['', '/proposals/hostile', '/print']) {
      const { html, text } = await visitor.get(page);
      expect(html).not.toMatch(/<script>alert|<img/);
      expect(text).toContain(hostile);
    }
  });

  it('of an address lead nowhere', async () => {
    const made = [
      '?lang="><script>',
      '?words="><script>',
      '?words=__proto__',
      '?done=%3Cscript%3E',
      '?after=x',
      '?of=__proto__',
    ];
    for (const query of [...made, '?lang=fi&lang=sv', '?cursor=W10', '?after=S%3A99999999x']) {
      for (const page of ['', '/proposals/ours']) {
        const { status, html } = await visitor.get(`${page}${query}`);
        expect({ query, page, status, hit: /<script>(?!\(function)/.test(html) }).toEqual({
          query,
          page,
          status: 200,
          hit: false,
        });
      }
    }
  });
});

it('neither the log nor any file says by which address a link is opened', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  Object.assign(story.api.house, { log });
  const { headers } = await visitor.get('/proposals/ours?done=heard');
  await visitor.get('/print');
  await visitor.post('/proposals/ours', heard);
  await visitor.get('/proposals/%ff');
  expect(lines.join()).toContain('/g/…/proposals/ours');
  expect([lines.join(), JSON.stringify([...headers])].filter((text) => text.includes(token))).toEqual([]);
  const files = readdirSync(story.api.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  expect(files.length).toBeGreaterThan(2);
  const shown = files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(token));
  expect(shown.map(({ name }) => name)).toEqual([]);
});
