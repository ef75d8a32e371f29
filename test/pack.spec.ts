import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenOf } from './server-process.ts';

const root = join(import.meta.dirname, '..');
/** What every machine has; no npm, no Node. */
const tools = ['sh', 'dirname', 'readlink', 'cksum', 'cmp', 'cat', 'uname'];

let folder: string;
let place: string;
let server: ChildProcess | undefined;

const environment = () => ({ PATH: join(folder, 'tools'), HOME: folder, DATA_DIR: join(folder, 'data'), PORT: '0' });

/** The archive, unpacked where nothing else is, on a machine without npm and Node, in a folder that nobody writes to. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kierto-pack-'));
  execFileSync(join(root, 'bin/pack'), [join(folder, 'kierto.tar.gz')], { stdio: 'ignore' });
  mkdirSync(join(folder, 'empty'));
  execFileSync('tar', ['-xzf', join(folder, 'kierto.tar.gz'), '-C', join(folder, 'empty')]);
  const [name, ...more] = readdirSync(join(folder, 'empty'));
  expect({ name, more }).toEqual({ name: `kierto-0.1.0-${process.platform}-${process.arch}`, more: [] });
  place = join(folder, 'empty', name!);
  chmodSync(place, 0o555);
  mkdirSync(join(folder, 'tools'));
  for (const tool of tools) {
    const found = execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();
    symlinkSync(realpathSync(found), join(folder, 'tools', tool));
  }
}, 240_000);

afterAll(async () => {
  if (server && server.exitCode === null) {
    server.kill('SIGKILL');
    await once(server, 'close');
  }
  chmodSync(place, 0o755);
  rmSync(folder, { recursive: true });
});

describe('an archive of bin/pack', () => {
  it('holds nothing that only checks and tests need', () => {
    const held = readdirSync(place, { recursive: true, encoding: 'utf8' });
    expect(held.filter((path) => path.endsWith('.spec.ts') && !path.startsWith('node_modules'))).toEqual([]);
    for (const path of ['node_modules/jest', 'node_modules/typescript', 'test', 'data', '.git'])
      expect({ path, there: existsSync(join(place, path)) }).toEqual({ path, there: false });
  });

  it('serves by bin/start, and bin/kierto works beside it', async () => {
    server = spawn(join(place, 'bin/start'), { env: environment() });
    let said = '';
    const address = await new Promise<string>((resolve, reject) => {
      server!.stderr!.on('data', (text: Buffer) => {
        said += text.toString();
        const found = /listening on (http:\S+\d)/.exec(said);
        if (found) resolve(found[1]!);
      });
      server!.once('close', () => reject(new Error(said)));
    });
    const created = await fetch(`${address}/api/units/unpacked`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-kierto-token': tokenOf(environment().DATA_DIR) },
      body: JSON.stringify({ words: { name: 'Aikuissosiaalityö' }, lang: 'fi' }),
    });
    expect(created.status).toBe(201);
    expect((await fetch(`${address}/api/docs`)).status).toBe(200);
    const kierto = (...args: string[]) =>
      execFileSync(join(place, 'bin/kierto'), args, { env: environment(), encoding: 'utf8' });
    expect(kierto('events', 'unit-unpacked', '--words')).toContain('Aikuissosiaalityö');
    server.kill('SIGTERM');
    expect((await once(server, 'close'))[0]).toBe(0);
    expect(kierto('verify')).toContain('Everything fits.');
  }, 120_000);
});
