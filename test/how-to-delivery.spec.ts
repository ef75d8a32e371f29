import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { atConsole } from '#permissions';
import { carryOut } from '#use-cases';
import { tokenOf } from './own-tokens.ts';
import { blocksOf } from './pages/blocks.ts';
import { runPage, untrueIn } from './pages/shell.ts';
import { type RunningApi, runApi } from './running-api.ts';

let api: RunningApi | undefined;
afterEach(() => api?.close());

const pageOf = (name: string) => readFileSync(join(import.meta.dirname, '../docs/how-to', `${name}.md`), 'utf8');

/** A port that nobody has just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Comes back when something listens there. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const heard = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ])
      .catch(() => false)
      .finally(() => socket.destroy());
    if (heard) return;
  }
}

it('docs/how-to/webhooks.md works as it is written, with the receiver that it shows', async () => {
  api = await runApi({ WEBHOOKS_TO_PRIVATE_NETWORKS: 'yes' }, { whoIs: 'real' });
  const admin = await tokenOf(api.house, 'anna', { roles: [{ role: 'administrator' }] });
  const page = pageOf('webhooks');
  const file = join(api.folder, 'receiver.mjs');
  writeFileSync(file, blocksOf(page).find(({ info }) => info === 'js')!.text);
  const env = {
    WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
    RECEIVER_PORT: String(await freePort()),
    KIERTO_URL: api.address,
    admin,
  };
  const receiver = spawn(process.execPath, [file], { env: { ...process.env, ...env } });
  let received = '';
  receiver.stdout.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  try {
    await listening(Number(env.RECEIVER_PORT));
    const ran = await runPage(page, { env, cwd: api.folder });
    expect(ran.filter(({ shown }) => shown).length).toBeGreaterThan(3);
    expect(untrueIn(ran)).toEqual([]);
    expect(received).toContain('"type":"webhook.test"');
    const forged = await fetch(`http://127.0.0.1:${env.RECEIVER_PORT}/`, {
      method: 'POST',
      body: received,
      headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(Date.now() / 1000)) },
    });
    expect(forged.status).toBe(401);
  } finally {
    receiver.kill();
    await once(receiver, 'close');
  }
}, 60_000);

it('docs/how-to/calendar-feed.md works as it is written', async () => {
  const port = await freePort();
  api = await runApi({ PORT: String(port), BASE_URL: `http://127.0.0.1:${port}` }, { whoIs: 'real' });
  const { context } = api.house;
  await carryOut(context, atConsole, ['EstablishUnit', 'services', { words: { name: 'Aikuissosiaalityö' } }]);
  const post = { code: 'head-of-service', unit: 'services', words: { label: 'Palvelupäällikkö' } };
  await carryOut(context, atConsole, ['NamePost', 'main', post]);
  const manager = await tokenOf(api.house, 'maria', { posts: [['head-of-service', 'services']] });
  const ran = await runPage(pageOf('calendar-feed'), { env: { KIERTO_URL: api.address, manager }, cwd: api.folder });
  expect(untrueIn(ran)).toEqual([]);
  expect(ran.filter(({ shown }) => shown).length).toBe(3);
}, 60_000);

it('docs/how-to/forget-and-look-up.md works as it is written', async () => {
  api = await runApi({}, { whoIs: 'real' });
  const { context, reads } = api.house;
  const give = (name: string, id: string, body: object) => carryOut(context, atConsole, [name, id, body]);
  await give('EstablishUnit', 'services', { words: { name: 'Aikuissosiaalityö' } });
  const post = { code: 'head-of-service', unit: 'services', words: { label: 'Palvelupäällikkö' } };
  await give('NamePost', 'main', post);
  await give('FoundGroup', 'lobby', { kind: 'coDevelopment', unit: 'services', words: { name: 'Aularyhmä' } });
  const leena = await tokenOf(api.house, 'leena', {
    roles: [{ role: 'member', group: 'lobby', as: 'clientDeveloper' }],
  });
  const officer = await tokenOf(api.house, 'tuulia', { roles: [{ role: 'dataProtectionOfficer' }] });
  const maria = await tokenOf(api.house, 'maria', { posts: [[post.code, 'services']] });
  const joined = { member: 'm-1', role: 'clientDeveloper', name: 'Leena Lahtinen', account: 'leena' };
  await give('JoinGroup', 'lobby', joined);
  const ask = async (token: string, path: string, method = 'GET', body?: object) => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${api!.address}${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as { readonly position: string } };
  };
  const proposal = { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' };
  const words = { title: 'Penkki', text: 'Leena väsyy jonossa.' };
  expect(await ask(leena, '/api/proposals/bench', 'PUT', { ...proposal, words })).toMatchObject({ status: 201 });
  const { body } = await ask(maria, '/api/proposals/bench/receive', 'POST', { post: post.code });
  await reads.waitFor(body.position as never, 10_000, ['loops', 'steps', 'words', 'groups']);
  expect(await ask(maria, '/api/proposals/bench')).toMatchObject({ status: 200 });
  await api.house.access.flush();
  const ran = await runPage(pageOf('forget-and-look-up'), {
    env: { KIERTO_URL: api.address, officer },
    cwd: api.folder,
  });
  expect(untrueIn(ran)).toEqual([]);
  expect(ran.filter(({ shown }) => shown).length).toBe(7);
  const everything = readFileSync(join(api.folder, 'leena.json'), 'utf8');
  expect(JSON.parse(everything)).toMatchObject({ members: [{ id: 'm-1', name: 'Leena Lahtinen' }] });
  await api.house.access.flush();
  const [read] = (await context.vault.access.list({ account: 'tuulia', limit: 50 })).filter(
    ({ operation }) => operation === 'GetGroup',
  );
  expect(read).toMatchObject({ facts: { address: '/api/groups/lobby', people: ['m-1'] } });
  const left = await context.vault.people.read(['m-1', 'leena']);
  expect(left.size).toBe(0);
}, 60_000);
