import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Insiders, openWithInsiders } from './insiders.ts';
import { tokenOf } from './own-tokens.ts';
import type { Json } from './running-api.ts';

/** What somebody who is inside tries with the ids of people, texts and answers that are another's, or that are no more. */

let { api, headers, does, tries } = {} as Insiders;
const person = async (id: string) => (await api.house.vault.people.read([id])).get(id);
const reads = (who: string, path: string) => api.send('GET', path, undefined, headers[who]);

const memberOf = (group: string) => ({ roles: [{ role: 'member', group, as: 'clientDeveloper' }] });

beforeAll(async () => {
  ({ api, headers, does, tries } = await openWithInsiders({
    aija: memberOf('lobby'),
    researcher: { roles: [{ role: 'analyst', readsWords: true }] },
    onlooker: { roles: [{ role: 'reader' }] },
  }));
});
afterAll(() => api.close());

const proposes = (who: string, group: string, id: string) =>
  does(who, 'PUT', `/api/proposals/${id}`, {
    group,
    unit: 'services',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title: 'Penkki', text: 'Ovelle' },
  });
const joins = (who: string, group: string, body: object) =>
  tries(who, 'POST', `/api/groups/${group}/join`, { role: 'clientDeveloper', ...body });

describe('the name of a person', () => {
  beforeAll(async () => {
    expect((await joins('kaisa', 'lobby', { member: 'helka', name: 'Helka Virtanen' })).status).toBe(200);
    expect((await joins('yrjo', 'yard', { member: 'eino', name: 'Eino' })).status).toBe(200);
    await does('yrjo', 'POST', '/api/groups/yard/give-consent', { member: 'eino', to: ['name'], how: 'oneself' });
    await proposes('yrjo', 'yard', 'swing');
  });
  const initiative = (initiators: object[]) => ({ registryNumber: 'HEL/1/2026', arrived: '2026-01-02', initiators });
  const marks = (who: string, initiators: object[]) =>
    tries(who, 'POST', '/api/proposals/swing/mark-as-initiative', initiative(initiators));

  it('is not guessed by letting them join under it in another group', async () => {
    const guess = { member: 'helka', name: 'Helka Virtanen' };
    expect(await joins('yrjo', 'yard', guess)).toMatchObject({ status: 422, body: { code: 'member.id-of-another' } });
  });

  it('is not written over by marking an initiative a second time', async () => {
    expect((await marks('yrjo', [{ id: 'eino', name: 'Eino Aalto' }])).status).toBe(200);
    for (const id of ['helka', 'nobody-yet', 'eino-too']) {
      const again = await marks('yrjo', [{ id, name: 'Joku Muu', contact: 'oma@example.fi' }]);
      expect({ id, status: again.status }).toEqual({ id, status: 409 });
    }
    expect(await person('helka')).toEqual({ name: 'Helka Virtanen' });
    expect(await person('nobody-yet')).toBeUndefined();
    expect((await marks('yrjo', [{ id: 'eino', name: 'Eino Aalto', contact: '040' }])).status).toBe(200);
    expect(await person('eino')).toEqual({ name: 'Eino Aalto', contact: '040' });
  });

  it('is not given, nor the id of who made an initiative, to those who do not keep the members', async () => {
    headers.ylva = { authorization: `Bearer ${await tokenOf(api.house, 'ylva', memberOf('yard'))}` };
    const { secret } = await does('yrjo', 'POST', '/api/groups/yard/issue-link', { link: 'gate' });
    headers.link = { authorization: `Bearer ${String(secret)}` };
    await does('head', 'POST', '/api/proposals/swing/hear-initiator', {
      initiator: 'eino',
      words: { what: 'Puhuimme' },
    });
    for (const path of ['/api/proposals/swing', '/api/proposals/swing/timeline']) {
      for (const who of ['yrjo', 'head', 'anna']) expect((await reads(who, path)).text).toContain('eino');
      for (const who of ['ylva', 'link', 'researcher', 'onlooker'])
        expect({ who, path, text: (await reads(who, path)).text }).toMatchObject({
          text: expect.not.stringContaining('eino'),
        });
    }
  });

  it('is not put under the id of whoever was forgotten', async () => {
    expect((await joins('kaisa', 'lobby', { member: 'gone', name: 'Oiva' })).status).toBe(200);
    const [forgetting] = (
      await does('kaisa', 'POST', '/api/groups/lobby/forget-person', { member: 'gone', reasonCode: 'request' })
    ).events;
    for (const [who, group] of [
      ['kaisa', 'lobby'],
      ['yrjo', 'yard'],
      ['anna', 'yard'],
    ] as const)
      expect(await joins(who, group, { member: 'gone', name: 'Oiva' })).toMatchObject({
        status: 422,
        body: { code: 'member.forgotten' },
      });
    const error = { ofEvent: forgetting, words: { why: 'Ei sittenkään' } };
    expect((await tries('kaisa', 'POST', '/api/groups/lobby/record-in-error', error)).status).toBe(422);
    expect(await person('gone')).toBeUndefined();
  });
});

