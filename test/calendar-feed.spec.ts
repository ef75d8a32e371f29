import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { sayIn } from '#i18n';
import { issueCalendarLink } from '#use-cases';
import { type Actor, administrator, client, coordinator, type Drive, day, drive, head } from './driven-api.ts';
import { type Json, type RunningApi, runApi } from './running-api.ts';

/** Due days as a calendar program reads them. */

let api: RunningApi;
let story: Drive;
const clock = { time: 0, now: () => clock.time };
const planted = 'Lause, joka ei saa lähteä talosta.';
const baseUrl = 'https://kierto.example/county';

beforeAll(async () => {
  api = await runApi({ BASE_URL: baseUrl });
  clock.time = Date.now();
  Object.assign(api.house.context, { clock });
  story = drive(api);
  const { does } = story;
  await does(administrator, 'EstablishUnit', 'county', { words: { name: planted } });
  await does(administrator, 'EstablishUnit', 'services', { parent: 'county', words: { name: planted } });
  const post = { code: 'head-of-service', unit: 'services', words: { label: planted } };
  await does(administrator, 'NamePost', 'main', post);
  await does(administrator, 'HoldPost', 'services', { post: post.code, account: 'head-1', from: day(-400) });
  await does(administrator, 'InviteAccount', 'head-1', { language: 'sv', name: planted });
  await does(administrator, 'InviteAccount', 'admin-1', { language: 'fi' });
  await does(administrator, 'GrantRole', 'admin-1', { role: 'administrator' });
  const promise = { counting: 'calendar', receive: 7, decide: 30, followUp: 90, tell: 14, from: day() };
  await does(administrator, 'SetPromise', 'county', promise);
  await does(administrator, 'FoundGroup', 'lobby', {
    kind: 'coDevelopment',
    unit: 'services',
    words: { name: planted },
  });
  await does(administrator, 'InviteAccount', 'client-1', { language: 'fi' });
  await does(administrator, 'GrantRole', 'client-1', { role: 'member', group: 'lobby', as: 'clientDeveloper' });
  for (const id of ['one', 'two', 'three']) {
    await does(client, 'SubmitProposal', id, {
      group: 'lobby',
      unit: 'services',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: planted, text: planted },
    });
    await does(head, 'ReceiveProposal', id, { post: post.code });
  }
  const answer = { decision: 'accepted', words: { reason: planted } };
  await does(head, 'DecideProposal', 'three', answer);
});
afterAll(() => api.close());

interface Link {
  readonly link: string;
  readonly address: string;
}
async function linkFor(of: Json, actor: Actor = administrator): Promise<Link> {
  const { status, body } = await api.send<Link & Json>('POST', '/api/calendar-links', of, actor);
  expect({ status, body }).toMatchObject({ status: 200, body: { address: expect.any(String) } });
  return body;
}
/** What a program gets; the public address leads to this server. */
async function get(address: string, headers: Record<string, string> = {}, method = 'GET') {
  // The reads have seen what was written.
  const head = await api.house.store.head();
  await api.house.reads.waitFor(head!.position, 10_000);
  return api.send<string>(method, address.replace(baseUrl, ''), undefined, headers);
}

interface Entry {
  readonly on: string;
  readonly summary: string;
  readonly description: string;
  readonly uid: string;
}
function entriesOf(text: string): Entry[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    expect(event.startDate.isDate).toBe(true);
    const { summary, description, uid } = event;
    return { on: event.startDate.toString(), summary, description, uid };
  });
}
const entries = async (of: Json) => entriesOf((await get((await linkFor(of)).address)).text);
const fi = sayIn('fi');

