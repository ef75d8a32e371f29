import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MailServer, openMailServer, reply } from './mail-server.ts';
import { tokenOf } from './own-tokens.ts';
import { missingIn, runPage } from './pages/shell.ts';
import { administrator, type Json, type RunningApi, runApi } from './running-api.ts';

/** What leaves, as administrators see it. */

interface Listed extends Json {
  readonly deliveries: readonly { readonly id: string; readonly state: string; readonly outcome?: string }[];
  readonly next?: string;
  readonly mailConfigured: boolean;
}

let server: MailServer;
let api: RunningApi;
beforeAll(async () => {
  server = await openMailServer();
  const mail = { SMTP_URL: server.url, MAIL_FROM: 'Kierto <kierto@example.fi>', BASE_URL: 'https://kierto.example' };
  api = await runApi(mail);
  const aino = { language: 'sv', name: 'Aino', address: 'aino@example.fi' };
  expect((await api.send('PUT', '/api/accounts/aino', aino, administrator)).status).toBe(201);
  const rows = [1, 2, 3, 4].map((number) => ({
    id: `mail-${number}`,
    channel: 'mail' as const,
    to: number === 4 ? 'berit' : 'aino',
    event: '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
    facts: { type: 'Test' },
    now: new Date(),
  }));
  for (const row of rows) await api.house.vault.deliveries.add([row]);
  await settle('mail-1', 'done', 'accepted');
  await settle('mail-2', 'failed', 'smtp-550');
});
afterAll(async () => {
  await api.close();
  await server.close();
});

const settle = (id: string, state: 'done' | 'failed', outcome: string) =>
  api.house.vault.deliveries.settle(id, { state, outcome, at: new Date() });
const list = (query = '') => api.send<Listed>('GET', `/api/deliveries${query}`, undefined, administrator);
const ids = async (query?: string) => (await list(query)).body.deliveries.map(({ id }) => id);
const test = (body: unknown, headers: Record<string, string> = administrator) =>
  api.send('POST', '/api/deliveries/test', body, headers);
const retry = (id: string, headers: Record<string, string> = administrator) =>
  api.send('POST', `/api/deliveries/${id}/retry`, undefined, headers);

describe('the deliveries', () => {
  it('are told with what came of them, and without addresses', async () => {
    const { body, text } = await list('?limit=200');
    expect(body.mailConfigured).toBe(true);
    expect(body.deliveries.find(({ id }) => id === 'mail-2')).toEqual({
      id: 'mail-2',
      channel: 'mail',
      to: 'aino',
      event: '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
      type: 'Test',
      state: 'failed',
      attempts: expect.any(Number),
      createdAt: expect.any(String),
      lastAt: expect.any(String),
      outcome: 'smtp-550',
    });
    expect(text).not.toContain('example.fi');
  });

  it('are sifted, and come by pages, the newest first', async () => {
    expect(await ids('?state=failed')).toEqual(['mail-2']);
    expect(await ids('?to=berit')).toEqual(['mail-4']);
    expect(await ids('?channel=webhook')).toEqual([]);
    const first = await list('?limit=3');
    expect(first.body.deliveries.map(({ id }) => id)).toEqual(['mail-4', 'mail-3', 'mail-2']);
    const second = await list(`?limit=3&cursor=${first.body.next}`);
    expect(second.body.deliveries.map(({ id }) => id)).toEqual(['mail-1']);
    expect(second.body.next).toBeUndefined();
  });

  it.each([
    '?limit=0',
    '?limit=201',
    '?limit=x',
    '?state=lost',
    '?channel=fax',
    '?cursor=%00',
    '?to=a&to=b',
    '?what=x',
  ])('are not told for %s', async (query) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { code: 'request.parameter' } });
  });

  it('are for administrators', async () => {
    const coordinator = { 'x-kierto-role': 'coordinator', 'x-kierto-group': 'lobby' };
    expect(await api.send('GET', '/api/deliveries')).toMatchObject({ status: 401, body: { code: 'sign-in.needed' } });
    for (const headers of [coordinator, { 'x-kierto-post': 'head-of-service' }])
      for (const answer of [
        await api.send('GET', '/api/deliveries', undefined, headers),
        await retry('mail-2', headers),
        await test({ to: 'aino' }, headers),
      ])
        expect(answer).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
    expect(server.mails).toEqual([]);
  });
});

describe('a delivery that failed', () => {
  it('can be tried again; what has left stays as it is', async () => {
    expect(await retry('mail-2')).toMatchObject({ status: 200, body: { state: 'waiting', outcome: 'asked-again' } });
    expect(await retry('mail-1')).toMatchObject({ status: 200, body: { state: 'done', outcome: 'accepted' } });
  });

  it.each(['mail-9', 'a%2Fb', '%00'])('is not known as %s', async (id) => {
    expect(await retry(id)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

describe('a test mail', () => {
  it('leaves at once, and what came of it is answered', async () => {
    expect(await test({ to: 'aino' })).toMatchObject({ status: 200, body: { state: 'done', outcome: 'accepted' } });
    expect(server.mails.at(-1)!.headers.get('subject')).toBe('Provmeddelande från Kierto');
    server.on.reader = async () => {
      throw reply(550);
    };
    expect((await test({ to: 'aino' })).body).toEqual({ state: 'failed', outcome: 'smtp-550' });
    server.on.reader = async () => {};
    expect((await test({ to: 'nobody' })).body).toEqual({ state: 'dropped', outcome: 'no-address' });
  });

  it.each([{}, [], null, { to: 'Ä' }, { to: 'aino', cc: 'spy@example.com' }, { to: ['aino'] }])(
    'is not sent for %j',
    async (body) => {
      expect(await test(body)).toMatchObject({ status: 400, body: { code: 'request.body' } });
    },
  );
});

it('docs/how-to/mail.md has commands that work, and shows what they print', async () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/how-to/mail.md'), 'utf8');
  const admin = await tokenOf(api.house, 'anna', { roles: [{ role: 'administrator' }] });
  const ran = await runPage(page.replaceAll('http://127.0.0.1:3000', api.address), { env: { admin }, cwd: '/tmp' });
  expect(ran.length).toBeGreaterThan(1);
  for (const { printed, shown } of ran)
    if (shown) expect(missingIn(JSON.parse(printed), JSON.parse(shown.text))).toEqual([]);
});
