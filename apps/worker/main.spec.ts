import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kierto-worker-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs until it ends by itself. */
async function run(command: string, parameters: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(command, parameters, { env: { PATH: process.env.PATH, DATA_DIR: folder, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text;
    });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, said };
}

const worker = (env: Readonly<Record<string, string>>, ...flags: string[]) =>
  run(process.execPath, [join(import.meta.dirname, 'main.ts'), ...flags], env);

describe('a worker as a process', () => {
  it('needs Redis', async () => {
    expect(await worker({})).toEqual({ status: 2, said: expect.stringMatching(/^kierto: REDIS_URL is not set\./) });
  });

  it('refuses a setting that is wrong, and a flag', async () => {
    expect(await worker({ HEALTH_PORT: 'many' })).toEqual({ status: 2, said: expect.stringContaining('HEALTH_PORT') });
    expect(await worker({}, '--demo')).toEqual({ status: 2, said: expect.stringContaining('"--demo"') });
  });

  it('is started by bin/worker, which tells what it does', async () => {
    const bin = join(import.meta.dirname, '../../bin/worker');
    expect(await run(bin, ['--help'])).toEqual({ status: 0, said: expect.stringContaining('Usage: bin/worker') });
    expect(await run(bin, ['--fast'])).toEqual({ status: 2, said: expect.stringContaining("there is no '--fast'") });
  });
});
