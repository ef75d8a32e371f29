import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';

const writer = [
  '--disable-warning=ExperimentalWarning',
  fileURLToPath(new URL('./event-store.crash-writer.ts', import.meta.url)),
];
const KILLS = 200;
const FOLDERS = 4;
const CALLERS = 64;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'kierto-crash-'));
});
afterAll(() => rmSync(root, { recursive: true }));

interface Said {
  readonly what: 'asked' | 'acknowledged';
  readonly stream: string;
  readonly version: number;
  readonly id: string;
}

function said(output: string): Said[] {
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [what, stream = '', version, id = ''] = line.split(' ');
      return { what: what as Said['what'], stream, version: Number(version), id };
    });
}

/** Starts 64 callers and kills their process some milliseconds after the first acknowledgement. Answers what it said. */
async function killedWhileAppending(folder: string, run: string): Promise<Said[]> {
  const child = spawn(process.execPath, writer, {
    env: { ...process.env, FOLDER: folder, RUN: run, CALLERS: String(CALLERS), APPENDS: '1000000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const acknowledged = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('acknowledged')) resolve();
    });
  });
  const ended = once(child, 'close');
  await Promise.race([acknowledged, ended]);
  // The moment is random on purpose: each kill hits another place between an append and its acknowledgement.
  await after(Math.random() * 40);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  expect({ signal, complaint }).toEqual({ signal: 'SIGKILL', complaint: '' });
  return said(output);
}

/** Every acknowledged event lies where it was acknowledged, nothing lies there that was not asked for, no version is missing. */
function expectNothingLost(folder: string, words: readonly Said[]): void {
  const log = new DatabaseSync(join(folder, 'log.sqlite'), { readOnly: true });
  const find = log.prepare('SELECT id FROM events JOIN streams ON number = stream WHERE name = ? AND version = ?');
  const found = ({ stream, version }: Said) => find.get(stream, version)?.id;
  expect(words.filter((word) => word.what === 'acknowledged' && found(word) !== word.id)).toEqual([]);
  expect(
    words.filter((word) => word.what === 'asked' && ![undefined, word.id].includes(found(word) as string)),
  ).toEqual([]);
  const gaps = log.prepare(
    'SELECT stream FROM events GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*)',
  );
  expect(gaps.all()).toEqual([]);
  log.close();
}

describe('a process that is killed', () => {
  it(`loses no acknowledged event, ${KILLS} times during ${CALLERS} concurrent appends`, async () => {
    const lanes = Array.from({ length: FOLDERS }, async (_, lane) => {
      const folder = join(root, `lane-${lane}`);
      const all: Said[] = [];
      let inFlight = 0;
      for (let kill = 0; kill < KILLS / FOLDERS; kill += 1) {
        const words = await killedWhileAppending(folder, `${lane}-${kill}`);
        expectNothingLost(folder, words);
        all.push(...words);
        const count = (what: Said['what']) => words.filter((word) => word.what === what).length;
        expect(count('acknowledged')).toBeGreaterThan(0);
        if (count('asked') > count('acknowledged')) inFlight += 1;
      }
      expectNothingLost(folder, all);
      const store = await openEventStore({ kind: 'sqlite', folder });
      const last = all.findLast(({ what }) => what === 'acknowledged')!;
      expect(await store.read(last.stream, { from: last.version, to: last.version })).toMatchObject([{ id: last.id }]);
      await store.close();
      const log = new DatabaseSync(join(folder, 'log.sqlite'), { readOnly: true });
      expect(log.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      log.close();
      return inFlight;
    });
    const inFlight = (await Promise.all(lanes)).reduce((sum, lane) => sum + lane, 0);
    expect(inFlight).toBeGreaterThan(KILLS * 0.9);
  }, 180_000);

  it('leaves no lock behind', async () => {
    const folder = join(root, 'lock');
    await killedWhileAppending(folder, 'lock');
    const store = await openEventStore({ kind: 'sqlite', folder });
    await store.close();
  });
});

describe('an acknowledgement', () => {
  it('comes after the log was flushed to the disk, as the system calls show', () => {
    const strace = spawnSync('strace', ['-V']);
    if (strace.error)
      throw new Error(
        'strace is not installed, so nobody saw whether the log is flushed before an append is acknowledged. Install it: apt-get install strace',
      );
    const trace = join(root, 'trace');
    const calls = 'trace=fdatasync,fsync,write,pwrite64';
    const traced = spawnSync(
      'strace',
      ['-f', '-y', '-s', '40', '-e', calls, '-o', trace, process.execPath, ...writer],
      {
        env: { ...process.env, FOLDER: join(root, 'traced'), RUN: 'traced', CALLERS: '1', APPENDS: '12' },
        encoding: 'utf8',
      },
    );
    expect({ status: traced.status, stderr: traced.stderr }).toEqual({ status: 0, stderr: '' });

    const appends = stepsOfAppends(readFileSync(trace, 'utf8'));
    expect(appends).toHaveLength(12);
    for (const steps of appends) {
      // Whatever was written to the log's file was flushed afterwards, and both before the answer.
      expect(steps).toContain('written');
      expect(steps.at(-1)).toBe('flushed');
    }
  });
});

/** For each append what happened to the log's write-ahead file between its being asked and its being acknowledged. */
function stepsOfAppends(trace: string): string[][] {
  const appends: string[][] = [];
  let steps: string[] | undefined;
  const flushing = new Set<string>();
  for (const line of trace.split('\n')) {
    const thread = line.split(' ', 1)[0]!;
    const ofLog = line.includes('log.sqlite-wal>');
    if (/ write\(1<.*"asked /.test(line)) steps = [];
    else if (/ write\(1<.*"acknowledged /.test(line)) {
      if (steps) appends.push(steps);
      steps = undefined;
    } else if (ofLog && line.includes(' pwrite64(')) steps?.push('written');
    else if (ofLog && / f(data)?sync\(/.test(line)) {
      if (line.endsWith(' = 0')) steps?.push('flushed');
      else if (line.includes('<unfinished')) flushing.add(thread);
    } else if (/<\.\.\. f(data)?sync resumed>/.test(line) && line.endsWith(' = 0') && flushing.delete(thread))
      steps?.push('flushed');
  }
  return appends;
}
