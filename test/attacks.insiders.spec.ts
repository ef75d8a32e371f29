import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginSession, issueInvitation, lookAtInvitation } from '#sign-in';
import { joinAccount } from '#use-cases';
import { type Insiders, openWithInsiders } from './insiders.ts';
import { tokenOf } from './own-tokens.ts';

/** What somebody who is inside tries in order to read, to be or to take back what is not theirs. */

let { api, headers, give, does, tries } = {} as Insiders;
const secret = 'Penkki tulee, mutta vasta kesällä.';
const named = (name: string) => ({ words: { name }, lang: 'fi' });

beforeAll(async () => {
  ({ api, headers, give, does, tries } = await openWithInsiders());
  const person = { member: 'helka', role: 'clientDeveloper', name: 'Helka Virtanen', contact: '040 555 0101' };
  await does('kaisa', 'POST', '/api/groups/lobby/join', person);
  await does('kaisa', 'PUT', '/api/proposals/bench', {
    group: 'lobby',
    unit: 'services',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title: 'Penkki', text: 'Ovelle' },
  });
});
afterAll(() => api.close());

let decision: string;
describe('an answer', () => {
  beforeAll(async () => {
    await does('head', 'POST', '/api/proposals/bench/receive', { post: 'head' });
    const answered = await does('head', 'POST', '/api/proposals/bench/decide', {
      decision: 'accepted',
      words: { reason: secret },
    });
    decision = answered.events[0]!;
  });

  it.each(['accepted', 'lobby', 'services', 'decision'])(
    'is not told to whoever has an account or a member called %s',
    async (id) => {
      await does('yrjo', 'PUT', `/api/accounts/${id}`, { language: 'fi', name: 'Yrjö' });
      await joinAccount(api.house.context, id);
      const { token } = await beginSession(api.house.context, id, { how: 'link' });
      const own = { cookie: `kierto=${token}`, 'sec-fetch-site': 'same-origin' };
      const as = { member: `${id}-too`, role: 'clientDeveloper', account: id };
      await does('yrjo', 'POST', '/api/groups/yard/join', as);
      const answer = await api.send('GET', `/api/accounts/${id}/everything`, undefined, own);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(secret);
      expect(answer.text).not.toContain('Penkki');
      expect(answer.body.recorded).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'MemberJoined' })]));
    },
  );

  it('is not told to the group by one of its members, who would read it then', async () => {
    const roles = [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }];
    headers.aija = { authorization: `Bearer ${await tokenOf(api.house, 'aija', { roles })}` };
    const seen = await api.send('GET', '/api/proposals/bench', undefined, headers.aija);
    expect(seen.text).toContain(decision);
    expect(seen.text).not.toContain(secret);
    const telling = { ofEvent: decision, how: 'visit' };
    expect((await tries('aija', 'POST', '/api/proposals/bench/tell', telling)).status).toBe(403);
  });

  it('of management is not written anew by the group', async () => {
    const version = { ofEvent: decision, field: 'reason', language: 'fi', words: { text: 'Saatte kaiken.' } };
    const writes = (madeBy: string) =>
      tries('kaisa', 'POST', '/api/proposals/bench/translate-words', { ...version, madeBy });
    expect((await writes('cleaned')).status).toBe(403);
    expect((await writes('translator')).status).toBe(200);
  });

  it('of management is not taken back by the group', async () => {
    const body = { ofEvent: decision, words: { why: 'Ei miellytä' } };
    expect(await tries('kaisa', 'POST', '/api/proposals/bench/record-in-error', body)).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
  });

  it('is told and confirmed by the group, and management does not take that back', async () => {
    const [telling] = (await does('kaisa', 'POST', '/api/proposals/bench/tell', { ofEvent: decision, how: 'visit' }))
      .events;
    const byLink = { ofEvent: telling, how: 'link', link: 'door' };
    await does('kaisa', 'POST', '/api/groups/lobby/issue-link', { link: 'door' });
    expect(await tries('kaisa', 'POST', '/api/proposals/bench/confirm-telling', byLink)).toMatchObject({
      status: 422,
      body: { code: 'telling.not-by-link' },
    });
    const [view] = (
      await does('kaisa', 'POST', '/api/proposals/bench/respond', { view: 'unsatisfied', howAsked: 'round' })
    ).events;
    const body = { ofEvent: view, words: { why: 'Ei miellytä' } };
    expect((await tries('head', 'POST', '/api/proposals/bench/record-in-error', body)).status).toBe(403);
    await does('kaisa', 'POST', '/api/proposals/bench/record-in-error', body);
  });
});

