import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { atConsole } from '#permissions';
import { beginSession } from '#sign-in';
import { carryOut, joinAccount } from '#use-cases';
import { openMailServer } from './mail-server.ts';
import { tokenOf } from './own-tokens.ts';
import { type Json, type RunningApi, runApi } from './running-api.ts';

/** What somebody sees and ends of their own access, how they are let in, and what is known of them; and who was given which words. */

let api: RunningApi;
let admin: Record<string, string>;
let coordinator: Record<string, string>;
const give = (name: string, id: string, body: object) => carryOut(api.house.context, atConsole, [name, id, body]);
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const words = (name: string) => ({ words: { name }, lang: 'fi' });

async function signedIn(account: string): Promise<Record<string, string>> {
  const { token } = await beginSession(api.house.context, account, {
    how: 'password',
    userAgent: 'Mozilla/5.0 (Android) Firefox/120',
  });
  return { cookie: `kierto=${token}`, 'sec-fetch-site': 'same-origin' };
}
const get = <Body = Json>(path: string, headers: Record<string, string>) =>
  api.send<Body>('GET', path, undefined, headers);

beforeAll(async () => {
  api = await runApi({}, { whoIs: 'real', limits: 'none' });
  await give('EstablishUnit', 'services', words('Palvelut'));
  for (const id of ['lobby', 'panel'])
    await give('FoundGroup', id, { kind: 'coDevelopment', unit: 'services', ...words('Ryhmä') });
  admin = bearer(await tokenOf(api.house, 'anna', { roles: [{ role: 'administrator' }] }));
  coordinator = bearer(await tokenOf(api.house, 'kari', { roles: [{ role: 'coordinator', group: 'lobby' }] }));
  await tokenOf(api.house, 'leena', { roles: [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }] });
  for (const account of ['anna', 'kari', 'leena']) await joinAccount(api.house.context, account);
});
afterAll(() => api.close());

describe('sessions', () => {
  it('are listed for the account itself and for administrators, and ended one or all', async () => {
    const [here, elsewhere] = [await signedIn('leena'), await signedIn('leena')];
    const list = async (headers: Record<string, string>, of = '') =>
      get<{ items: { id: string; current: boolean; browser: string }[] }>(`/api/sessions${of}`, headers);
    const { items } = (await list(here)).body;
    expect(items).toMatchObject([{ current: true, browser: 'Firefox, Android', how: 'password' }, { current: false }]);
    expect(JSON.stringify(items)).not.toContain('account');
    expect((await list(await signedIn('anna'), '?account=leena')).body.items).toMatchObject([
      { current: false },
      { current: false },
    ]);
    expect((await list(await signedIn('kari'), '?account=leena')).status).toBe(403);
    expect((await list(here, '?who=leena')).status).toBe(400);

    const end = (id: string, headers = here) => api.send('DELETE', `/api/sessions/${id}`, undefined, headers);
    expect(await end('nothing')).toMatchObject({ status: 404, body: { code: 'session.not-found' } });
    expect((await end(items[1]!.id, await signedIn('kari'))).status).toBe(404);
    expect(await end(items[1]!.id)).toMatchObject({ status: 200, body: { ended: 1 } });
    expect(await get('/api/inbox', elsewhere)).toMatchObject({ status: 401, body: { code: 'sign-in.needed' } });

    await signedIn('leena');
    const all = await api.send('DELETE', '/api/sessions', undefined, here);
    expect(all).toMatchObject({ status: 200, body: { ended: 1 } });
    expect((await get('/api/inbox', here)).status).toBe(200);
  });
});

