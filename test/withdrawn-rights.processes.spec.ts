import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from './driven-api.ts';
import { type Engines, type OwnProcess, ownProcess, startEngines, until } from './own-installation.ts';
import type { Json } from './running-api.ts';
import { tokenOf } from './server-process.ts';

/** A right that was withdrawn on one server is gone on the other within two seconds, although that one has just been used. */

const mostMilliseconds = 2_000;

let engines: Engines;
let here: OwnProcess;
let there: OwnProcess;
const measured: string[] = [];

beforeAll(async () => {
  engines = await startEngines();
  [here, there] = [await ownProcess('strict-api', engines.env), await ownProcess('strict-api', engines.env)];
  await Promise.all([here.start(), there.start()]);
  await Promise.all([here.ready(), there.ready()]);
  await does('PUT', '/api/units/services', { words: { name: 'Palvelut' } });
  const post = { code: 'head-of-service', unit: 'services', words: { label: 'Päällikkö' } };
  await does('POST', '/api/organisation/name-post', post);
  await does('PUT', '/api/groups/lobby', { kind: 'coDevelopment', unit: 'services', words: { name: 'Aula' } });
}, 120_000);

afterAll(async () => {
  console.info(`a withdrawn right was refused on the other server after: ${measured.join(', ')}`);
  await Promise.all([here, there].map((one) => one.remove()));
  await engines.remove();
});

type Headers = Readonly<Record<string, string>>;

/** As whoever has the data folder of the first server. */
async function does(method: string, path: string, body: Json = {}, headers?: Headers): Promise<Json> {
  const asConsole = { 'x-kierto-token': tokenOf(here.folder) };
  const lang = path.startsWith('/api/admin') ? {} : { lang: 'fi' };
  const answer = await here.send(method, path, { ...lang, ...body }, headers ?? asConsole);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

const invites = (account: string) =>
  does('PUT', `/api/accounts/${account}`, { language: 'fi', name: account, address: `${account}@example.fi` });

async function programOf(account: string): Promise<Headers> {
  const wanted = { name: 'test', days: 1, scopes: ['read', 'record', 'export'] };
  const { token } = await does('POST', `/api/admin/accounts/${account}/token`, wanted);
  return { authorization: `Bearer ${token}` };
}

/** Signs in by the link that the command line prints; the cookie of the session. */
async function signIn(account: string): Promise<Headers> {
  const { path } = await does('POST', `/api/admin/accounts/${account}/link`);
  const answer = await fetch(`${here.address}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ password: 'kolme rusakkoa pihalla', language: 'fi' }),
    headers: { 'sec-fetch-site': 'same-origin' },
    redirect: 'manual',
  });
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('kierto='));
  expect({ status: answer.status, cookie }).toEqual({ status: 303, cookie: expect.any(String) });
  return { cookie: cookie!.split(';')[0]!, 'sec-fetch-site': 'same-origin' };
}

/**
 * Asks the other server again and again while the first one withdraws something; how long after that was answered the last
 * time is that somebody was let in.
 */
async function refusedAfter(path: string, headers: Headers, withdraw: () => Promise<unknown>): Promise<number> {
  const asks = async () => (await there.send('GET', path, undefined, headers)).status;
  await until(`${path} is answered`, async () => (await asks()) === 200);
  let withdrawn = Number.POSITIVE_INFINITY;
  let lastLetIn = 0;
  const withdrawing = withdraw().then(() => {
    withdrawn = performance.now();
  });
  for (;;) {
    const sent = performance.now();
    const status = await asks();
    if (status === 200) lastLetIn = sent;
    else {
      expect([401, 403, 404]).toContain(status);
      break;
    }
    await sleep(10);
  }
  await withdrawing;
  return Math.max(0, lastLetIn - withdrawn);
}

const withdrawals: readonly (readonly [
  what: string,
  arrange: () => Promise<readonly [path: string, headers: Headers, withdraw: () => Promise<unknown>]>,
])[] = [
  [
    'a role that was withdrawn',
    async () => {
      await invites('kari');
      const role = { role: 'coordinator', group: 'lobby' };
      await does('POST', '/api/accounts/kari/grant-role', role);
      const withdraw = () => does('POST', '/api/accounts/kari/withdraw-role', role);
      return ['/api/groups/lobby/agenda', await programOf('kari'), withdraw];
    },
  ],
  [
    'a post that is held no more',
    async () => {
      await invites('maria');
      const hold = { post: 'head-of-service', account: 'maria', from: day(-10) };
      await does('POST', '/api/units/services/hold-post', hold);
      const withdraw = () => does('POST', '/api/units/services/hold-post', { ...hold, to: day(-1) });
      return ['/api/posts/head-of-service/handover', await programOf('maria'), withdraw];
    },
  ],
  [
    'the program of an account that was disabled',
    async () => {
      await invites('leena');
      return ['/api/inbox', await programOf('leena'), () => does('POST', '/api/accounts/leena/disable')];
    },
  ],
  [
    'the session of an account that was disabled',
    async () => {
      await invites('olli');
      return ['/api/inbox', await signIn('olli'), () => does('POST', '/api/accounts/olli/disable')];
    },
  ],
  [
    'a session that was ended by another of the account',
    async () => {
      await invites('anna');
      const [old, recent] = [await signIn('anna'), await signIn('anna')];
      return ['/api/inbox', old, () => here.send('DELETE', '/api/sessions', undefined, recent)];
    },
  ],
  [
    'a token that was revoked',
    async () => {
      await invites('sari');
      const [headers, person] = [await programOf('sari'), await signIn('sari')];
      const { items } = await here
        .send<{ items: { id: string }[] }>('GET', '/api/tokens', undefined, person)
        .then(({ body }) => body);
      const withdraw = () => here.send('DELETE', `/api/tokens/${items[0]!.id}`, undefined, person);
      return ['/api/inbox', headers, withdraw];
    },
  ],
  [
    'the link of a group that was revoked',
    async () => {
      await invites('ulla');
      await does('POST', '/api/accounts/ulla/grant-role', { role: 'coordinator', group: 'lobby' });
      const headers = await programOf('ulla');
      const issue = () => here.send<Json>('POST', '/api/groups/lobby/issue-link', { link: 'door' }, headers);
      const { secret } = await until('the link is issued', async () => {
        const { status, body } = await issue();
        return status === 200 && body;
      });
      const withdraw = () => does('POST', '/api/groups/lobby/revoke-link', { link: 'door' }, headers);
      return ['/api/groups/lobby/home', { authorization: `Bearer ${secret}` }, withdraw];
    },
  ],
];

describe('within two seconds nobody is let in on the other server by', () => {
  it.each(withdrawals)('%s', async (what, arrange) => {
    const milliseconds = await refusedAfter(...(await arrange()));
    measured.push(`${what} ${Math.round(milliseconds)} ms`);
    expect(milliseconds).toBeLessThan(mostMilliseconds);
  });
});