describe('what both sides have published', () => {
  it('is what everybody reads, and not what one of them adds or cleans away', async () => {
    const [event] = (
      await does('kaisa', 'POST', '/api/proposals/bench/record-led-to', {
        kind: 'product',
        words: { what: 'Matin penkki' },
      })
    ).events;
    const version = (madeBy: string, text: string) =>
      does('kaisa', 'POST', '/api/proposals/bench/translate-words', {
        ofEvent: event,
        field: 'what',
        language: madeBy === 'cleaned' ? 'fi' : 'en',
        madeBy,
        words: { text },
      });
    const publish = (who: string, side: string) =>
      does(who, 'POST', '/api/proposals/bench/publish', { ofEvent: event, fields: ['what'], side });
    const changes = async () => (await api.send('GET', '/api/changes')).text;
    await version('cleaned', 'Aulan penkki');
    await version('translator', 'A bench');
    await publish('kaisa', 'group');
    await publish('head', 'management');
    expect(await changes()).toContain('Aulan penkki');
    expect(await changes()).toContain('A bench');
    expect(await changes()).not.toContain('Matin');
    // An instant later than the publishing: ids are ordered by milliseconds.
    const published = Date.now();
    while (Date.now() <= published) await new Promise((resolve) => setImmediate(resolve));
    await version('machine', 'Managers are owls');
    expect(await changes()).toContain('Aulan penkki');
    expect(await changes()).not.toContain('owls');
    // What is cleaned may have to go at once; what it says instead is public when both have agreed to that.
    await version('cleaned', 'Johtajat ovat pöllöjä');
    expect(await changes()).not.toMatch(/penkki|pöllöjä|owls/);
    await publish('kaisa', 'group');
    expect(await changes()).not.toMatch(/penkki|pöllöjä|owls/);
  });
});

describe('a commission that several groups have', () => {
  it('is corrected by each for its own part only', async () => {
    await does('head', 'PUT', '/api/commissions/task', {
      unit: 'services',
      groups: ['lobby', 'yard'],
      kind: 'task',
      words: { title: 'Aula' },
    });
    const [accepted] = (await does('kaisa', 'POST', '/api/commissions/task/accept', { group: 'lobby' })).events;
    const rescheduling = { answerWantedBy: '2999', words: { reason: 'Aikaa' } };
    const [rescheduled] = (await does('head', 'POST', '/api/commissions/task/reschedule', rescheduling)).events;
    const errors = (who: string, ofEvent: string | undefined) =>
      tries(who, 'POST', '/api/commissions/task/record-in-error', { ofEvent, words: { why: 'Väärin' } });
    expect((await errors('yrjo', accepted)).status).toBe(403);
    expect((await errors('head', accepted)).status).toBe(403);
    expect((await errors('yrjo', rescheduled)).status).toBe(403);
    expect((await errors('kaisa', accepted)).status).toBe(200);
    expect((await errors('head', rescheduled)).status).toBe(200);
  });
});