describe('tokens', () => {
  it('are made by the account itself, told once, and revoked', async () => {
    const here = await signedIn('leena');
    const wanted = { name: 'Sivusto', scopes: ['read'], days: 30 };
    const made = await api.send('POST', '/api/tokens', wanted, here);
    expect(made).toMatchObject({ status: 200, body: { token: expect.stringMatching(/^kierto_/) } });
    expect(made.headers.get('cache-control')).toBe('no-store');
    const headers = bearer(String(made.body.token));
    expect((await get('/api/inbox', headers)).status).toBe(200);
    const { body, text } = await get<{ items: { id: string; name: string }[] }>('/api/tokens', here);
    expect(body.items.at(-1)).toMatchObject({ id: made.body.id, name: 'Sivusto', scopes: ['read'] });
    expect(text).not.toContain(String(made.body.token).slice(7));
    const revoke = () => api.send('DELETE', `/api/tokens/${made.body.id}`, undefined, here);
    expect(await revoke()).toMatchObject({ status: 200, body: { revoked: true } });
    expect(await revoke()).toMatchObject({ status: 404, body: { code: 'api-token.not-found' } });
    expect((await get('/api/inbox', headers)).status).toBe(401);
  });

  it.each([
    [{}, ['/name', '/scopes', '/days']],
    [{ name: 7, scopes: 'read', days: 1.5 }, ['/name', '/scopes', '/days']],
    [{ name: 'a', scopes: [['read']], days: 1 }, ['/scopes']],
    [{ name: 'a', scopes: ['read'], days: 366 }, ['/days']],
    [{ name: 'a', scopes: ['read'], days: 1, account: 'anna' }, ['/account']],
  ])('are not made of %j', async (body, pointers) => {
    const { status, body: said } = await api.send<{ errors: { pointer: string }[] }>(
      'POST',
      '/api/tokens',
      body,
      await signedIn('leena'),
    );
    expect({ status, pointers: said.errors.map(({ pointer }) => pointer).sort() }).toEqual({
      status: 400,
      pointers: [...pointers].sort(),
    });
  });

  it.each([[[]], ['x'], [null]])('are not made of %j, which is no object', async (body) => {
    expect(await api.send('POST', '/api/tokens', body as never, await signedIn('leena'))).toMatchObject({
      status: 400,
    });
  });

  it('have a scope that there is', async () => {
    const wanted = { name: 'a', scopes: ['everything'], days: 1 };
    expect(await api.send('POST', '/api/tokens', wanted, await signedIn('leena'))).toMatchObject({
      status: 422,
      body: { code: 'api-token.scopes' },
    });
  });
});

describe('an invitation', () => {
  const invite = (id: string, headers: Record<string, string>) =>
    api.send('POST', `/api/accounts/${id}/invitation`, {}, headers);

  it('is a link that is told once where no mail leaves, and lets in whoever has it', async () => {
    await give('InviteAccount', 'new', { language: 'sv', name: 'Nya', address: 'nya@example.fi' });
    const first = await invite('new', await signedIn('anna'));
    expect(first).toMatchObject({ status: 200, body: { mailed: false, expires: expect.any(String) } });
    const second = await invite('new', await signedIn('anna'));
    const page = (address: unknown) => api.send<string>('GET', String(address));
    expect((await page(first.body.address)).status).toBe(404);
    expect((await page(second.body.address)).text).toContain('Välkommen till Kierto');
  });

  it('is for administrators, and for the coordinator who invited them to the group', async () => {
    await give('InviteAccount', 'other', { language: 'fi', name: 'Muu', address: 'muu@example.fi' });
    expect(await invite('other', await signedIn('kari'))).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
    const own = { language: 'fi', name: 'Oma', address: 'oma@example.fi' };
    expect((await api.send('PUT', '/api/accounts/own', own, coordinator)).status).toBe(201);
    expect((await invite('own', await signedIn('kari'))).status).toBe(200);
    expect(await invite('leena', await signedIn('anna'))).toMatchObject({ status: 409 });
    expect(await invite('nobody', await signedIn('anna'))).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await invite('own', admin)).status).toBe(403);
  });

  it('goes by mail where mails leave, and is not answered then', async () => {
    const server = await openMailServer();
    const mailing = await runApi(
      { SMTP_URL: server.url, MAIL_FROM: 'kierto@example.fi', BASE_URL: 'http://kierto.example' },
      { whoIs: 'real', limits: 'none' },
    );
    const { context } = mailing.house;
    await carryOut(context, atConsole, [
      'InviteAccount',
      'new',
      { language: 'fi', name: 'Uusi', address: 'uusi@example.fi' },
    ]);
    await tokenOf(mailing.house, 'anna', { roles: [{ role: 'administrator' }] });
    await joinAccount(context, 'anna');
    const { token } = await beginSession(context, 'anna', { how: 'password' });
    const answer = await mailing.send(
      'POST',
      '/api/accounts/new/invitation',
      {},
      {
        cookie: `kierto=${token}`,
        'sec-fetch-site': 'same-origin',
      },
    );
    expect(answer).toMatchObject({ status: 200, body: { mailed: true } });
    expect(answer.body).not.toHaveProperty('address');
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]!.text).toMatch(/http:\/\/kierto\.example\/invitation\/[\w-]{43}/);
    await mailing.close();
    await server.close();
  });
});

