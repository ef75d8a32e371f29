import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

/** A server as a process of its own, what it has said, and a way to wait until it says something. */
interface Run {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
}

let folder: string;
const running: Run[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kierto-main-'));
});

afterEach(async () => {
  for (const run of running.splice(0)) {
    run.child.kill('SIGKILL');
    await run.ended;
  }
  rmSync(folder, { recursive: true });
});

function start(env: Readonly<Record<string, string>> = {}, ...flags: string[]): Run {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...flags], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder, ...env },
  });
  let output = '';
  const listeners = new Set<() => void>();
  const collect = (text: Buffer) => {
    output += text.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(output);
        if (found) resolve(found);
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without saying ${pattern}: ${output}`)));
    });
  const run = { child, said: () => output, until, ended };
  running.push(run);
  return run;
}

const tokenIn = (of: string): string =>
  (JSON.parse(readFileSync(join(of, 'server.json'), 'utf8')) as { token: string }).token;
const addressOf = async (run: Run) => (await run.until(/listening on (http:\S+\d)/))[1]!;

describe('the server as a process', () => {
  it('says where it listens, where its data is and how the first administrator comes in, and stops when it is asked to', async () => {
    const run = start();
    const address = await addressOf(run);
    expect(run.said()).toContain(folder);
    const [, page, code] = await run.until(/open (\S+) and type the code ([\w-]+), which is good once/);
    expect(page).toBe(`${address}/first-administrator`);
    expect(code!.replaceAll('-', '')).toHaveLength(20);
    expect(run.said()).not.toMatch(/clear/);
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('warns where others could reach it and nothing says that TLS stands before it', async () => {
    await start({ HOST: '0.0.0.0' }).until(/kierto: others can reach this address.*BASE_URL with https/);
    const covered = start({ HOST: '0.0.0.0', BASE_URL: 'https://kierto.example', DATA_DIR: join(folder, 'other') });
    await covered.until(/first-administrator/);
    expect(covered.said()).not.toContain('others can reach');
  });

  it('tells of another server on the same folder, and which one it is', async () => {
    const first = start();
    await addressOf(first);
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(folder);
    expect(second.said()).toContain(String(first.child.pid));
  });

  it('tells of a port that is taken', async () => {
    const port = new URL(await addressOf(start())).port;
    const second = start({ PORT: port, DATA_DIR: join(folder, 'other') });
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(new RegExp(`port ${port}.*PORT`));
  });

  it('tells of a master key that cannot be read, and does not repeat it', async () => {
    const run = start({ KIERTO_MASTER_KEY: 'hunter2' });
    expect(await run.ended).toBe(2);
    expect(run.said()).toContain('KIERTO_MASTER_KEY');
    expect(run.said()).not.toContain('hunter2');
  });

  it('has what it acknowledged when it is started again', async () => {
    const run = start();
    const address = await addressOf(run);
    const headers = { 'content-type': 'application/json', 'x-kierto-token': tokenIn(folder) };
    const body = JSON.stringify({ words: { name: 'Aikuissosiaalityö' }, lang: 'fi' });
    const answered = await fetch(`${address}/api/units/first`, { method: 'PUT', headers, body });
    expect(answered.status).toBe(201);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    const again = await addressOf(start());
    const asked = await fetch(`${again}/api/events/unit/first`, { headers: { 'x-kierto-token': tokenIn(folder) } });
    const stream = (await asked.json()) as { version: number };
    expect(stream.version).toBe(1);
  });
});
