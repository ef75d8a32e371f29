import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openVault } from '#vault';
import { openInstallation } from './installation.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

/** A process that sends mails is killed at the worst moment, and another one goes on. */

const script = ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('./mail-sender.ts', import.meta.url))];
const minute = 60_000;
const now = Date.parse('2026-11-20T10:00:00Z');

let folder: string;
let server: MailServer;
beforeEach(async () => {
  server = await openMailServer();
  const { context, folder: made } = await openInstallation();
  folder = made;
  await context.vault.people.keep('aino', { name: 'Aino', contact: 'aino@example.fi' }, 'account-aino');
  await context.vault.deliveries.add([
    { id: 'mail-1', channel: 'mail', to: 'aino', event: 'event-1', facts: { type: 'Test' }, now: new Date(now) },
  ]);
  await context.store.close();
  await context.vault.close();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function sender(time: number): ChildProcess {
  const env = { ...process.env, FOLDER: folder, SMTP_URL: server.url, NOW: String(time) };
  return spawn(process.execPath, script, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A sender that comes to its end. */
async function send(time: number): Promise<void> {
  expect(await once(sender(time), 'exit')).toEqual([0, null]);
}

async function row() {
  const vault = await openVault({ kind: 'sqlite', folder });
  const [only] = await vault.deliveries.list({ limit: 1 });
  await vault.close();
  return only;
}

/** Kills a sender when it is there, and lets the server go on afterwards. */
async function killedWhen(moment: 'connect' | 'mail'): Promise<void> {
  const child = sender(now);
  const exited = once(child, 'exit');
  server.on[moment] = async () => {
    server.on[moment] = async () => {};
    child.kill('SIGKILL');
    await exited;
  };
  expect(await exited).toEqual([null, 'SIGKILL']);
}

describe('A sender that is killed', () => {
  it('between taking and sending: the mail is sent once, by another one, when the lease has run out', async () => {
    await killedWhen('connect');
    expect(await row()).toMatchObject({ state: 'waiting', attempts: 1 });
    await send(now + 4 * minute);
    expect(server.mails).toEqual([]);
    await send(now + 6 * minute);
    await send(now + 12 * minute);
    expect(server.mails.map(({ headers }) => headers.get('message-id'))).toEqual(['<mail-1@example.fi>']);
    expect(await row()).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('between sending and settling: the mail is sent again, as the same mail', async () => {
    await killedWhen('mail');
    expect(server.mails).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'waiting', attempts: 1 });
    await send(now + 6 * minute);
    await send(now + 12 * minute);
    expect(server.mails.map(({ headers }) => headers.get('message-id'))).toEqual([
      '<mail-1@example.fi>',
      '<mail-1@example.fi>',
    ]);
    expect(server.mails[1]!.text).toBe(server.mails[0]!.text);
    expect(await row()).toMatchObject({ state: 'done', attempts: 2 });
  });
});