describe('the calendar of a post', () => {
  it('has an entry for each day and thing, with a count and links', async () => {
    const shown = await entries({ for: 'post', of: 'head-of-service' });
    const decisions = shown.filter(({ summary }) => summary.includes(fi('owed.decision')));
    expect(decisions).toEqual([
      {
        on: day(30),
        summary: fi('calendar.due', { what: `${fi('owed.decision')} (2)` }),
        description: `${fi('calendar.turn', { whose: fi('turn.management') })}\n${baseUrl}/proposals/one\n${baseUrl}/proposals/two`,
        uid: expect.stringMatching(/^[0-9a-f]{32}@kierto$/),
      },
    ]);
    expect(shown.map(({ summary }) => summary)).toContain(fi('calendar.due', { what: fi('owed.change') }));
  });

  it('is as RFC 5545 wants it', async () => {
    const { text, headers } = await get((await linkFor({ for: 'post', of: 'head-of-service' })).address);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.slice(0, -1).every((line) => line !== '' && !/[\r\n]/.test(line))).toBe(true);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(lines.slice(0, 3)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', expect.stringMatching(/^PRODID:/)]);
    const events = text.split('BEGIN:VEVENT').slice(1);
    expect(events.length).toBeGreaterThan(1);
    for (const event of events) {
      expect(event.match(/^DTSTAMP:\d{8}T\d{6}Z\r$/gm)).toHaveLength(1);
      expect(event.match(/^DTSTART;VALUE=DATE:\d{8}\r$/gm)).toHaveLength(1);
      expect(event.match(/^UID:/gm)).toHaveLength(1);
    }
    const uids = entriesOf(text).map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(uids.length);
  });

  it('comes once: who has it already is told so, until something has changed', async () => {
    const { address } = await linkFor({ for: 'post', of: 'head-of-service' });
    const { headers, text } = await get(address);
    const etag = headers.get('etag')!;
    expect(headers.get('cache-control')).toMatch(/\bprivate\b/);
    expect(await get(address, { 'if-none-match': `"old", W/${etag}` })).toMatchObject({ status: 304, text: '' });
    const before = entriesOf(text);
    clock.time += 31 * 86_400_000;
    const later = await get(address, { 'if-none-match': etag });
    clock.time -= 31 * 86_400_000;
    expect(later.status).toBe(200);
    const late = entriesOf(later.text).find(({ on }) => on === day(30))!;
    expect(late.summary).toBe(fi('calendar.overdue', { what: `${fi('owed.decision')} (2)` }));
    expect(before.map(({ uid }) => uid)).toContain(late.uid);
  });
});

describe('the calendar of somebody else', () => {
  it('of a unit has what is due in all units below it', async () => {
    const of = (id: string) => entries({ for: 'unit', of: id });
    expect(await of('county')).not.toEqual([]);
    expect((await of('county')).map(({ summary }) => summary)).toEqual(
      (await of('services')).map(({ summary }) => summary),
    );
  });

  it('of an account has what its posts owe, in its language', async () => {
    const account = { 'x-kierto-account': 'head-1' };
    const { address } = await linkFor({ for: 'account', of: 'head-1' }, account);
    const shown = entriesOf((await get(address)).text).map(({ summary }) => summary);
    const sv = sayIn('sv');
    expect(shown).toContain(sv('calendar.due', { what: `${sv('owed.decision')} (2)` }));
    const english = entriesOf((await get(`${address}?lang=en`)).text).map(({ summary }) => summary);
    expect(english).toContain(sayIn('en')('calendar.due', { what: `${sayIn('en')('owed.decision')} (2)` }));
    await story.does(administrator, 'DisableAccount', 'head-1');
    expect((await get(address)).status).toBe(404);
  });

  it('of a group says nothing of an answer before it is told', async () => {
    const { address } = await linkFor({ for: 'group', of: 'lobby' }, client);
    const about = async () =>
      entriesOf((await get(address)).text).filter(({ description }) => description.includes('/proposals/three'));
    // That it accepts something, so that a change is owed, is what the answer says.
    expect((await about()).map(({ summary }) => summary)).toEqual([fi('calendar.due', { what: fi('owed.telling') })]);
    const timeline = await story.reads<{ events: readonly { type: string; event: string }[] }>(
      head,
      '/api/proposals/three/timeline',
    );
    const answer = timeline.events.find(({ type }) => type === 'ProposalDecided')!.event;
    await story.does(coordinator, 'TellAnswer', 'three', { ofEvent: answer, how: 'visit' });
    expect((await about()).map(({ summary }) => summary)).toContain(fi('calendar.due', { what: fi('owed.change') }));
  });

  it('never has a word of anybody', async () => {
    for (const of of [
      { for: 'post', of: 'head-of-service' },
      { for: 'unit', of: 'county' },
      { for: 'group', of: 'lobby' },
    ]) {
      const { text } = await get((await linkFor(of)).address);
      expect(text.replaceAll('\r\n ', '')).not.toContain(planted);
    }
  });
});