describe('the address of an account', () => {
  it('is not told to a coordinator who gives it a role', async () => {
    await does('anna', 'PUT', '/api/accounts/aija', { language: 'fi', name: 'Aija', address: 'aija@example.fi' });
    await does('yrjo', 'POST', '/api/accounts/aija/grant-role', {
      role: 'member',
      group: 'yard',
      as: 'clientDeveloper',
    });
    await does('yrjo', 'PUT', '/api/accounts/new', { language: 'fi', name: 'Uusi', address: 'uusi@example.fi' });
    await does('yrjo', 'POST', '/api/accounts/new/grant-role', {
      role: 'member',
      group: 'yard',
      as: 'clientDeveloper',
    });
    const seen = (await reads('yrjo', '/api/accounts')).text;
    expect(seen).toContain('"aija"');
    expect(seen).not.toContain('aija@example.fi');
    expect(seen).toContain('uusi@example.fi');
    expect((await reads('anna', '/api/accounts')).text).toContain('aija@example.fi');
  });
});

describe('words', () => {
  const forgets = (who: string, path: string, ofEvent: string | undefined, field: string) =>
    tries(who, 'POST', `${path}/forget-words`, { ofEvent, fields: [field], reasonCode: 'other' });

  it('of management are not forgotten by the group, nor the other way round', async () => {
    const [submitted] = (await proposes('kaisa', 'lobby', 'lamp')).events;
    const [decision] = (
      await does('head', 'POST', '/api/proposals/lamp/decide', { decision: 'rejected', words: { reason: 'Ei rahaa' } })
    ).events;
    expect((await forgets('kaisa', '/api/proposals/lamp', decision, 'reason')).status).toBe(403);
    expect((await forgets('head', '/api/proposals/lamp', submitted, 'text')).status).toBe(403);
    expect((await forgets('kaisa', '/api/proposals/lamp', submitted, 'text')).status).toBe(200);
    expect((await forgets('anna', '/api/proposals/lamp', decision, 'reason')).status).toBe(200);
  });

  it('that management only spoke are forgotten by the coordinator who wrote them down', async () => {
    await proposes('kaisa', 'lobby', 'rug');
    const heard = { decision: 'rejected', post: 'head', words: { reason: 'Matin matto' } };
    const [decision] = (await does('kaisa', 'POST', '/api/proposals/rug/decide', heard)).events;
    expect((await forgets('kaisa', '/api/proposals/rug', decision, 'reason')).status).toBe(200);
  });

  it('of one group about a commission are not forgotten, published or written anew by another', async () => {
    const [issued] = (
      await does('head', 'PUT', '/api/commissions/paint', {
        unit: 'services',
        groups: ['lobby', 'yard'],
        kind: 'task',
        words: { title: 'Maali' },
      })
    ).events;
    const answer = { group: 'lobby', proposals: [], words: { summary: 'Sininen' } };
    const [answered] = (await does('kaisa', 'POST', '/api/commissions/paint/answer', answer)).events;
    expect((await forgets('yrjo', '/api/commissions/paint', issued, 'title')).status).toBe(403);
    expect((await forgets('yrjo', '/api/commissions/paint', answered, 'summary')).status).toBe(403);
    const version = { ofEvent: answered, field: 'summary', language: 'fi', madeBy: 'group', words: { text: 'Musta' } };
    expect((await tries('yrjo', 'POST', '/api/commissions/paint/translate-words', version)).status).toBe(403);
    const published = { ofEvent: answered, fields: ['summary'], side: 'group' };
    expect((await tries('yrjo', 'POST', '/api/commissions/paint/publish', published)).status).toBe(403);
    expect((await tries('kaisa', 'POST', '/api/commissions/paint/publish', published)).status).toBe(200);
    expect((await forgets('kaisa', '/api/commissions/paint', answered, 'summary')).status).toBe(200);
  });
});

describe('what changed', () => {
  it('is not read in a list by the group before it is told', async () => {
    await proposes('kaisa', 'lobby', 'door');
    const decided = { decision: 'accepted', words: { reason: 'Hyvä' } };
    const [decision] = (await does('head', 'POST', '/api/proposals/door/decide', decided)).events;
    await does('kaisa', 'POST', '/api/proposals/door/tell', { ofEvent: decision, how: 'visit' });
    const followed = { changed: 'no', words: { whyNot: 'Rahat loppuivat' } };
    const [followUp] = (await does('head', 'POST', '/api/proposals/door/follow-up', followed)).events;
    const of = async (who: string) => {
      const { items } = (await reads(who, '/api/proposals?group=lobby')).body as { items: Json[] };
      const one = (await reads(who, '/api/proposals/door')).body;
      const home = (await reads(who, '/api/groups/lobby/home')).body as { proposals: Json[] };
      const rows = [items, [one], home.proposals].map((list) => list.find(({ id }) => id === 'door')!);
      return rows.map(({ changed, followedUpOn }) => ({ changed, dated: followedUpOn !== undefined }));
    };
    const told = { changed: 'no', dated: true };
    expect(await of('kaisa')).toEqual([told, told, told]);
    const untold = { changed: undefined, dated: false };
    expect(await of('aija')).toEqual([untold, untold, untold]);
    await does('kaisa', 'POST', '/api/proposals/door/tell', { ofEvent: followUp, how: 'visit' });
    expect(await of('aija')).toEqual([told, told, told]);
  });
});

