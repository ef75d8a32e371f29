import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { administrator } from './driven-api.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** Data folders that a server cannot have to itself, or cannot write. */

let root: string;
let folder: string;
const running: ServerProcess[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kierto-hostile-'));
  chmodSync(root, 0o755);
  folder = join(root, 'data');
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop('SIGKILL');
  spawnSync('chmod', ['-R', 'u+w', root]);
  rmSync(root, { recursive: true });
});

function start(of = folder, user?: number): ServerProcess {
  const server = startServer(of, {}, user);
  running.push(server);
  return server;
}
const establish = (server: ServerProcess, id: string) =>
  server.send('PUT', `/api/units/${id}`, { words: { name: 'Aikuissosiaalityö' }, lang: 'fi' }, administrator);

const eventsOf = async (server: ServerProcess, unit: string) =>
  (await server.send('GET', `/api/events/unit/${unit}`, undefined, administrator)).status;

/** Permissions bind everybody but root, who starts a server as nobody here. */
const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
const give = (path: string, mode: string) => {
  if (nobody !== undefined) spawnSync('chown', ['-R', String(nobody), path]);
  expect(spawnSync('chmod', ['-R', mode, path]).status).toBe(0);
};

/** It ends with status 1 and a sentence that names the folder, without a stack. */
async function expectRefused(server: ServerProcess, of: string): Promise<void> {
  expect({ status: await server.ended, said: server.said() }).toEqual({
    status: 1,
    said: expect.stringMatching(/^kierto: .+\n$/),
  });
  expect(server.said()).toContain(of);
}

describe('a data folder', () => {
  it('that another server works in is refused, and that one goes on undisturbed', async () => {
    const first = start();
    expect((await establish(first, 'before')).status).toBe(201);
    const [second, third] = [start(), start()];
    await expectRefused(second, folder);
    await expectRefused(third, folder);
    expect(second.said()).toContain(String(first.child.pid));
    expect((await establish(first, 'after')).status).toBe(201);
    expect(await first.stop()).toBe(0);
    const again = start();
    for (const id of ['before', 'after']) expect(await eventsOf(again, id)).toBe(200);
  });

  it('in which nothing can be made is refused', async () => {
    mkdirSync(folder);
    give(folder, 'a-w');
    await expectRefused(start(folder, nobody), folder);
    await expectRefused(start(join(folder, 'below'), nobody), folder);
  });

  it('that has become read-only is refused, and serves again when it can be written', async () => {
    const first = start();
    expect((await establish(first, 'kept')).status).toBe(201);
    await first.stop();
    give(folder, 'a-w');
    await expectRefused(start(folder, nobody), folder);
    give(folder, 'u+w');
    const again = start(folder, nobody);
    expect(await eventsOf(again, 'kept')).toBe(200);
    expect((await establish(again, 'more')).status).toBe(201);
  });
});