describe('a secret address', () => {
  it('from before there were accounts opens nothing, and says why', async () => {
    const { context } = api.house;
    const of = { kind: 'post', id: 'head-of-service' } as const;
    const issued = await issueCalendarLink(context, of, { lang: undefined });
    const { status, text } = await get(`${baseUrl}/calendar/${issued!.token}.ics`);
    expect({ status, text }).toEqual({ status: 410, text: expect.stringContaining('before people had accounts') });
  });

  it('is listed without itself, revoked, and then gives what an unknown one gives', async () => {
    const of = { for: 'post', of: 'head-of-service' };
    const { link, address } = await linkFor({ ...of, lang: 'sv' }, head);
    const query = '?for=post&of=head-of-service';
    const listed = await api.send<{ items: readonly Json[] }>('GET', `/api/calendar-links${query}`, undefined, head);
    expect(listed.body.items).toContainEqual({ ...of, link, lang: 'sv', issuedAt: expect.any(String) });
    expect(listed.text).not.toContain(address.split('/').at(-1)!.replace('.ics', ''));
    const elsewhere = await api.send('DELETE', `/api/calendar-links/${link}?for=group&of=lobby`, undefined, client);
    expect(elsewhere.status).toBe(404);
    const revoke = () => api.send('DELETE', `/api/calendar-links/${link}${query}`, undefined, head);
    expect(await revoke()).toMatchObject({ status: 200, body: { revoked: true } });
    expect(await revoke()).toMatchObject({ status: 404 });
    const unknown = [address, `${baseUrl}/calendar/${'a'.repeat(43)}.ics`, `${baseUrl}/calendar/other`];
    const answers = await Promise.all(unknown.map((one) => get(one)));
    for (const { status, text, headers } of answers)
      expect([status, text, headers.get('content-type')]).toEqual([
        404,
        answers[0]!.text,
        answers[0]!.headers.get('content-type'),
      ]);
    expect((await get(address, {}, 'HEAD')).status).toBe(404);
  });

  it.each([
    ['a post’s, for another post', { for: 'post', of: 'head-of-service' }, { 'x-kierto-post': 'head-of-housing' }],
    ['a unit’s, for the group', { for: 'unit', of: 'services' }, client],
    ['a group’s, for management', { for: 'group', of: 'lobby' }, head],
    ['an account’s, for another', { for: 'account', of: 'head-1' }, client],
  ])('is not made: %s', async (_what, of, actor) => {
    expect(await api.send('POST', '/api/calendar-links', of, actor as Actor)).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
  });

  it.each([
    [404, 'not-found', { for: 'unit', of: 'nowhere' }],
    [400, 'request.body', { for: 'room', of: 'services' }],
    [400, 'request.body', { for: 'unit' }],
    [400, 'request.body', { for: 'unit', of: 'services', lang: 'de' }],
    [400, 'request.body', { for: 'unit', of: 'services', more: 1 }],
    [400, 'request.body', []],
  ])('is refused with %i %s: %j', async (status, code, body) => {
    expect(await api.send('POST', '/api/calendar-links', body, administrator)).toMatchObject({
      status,
      body: { code },
    });
  });
});