describe('an answer that was not told', () => {
  let decision: string;
  let followUp: string;
  beforeAll(async () => {
    await proposes('kaisa', 'lobby', 'stove');
    const decides = async (decision: string, reason: string, more: object = {}) =>
      (await does('head', 'POST', '/api/proposals/stove/decide', { decision, words: { reason, ...more } })).events[0]!;
    decision = await decides('rejected', 'Liian kallis');
    await does('head', 'POST', '/api/proposals/stove/record-in-error', {
      ofEvent: decision,
      words: { why: 'Kallis se ei ollut' },
    });
    const accepted = await decides('accepted', 'Hyvä', { whatWillBeDone: 'Ostetaan' });
    await does('kaisa', 'POST', '/api/proposals/stove/tell', { ofEvent: accepted, how: 'visit' });
    const followed = { changed: 'no', words: { whyNot: 'Rahat loppuivat' } };
    [followUp] = (await does('head', 'POST', '/api/proposals/stove/follow-up', followed)).events as [string];
  });

  it('is not read either once it is said to have been an error', async () => {
    const timeline = async (who: string) => (await reads(who, '/api/proposals/stove/timeline')).text;
    for (const who of ['aija', 'onlooker']) {
      expect(await timeline(who)).toContain(decision);
      expect(await timeline(who)).not.toMatch(/[Kk]allis|rejected/);
    }
    expect(await timeline('kaisa')).toMatch(/Liian kallis.*Kallis se/s);
  });

  it('is not guessed from the texts that it has', async () => {
    const answers = async (who: string, verb: string, body: object) => {
      const { status, body: said } = await tries(who, 'POST', `/api/proposals/stove/${verb}`, body);
      return { status, code: said.code };
    };
    for (const ofEvent of [followUp, decision])
      for (const field of ['whatChanged', 'whyNot', 'reason', 'whatWillBeDone']) {
        const text = { ofEvent, field, language: 'sv', madeBy: 'group', words: { text: 'x' } };
        const side = { ofEvent, fields: [field], side: 'group' };
        const refused = { status: 422, code: 'telling.not-told' };
        expect(await answers('aija', 'translate-words', text)).toEqual(refused);
        expect(await answers('aija', 'publish', side)).toEqual(refused);
        expect(await answers('aija', 'unpublish', side)).toEqual(refused);
      }
    const text = { ofEvent: followUp, field: 'whyNot', language: 'sv', madeBy: 'group', words: { text: 'x' } };
    expect(await answers('kaisa', 'translate-words', text)).toMatchObject({ status: 200 });
    await does('kaisa', 'POST', '/api/proposals/stove/tell', { ofEvent: followUp, how: 'visit' });
    expect(await answers('aija', 'translate-words', { ...text, language: 'en' })).toMatchObject({ status: 200 });
  });
});

describe('whoever leaves a group', () => {
  const leaver = async (account: string) => {
    headers[account] = { authorization: `Bearer ${await tokenOf(api.house, account, memberOf('lobby'))}` };
    await joins('kaisa', 'lobby', { member: `${account}-member`, account });
    expect((await reads(account, '/api/groups/lobby/home')).status).toBe(200);
  };
  const isOut = async (account: string) => (await reads(account, '/api/groups/lobby/home')).status === 404;
  const mayNot = async (account: string) =>
    [403, 404].includes((await reads(account, '/api/groups/lobby/home')).status);

  it('does not read there any more', async () => {
    await leaver('leaver');
    await does('kaisa', 'POST', '/api/groups/lobby/leave', { member: 'leaver-member' });
    expect(await mayNot('leaver')).toBe(true);
  });

  it('neither after leaving by themselves, and the same command later takes nothing away again', async () => {
    await leaver('walker');
    const key = { 'idempotency-key': randomUUID() };
    const leaves = (who: string) =>
      api.send('POST', '/api/groups/lobby/leave', { member: 'walker-member' }, { ...headers[who], ...key });
    const left = await leaves('kaisa');
    expect(left.status).toBe(200);
    await api.house.reads.waitFor(String(left.body.position), 10_000);
    expect(await mayNot('walker')).toBe(true);
    await joins('kaisa', 'lobby', { member: 'walker-member' });
    await does('kaisa', 'POST', '/api/accounts/walker/grant-role', memberOf('lobby').roles[0]!);
    expect((await leaves('kaisa')).status).toBe(200);
    expect((await reads('walker', '/api/groups/lobby/home')).status).toBe(200);
  });

  it('and whoever is forgotten there neither', async () => {
    await leaver('shadow');
    await does('shadow', 'POST', '/api/groups/lobby/forget-person', {
      member: 'shadow-member',
      reasonCode: 'request',
    });
    expect(await mayNot('shadow')).toBe(true);
    expect(await isOut('kaisa')).toBe(false);
  });
});