describe('everything that is known of somebody', () => {
  it('is told to them, and to those who keep accounts', async () => {
    await give('JoinGroup', 'lobby', {
      member: 'member-1',
      role: 'clientDeveloper',
      name: 'Leena Esimerkki',
      contact: '040 1',
      account: 'leena',
    });
    const voice = { words: { quotation: 'Meitä kuultiin.' }, lang: 'fi' };
    const session = await signedIn('leena');
    expect((await api.send('POST', '/api/groups/lobby/record-voice', voice, session)).status).toBe(200);
    const { status, body, headers } = await get('/api/accounts/leena/everything', session);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('kierto-leena.json');
    expect(body).toMatchObject({
      account: { id: 'leena', status: 'open', language: 'fi', name: 'leena', capacities: ['member:lobby'] },
      proofs: {},
      members: [{ id: 'member-1', name: 'Leena Esimerkki', contact: '040 1' }],
      inbox: [],
    });
    expect(body.recorded).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'VoiceRecorded', words: { quotation: [expect.anything()] } }),
        expect.objectContaining({ type: 'MemberJoined', stream: 'group-lobby' }),
        expect.objectContaining({ type: 'AccountJoined', stream: 'account-leena' }),
      ]),
    );
    expect(JSON.stringify(body.recorded)).not.toContain('GroupFounded');
    expect((body.sessions as Json[]).length).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain(session.cookie!.split('=')[1]);
    expect((await get('/api/accounts/leena/everything', admin)).status).toBe(200);
    expect((await get('/api/accounts/leena/everything', coordinator)).status).toBe(403);
    expect((await get('/api/accounts/nobody/everything', admin)).status).toBe(404);
  });
});

describe('who was given which words', () => {
  const list = async (query: string, headers = admin) => {
    await api.house.access.flush();
    return get<{ items: { id: string; account: string; operation: string; facts: Json }[]; next?: string }>(
      `/api/access${query}`,
      headers,
    );
  };

  it('is noted when they were read by staff, also when the answer was remembered', async () => {
    const submitted = await api.send<{ events: string[]; position: string }>(
      'PUT',
      '/api/proposals/bench',
      {
        group: 'lobby',
        unit: 'services',
        kind: 'idea',
        answerWanted: 'decision',
        words: { title: 'Penkki', text: 'Ovelle' },
        lang: 'fi',
      },
      coordinator,
    );
    const [event] = submitted.body.events;
    await get(`/api/proposals/bench?after=${encodeURIComponent(submitted.body.position)}`, admin);
    const reads = async () =>
      (await list('?account=kari')).body.items.reduce((sum, { facts }) => sum + ((facts.times as number) ?? 1), 0);
    const before = await reads();
    for (let n = 0; n < 3; n += 1) expect((await get('/api/proposals/bench', coordinator)).status).toBe(200);
    await get('/api/proposals/bench', await signedIn('leena'));
    const { items } = (await list('?account=kari')).body;
    expect((await reads()) - before).toBe(3);
    expect(items[0]).toMatchObject({
      account: 'kari',
      operation: 'GetProposal',
      facts: { address: '/api/proposals/bench', events: expect.arrayContaining([event]) },
    });
    expect((await list('?account=leena')).body.items.filter(({ operation }) => operation === 'GetProposal')).toEqual(
      [],
    );
    expect(JSON.stringify(items)).not.toContain('Penkki');
  });

  it('is noted of streams with their words and of exports', async () => {
    await get('/api/events/proposal/bench?words=true', admin);
    await get('/api/events/proposal/bench', admin);
    await api.send('POST', '/api/jobs', { kind: 'export', words: true }, admin);
    const { items } = (await list('?account=anna&limit=2')).body;
    expect(items).toMatchObject([{ operation: 'AskForJob' }, { operation: 'ReadStream' }]);
    expect(items[0]!.facts).toEqual({ address: '/api/jobs' });
    expect(items[1]!.facts).toMatchObject({ events: [expect.any(String)] });
  });

  it('is listed by page, account and day, for those who may', async () => {
    const first = (await list('?limit=1')).body;
    expect(first.items).toHaveLength(1);
    const second = (await list(`?limit=1&cursor=${first.next}`)).body;
    expect(second.items[0]!.id).not.toBe(first.items[0]!.id);
    const today = new Date().toISOString().slice(0, 10);
    expect((await list(`?from=${today}&to=${today}`)).body.items.length).toBeGreaterThan(0);
    expect((await list('?to=2020-01-01')).body.items).toEqual([]);
    expect((await list('', coordinator)).status).toBe(403);
    for (const wrong of ['?limit=0', '?limit=201', '?from=today', '?cursor=x', '?account=A B', '?page=2', '?to=a&to=b'])
      expect(await list(wrong)).toMatchObject({ status: 400, body: { code: 'request.parameter' } });
  });
});
