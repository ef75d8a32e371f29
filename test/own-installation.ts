import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, OwnServer } from './own-server.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { type RedisServer, startRedis } from './redis-server.ts';
import type { Answer, Json } from './running-api.ts';

/**
 * An installation as it runs on several machines: servers and workers as processes, on one double of EventStoreDB, one real
 * PostgreSQL and one real Redis. All of them can be stopped, killed and frozen, and none outlives the test.
 */

const root = join(import.meta.dirname, '..');

/** How long anything is waited for; generous, because the machine may be busy. */
const patience = 60_000;

/** Asks until the answer is anything but nothing or no. @throws with what was answered last when that does not come */
export async function until<Found>(
  what: string,
  ask: () => Promise<Found | undefined | false> | Found | undefined | false,
): Promise<Found> {
  const began = performance.now();
  let last: unknown;
  while (performance.now() - began < patience) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await sleep(20);
  }
  throw new Error(`Waited in vain until ${what}; last: ${String(last)}`);
}

/** Something that runs beside the test and is treated badly. */
export interface Part {
  start(): Promise<void>;
  /** In good order. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  readonly running: boolean;
  remove(): Promise<void>;
}

export interface Engines {
  readonly store: Part;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  /** What every process of the installation is told. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

export async function startEngines(): Promise<Engines> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'kierto-double-'));
  const double = join(root, 'test/esdb-wire-double/main.ts');
  const store = new OwnServer({
    program: process.execPath,
    parameters: [double, '--port', String(port), '--log', join(folder, 'log')],
    ready: /"url"/,
    endBy: 'SIGTERM',
    folder,
  });
  const [postgres, redis] = await Promise.all([startPostgres({ durable: true }), startRedis(), store.start()]);
  return {
    store,
    postgres,
    redis,
    env: {
      ESDB_URL: `esdb://127.0.0.1:${port}?tls=false`,
      POSTGRES_URL: await postgres.database(),
      REDIS_URL: redis.url,
      KIERTO_MASTER_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'warn',
    },
    async remove() {
      await Promise.all([store.remove(), postgres.remove(), redis.remove()]);
    },
  };
}

export interface OwnProcess extends Part {
  start(env?: Readonly<Record<string, string>>): Promise<void>;
  readonly folder: string;
  readonly address: string;
  /** What it has said lately. */
  readonly said: string;
  /** @throws when nothing is answered in ten seconds, or the connection breaks */
  send<Body = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Body>>;
  /** Waits until everything can be asked. */
  ready(): Promise<void>;
}

/** Milliseconds after which the test's own requests give up; longer than any request may take. */
const longestRequest = 20_000;

const mains = { api: 'test/said-server.ts', 'strict-api': 'apps/api/main.ts', worker: 'apps/worker/main.ts' };

/**
 * A process of ours that is not started yet, on a port and in a folder of its own. An `api` believes whom somebody says to be,
 * a `strict-api` does not. `preload` is a module that runs before it.
 */
export async function ownProcess(
  app: keyof typeof mains,
  env: Readonly<Record<string, string>>,
  preload?: string,
): Promise<OwnProcess> {
  const folder = mkdtempSync(join(tmpdir(), `kierto-${app}-`));
  const port = await freePort();
  const compiled = { NODE_COMPILE_CACHE: join(root, '.cache/compiled') };
  const told = { ...compiled, ...env, DATA_DIR: folder, [app === 'worker' ? 'HEALTH_PORT' : 'PORT']: String(port) };
  const server = new OwnServer({
    program: '/usr/bin/env',
    parameters: [
      ...Object.entries(told).map(([name, value]) => `${name}=${value}`),
      process.execPath,
      ...(preload === undefined ? [] : ['--import', preload]),
      join(root, mains[app]),
    ],
    ready: app === 'worker' ? /working; jobs are taken/ : /listening on http/,
    endBy: 'SIGTERM',
    folder,
  });
  const address = `http://127.0.0.1:${port}`;
  const send: OwnProcess['send'] = async <Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      signal: AbortSignal.timeout(longestRequest),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as Body, text };
  };
  return {
    folder,
    address,
    get running() {
      return server.running;
    },
    get said() {
      return server.said;
    },
    send,
    async ready() {
      await until(`${app} is ready`, async () => {
        const { status, text } = await send('GET', '/health/ready');
        if (status !== 200) throw new Error(text);
        return true;
      });
    },
    start: (env) => server.start(env),
    stop: () => server.stop(),
    kill: () => server.kill(),
    freeze: () => server.freeze(),
    thaw: () => server.thaw(),
    remove: () => server.remove(),
  };
}
