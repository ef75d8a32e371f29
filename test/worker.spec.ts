import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { scheduledJobs } from '#jobs';
import { startEsdbWireDouble, type WireDouble } from './esdb-wire-double/server.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

let double: WireDouble;
let postgres: PostgresServer;
let redis: RedisServer;
let folder: string;

beforeAll(async () => {
  [double, postgres, redis] = await Promise.all([startEsdbWireDouble(), startPostgres(), startRedis()]);
  folder = mkdtempSync(join(tmpdir(), 'kierto-worker-'));
});

afterAll(async () => {
  await Promise.all([double.stop(), postgres.remove(), redis.remove()]);
  rmSync(folder, { recursive: true });
});

it('a worker on its engines says how it is, runs what time brings, and ends when it is asked to', async () => {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: folder,
    ESDB_URL: double.url,
    POSTGRES_URL: await postgres.database(),
    REDIS_URL: redis.url,
    KIERTO_MASTER_KEY: randomBytes(32).toString('base64'),
    HEALTH_PORT: '0',
  };
  const worker = spawn(process.execPath, [join(import.meta.dirname, '../apps/worker/main.ts')], { env });
  let said = '';
  const ended = new Promise<number | null>((resolve) => worker.on('close', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    for (const stream of [worker.stdout, worker.stderr])
      stream.on('data', (text) => {
        said += text;
        const found = /(http:\S+)\/health\/ready/.exec(said);
        if (found) resolve(found[1]!);
      });
    void ended.then(() => reject(new Error(said)));
  });
  expect((await fetch(`${address}/health/live`)).status).toBe(200);
  expect((await fetch(`${address}/elsewhere`)).status).toBe(404);
  const health = async () => {
    const answer = await fetch(`${address}/health/ready`);
    return { status: answer.status, body: (await answer.json()) as object };
  };
  let known = await health();
  while (known.status !== 200) known = await health();
  expect(known.body).toMatchObject({
    ready: true,
    store: { ready: true },
    vault: { ready: true },
    queue: { ready: true },
  });
  const direct = new Redis(redis.url);
  const names = scheduledJobs.map(({ name }) => name);
  const wentWell = async () => {
    const runs = Object.entries(await direct.hgetall('kierto:last-runs'));
    // One that asks views is tried again when these were still being built.
    return runs.filter(([, run]) => !(JSON.parse(run) as { error?: object }).error).map(([name]) => name);
  };
  let well = await wentWell();
  while (well.length < names.length) well = await wentWell();
  expect(well.sort()).toEqual([...names].sort());
  direct.disconnect();
  await redis.stop();
  expect(await health()).toMatchObject({
    status: 503,
    body: { ready: false, store: { ready: true }, queue: { ready: false, code: 'queue-unavailable' } },
  });
  await redis.start();
  known = await health();
  while (known.status !== 200) known = await health();
  worker.kill('SIGTERM');
  expect(await ended).toBe(0);
});
