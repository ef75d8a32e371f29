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