describe('a person', () => {
  it('of another group is neither shown nor written over by letting them join', async () => {
    const join = (body: object) =>
      tries('yrjo', 'POST', '/api/groups/yard/join', { member: 'helka', role: 'clientDeveloper', ...body });
    for (const body of [{}, { name: 'Joku Muu' }, { account: 'yrjo' }])
      expect(await join(body)).toMatchObject({ status: 422, body: { code: 'member.id-of-another' } });
    expect((await api.house.vault.people.read(['helka'])).get('helka')).toEqual({
      name: 'Helka Virtanen',
      contact: '040 555 0101',
    });
    await does('anna', 'POST', '/api/groups/yard/join', { member: 'helka', role: 'clientDeveloper' });
  });

  it('is not shown to other members of the group, also not by id in what happened there', async () => {
    const roles = [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }];
    headers.ben = { authorization: `Bearer ${await tokenOf(api.house, 'ben', { roles })}` };
    const timeline = (who: string) => api.send('GET', '/api/groups/lobby/timeline', undefined, headers[who]);
    expect((await timeline('kaisa')).text).toContain('helka');
    const seen = await timeline('ben');
    expect(seen.text).toContain('MemberJoined');
    expect(seen.text).not.toContain('helka');
  });

  it('is no account: its name would be shown', async () => {
    for (const who of ['yrjo', 'anna'])
      expect(
        await tries(who, 'POST', '/api/groups/yard/join', { member: 'head', role: 'clientDeveloper' }),
      ).toMatchObject({ status: 409, body: { code: 'account.id-of-account' } });
  });

  it('goes on in a group that succeeds theirs', async () => {
    await give('FoundGroup', 'heirs', { kind: 'coDevelopment', unit: 'services', ...named('Perijät') });
    await give('JoinGroup', 'lobby', { member: 'aava', role: 'clientDeveloper', name: 'Aava' });
    await give('SucceedGroup', 'lobby', { successor: 'heirs' });
    await give('GrantRole', 'yrjo', { role: 'coordinator', group: 'heirs' }).then(({ position }) =>
      api.house.reads.waitFor(position, 10_000),
    );
    await does('yrjo', 'POST', '/api/groups/heirs/join', { member: 'aava', role: 'clientDeveloper' });
  });
});

describe('an account', () => {
  const mine = { language: 'fi', address: 'kaisa.toinen@example.fi' };

  it.each(['console', 'import', 'kierto', 'nobody', 'directory', 'link-door'])(
    'is not made under %s, in whose name others write',
    async (id) => {
      expect(await tries('anna', 'PUT', `/api/accounts/${id}`, mine)).toMatchObject({
        status: 422,
        body: { code: 'account.id-reserved' },
      });
    },
  );

  it('is not claimed by a coordinator when it holds a post', async () => {
    await give('HoldPost', 'services', { post: 'head', account: 'new-head', from: '2020-01-01', deputy: true });
    expect((await tries('kaisa', 'PUT', '/api/accounts/new-head', mine)).status).toBe(403);
    await does('kaisa', 'PUT', '/api/accounts/later-head', { language: 'fi', address: 'oma@example.fi' });
    await give('HoldPost', 'services', { post: 'head', account: 'later-head', from: '2020-01-01', deputy: true });
    expect((await tries('kaisa', 'PUT', '/api/accounts/later-head', mine)).status).toBe(403);
    const cookie = await beginSession(api.house.context, 'kaisa', { how: 'password' });
    const session = { cookie: `kierto=${cookie.token}`, 'sec-fetch-site': 'same-origin' };
    const again = await api.send('POST', '/api/accounts/later-head/invitation', {}, session);
    expect(again.status).toBe(403);
    await does('anna', 'PUT', '/api/accounts/new-head', { language: 'fi', address: 'uusi@example.fi' });
  });

  it('is not prepared for somebody else: an invitation ends when the address changes', async () => {
    const { context } = api.house;
    await does('kaisa', 'PUT', '/api/accounts/prepared', { language: 'fi', address: 'kaisa.kolmas@example.fi' });
    const { token } = await issueInvitation(context, 'prepared');
    await does('kaisa', 'PUT', '/api/accounts/prepared', { language: 'fi', address: 'paallikko@example.fi' });
    expect(await lookAtInvitation(context, token)).toBeUndefined();
  });
});

describe('the calendar of a post', () => {
  it('ends for whoever does not hold the post any more', async () => {
    const headers = {
      authorization: `Bearer ${await tokenOf(api.house, 'deputy', { posts: [['head', 'services']] })}`,
    };
    const made = await api.send('POST', '/api/calendar-links', { for: 'post', of: 'head' }, headers);
    const path = new URL(String(made.body.address), api.address).pathname;
    expect((await api.send('GET', path)).status).toBe(200);
    const { position } = await give('DisableAccount', 'deputy', {});
    await api.house.reads.waitFor(position, 10_000);
    expect((await api.send('GET', path)).status).toBe(404);
  });

  it.each(['unit', 'group', 'account'])('is not looked for under what is no id of a %s', async (kind) => {
    expect((await tries('anna', 'POST', '/api/calendar-links', { for: kind, of: 'ABC' })).status).toBe(404);
  });
});
