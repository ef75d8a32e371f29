import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Queue as BullQueue } from 'bullmq';
import { Redis } from 'ioredis';
import { openEventStore } from '#event-store';
import { type ExportReport, failureOf, type Job, type Task, type TaskStatus, type Workplace } from '#jobs';
import { openQueue, openRunner, type Queue, type Runner } from '#queue';
import { exportHistory, openContext } from '#use-cases';
import { openVault } from '#vault';
import { beginnings, run } from './installation.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import type { QueueWorker } from './queue-worker.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

const pace = { lock: 1_000, stalled: 500, cancel: 100, retry: 500 };
const silent = () => {};
/** What the work is done with is no business of the queue. */
const nowhere = { log: silent } as unknown as Workplace;

let redis: RedisServer;
let queue: Queue;
let runners: Runner[];
let direct: Redis;

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(() => redis.remove());

beforeEach(async () => {
  direct = new Redis(redis.url);
  await direct.flushall();
  queue = openQueue({ url: redis.url, log: silent });
  await until(async () => (await queue.health()).ready);
  runners = [];
});

afterEach(async () => {
  for (const runner of runners) await runner.close();
  await queue.close();
  direct.disconnect();
});

/** Asks again and again until it is so. */
async function until<Answer>(ask: () => Promise<Answer | false | undefined>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const reads = (id: string, state: TaskStatus['state']) =>
  until(async () => {
    const status = await queue.read(id);
    return status?.state === state && status;
  });

function work(tasks: readonly Task[], jobs: readonly Job[] = []): Runner {
  const runner = openRunner({ url: redis.url, log: silent }, { at: nowhere, jobs, tasks, pace });
  runners.push(runner);
  return runner;
}

const exportBy = (run: Task['run']): Task => ({ kind: 'export', run });
/** Goes on until somebody stops it. */
const endless = (begun: () => void = silent) =>
  exportBy(
    (_at, _input, signal, onProgress) =>
      new Promise((_resolve, reject) => {
        onProgress({ done: 1, of: 2 });
        signal.addEventListener('abort', () => reject(signal.reason));
        begun();
      }),
  );

const asked = (more: Partial<Parameters<Queue['ask']>[0]> = {}) => ({
  id: randomUUID(),
  kind: 'export' as const,
  input: { words: false },
  account: 'developer',
  ...more,
});

describe('a task in the queue', () => {
  it('waits, is run by a worker, and tells what came of it', async () => {
    const task = asked();
    expect(await queue.ask(task)).toEqual({ ...task, state: 'waiting', askedAt: expect.any(String) });
    work([
      exportBy(async (_at, input, _signal, onProgress) => {
        onProgress({ done: 1, of: 2, sentence: 'halfway' });
        return { seen: input };
      }),
    ]);
    expect(await reads(task.id, 'done')).toMatchObject({
      ...task,
      progress: { done: 1, of: 2, sentence: 'halfway' },
      report: { seen: { words: false } },
      endedAt: expect.any(String),
    });
  });

  it('is the same when it is asked for again, and refused when another has its id', async () => {
    const task = asked();
    const { askedAt } = await queue.ask(task);
    expect(await queue.ask(task)).toMatchObject({ askedAt });
    expect(await queue.list()).toHaveLength(1);
    await expect(queue.ask({ ...task, input: { words: true } })).rejects.toMatchObject({ code: 'job.id-taken' });
    await expect(queue.ask({ ...task, account: 'other' })).rejects.toMatchObject({ code: 'job.id-taken' });
  });

  it('is cancelled while it waits: no worker begins it', async () => {
    const [first, second] = [asked(), asked()];
    await queue.ask(first);
    expect(await queue.cancel(first.id)).toMatchObject({ state: 'cancelled' });
    await queue.ask(second);
    const seen: string[] = [];
    work([exportBy(async () => ({ ran: seen.push('second') }))]);
    expect(await reads(second.id, 'done')).toMatchObject({ report: { ran: 1 } });
    expect(await queue.read(first.id)).toMatchObject({ state: 'cancelled' });
  });

  it('is cancelled while a worker runs it, and stays so', async () => {
    const task = asked();
    const aborted = Promise.withResolvers<unknown>();
    work([
      exportBy((_at, _input, signal) => {
        signal.addEventListener('abort', () => aborted.resolve(signal.reason));
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }),
    ]);
    await queue.ask(task);
    await reads(task.id, 'active');
    expect(await queue.cancel(task.id)).toMatchObject({ state: 'cancelled' });
    expect(String(await aborted.promise)).toBe('Symbol(cancelled)');
    expect(await until(async () => (await queue.read(task.id))?.endedAt)).toBeTruthy();
    expect(await queue.cancel(task.id)).toMatchObject({ state: 'cancelled' });
  });

  it('stays done when somebody cancels it afterwards, and is unknown when nobody asked for it', async () => {
    const task = asked();
    work([exportBy(async () => ({ fine: true }))]);
    await queue.ask(task);
    await reads(task.id, 'done');
    expect(await queue.cancel(task.id)).toMatchObject({ state: 'done', report: { fine: true } });
    expect(await queue.cancel(randomUUID())).toBeUndefined();
    expect(await queue.read(randomUUID())).toBeUndefined();
  });

  it('is tried again later when an engine was away', async () => {
    let attempts = 0;
    work([
      exportBy(async () => {
        attempts += 1;
        if (attempts === 1) throw Object.assign(new Error('The store is away.'), { code: 'store-unavailable' });
        return { attempts };
      }),
    ]);
    const task = asked();
    await queue.ask(task);
    expect(await reads(task.id, 'done')).toMatchObject({ report: { attempts: 2 } });
  });

  it('leaves no text of an unknown error in Redis', async () => {
    const failed = Promise.withResolvers<void>();
    work([
      exportBy(async () => {
        setImmediate(failed.resolve);
        throw new Error('hunter2');
      }),
    ]);
    const task = asked();
    await queue.ask(task);
    await failed.promise;
    const stored = await until(async () => {
      const hash = await direct.hgetall(`kierto:tasks:task-${task.id}`);
      return hash.failedReason ? hash : undefined;
    });
    expect(JSON.parse(stored.failedReason!)).toEqual(failureOf(new Error('hunter2')));
    expect(JSON.stringify(stored)).not.toContain('hunter2');
  });

  it('is handed back by a worker that is closed, and run by another', async () => {
    const task = asked();
    const begun = Promise.withResolvers<void>();
    const first = work([endless(begun.resolve)]);
    await queue.ask(task);
    await begun.promise;
    await first.close();
    expect(await queue.read(task.id)).toMatchObject({ state: 'waiting' });
    work([exportBy(async () => ({ by: 'second' }))]);
    expect(await reads(task.id, 'done')).toMatchObject({ report: { by: 'second' } });
  });
});

describe('the schedule', () => {
  const job = (name: string, run: Job['run'] = async () => {}): Job => ({
    name,
    everyMinutes: 60,
    summary: 'A probe.',
    run,
  });

  it('tells when each job ran, why it failed and when it runs next', async () => {
    const unavailable = Object.assign(new Error('The vault is away.'), { code: 'vault-unavailable' });
    work([], [job('well'), job('unwell', () => Promise.reject(unavailable))]);
    const known = await until(async () => {
      const all = await queue.scheduled();
      return all.length === 2 && all.every(({ lastRun }) => lastRun) && all;
    });
    expect(Object.fromEntries(known.map((one) => [one.name, one]))).toEqual({
      well: {
        name: 'well',
        lastRun: { startedAt: expect.any(String), endedAt: expect.any(String) },
        nextRun: expect.any(String),
      },
      unwell: {
        name: 'unwell',
        lastRun: expect.objectContaining({ error: { code: 'vault-unavailable', sentence: 'The vault is away.' } }),
        nextRun: expect.any(String),
      },
    });
  });

  it('forgets jobs that are no more', async () => {
    await work([], [job('old'), job('kept')]).close();
    const before = work([], [job('old'), job('kept')]);
    await until(async () => (await queue.scheduled()).length === 2);
    await before.close();
    work([], [job('kept'), job('new')]);
    await until(async () => {
      const names = (await queue.scheduled()).map(({ name }) => name).sort();
      return names.join() === 'kept,new';
    });
  });

  it('keeps its time for the others when one job does not come to an end', async () => {
    const stop = new AbortController();
    let [slow, quick] = [0, 0];
    const often = (name: string, run: Job['run']): Job => ({ ...job(name, run), everyMinutes: 1 / 60 });
    work(
      [],
      [
        often('slow', async () => {
          slow += 1;
          await once(stop.signal, 'abort');
        }),
        often('quick', async () => {
          quick += 1;
        }),
      ],
    );
    await until(async () => slow > 0 && quick >= 6);
    expect(slow).toBe(1);
    stop.abort();
  });

  it('is set again by the workers when Redis has lost everything', async () => {
    work([], [job('kept')]);
    await until(async () => (await queue.scheduled()).length === 1);
    await direct.flushall();
    await direct.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await until(async () => {
      const known = await queue.scheduled().catch(() => []);
      return known.length === 1;
    });
  });
});

describe('the health of the queue', () => {
  it('warns of a Redis that throws jobs away when it is full', async () => {
    expect(await queue.health()).toEqual({ ready: true });
    await direct.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await queue.health()).toEqual({ ready: true, code: 'queue-may-evict' });
    await direct.config('SET', 'maxmemory-policy', 'noeviction');
  });

  it.each([
    ['is stopped', () => redis.stop(), () => redis.start()],
    ['is frozen', async () => redis.freeze(), async () => redis.thaw()],
  ])('tells that Redis %s, refuses at once, and all goes on by itself', async (_what, end, begin) => {
    const before = asked();
    const begun = Promise.withResolvers<void>();
    const go = Promise.withResolvers<object>();
    const runner = work([
      exportBy(() => {
        begun.resolve();
        return go.promise;
      }),
    ]);
    await queue.ask(before);
    await begun.promise;
    await end();
    const unavailable = { code: 'queue-unavailable', retryAfter: 5 };
    const during = asked();
    await until(async () => !(await queue.health()).ready);
    await expect(queue.ask(during)).rejects.toMatchObject(unavailable);
    await expect(queue.list()).rejects.toMatchObject(unavailable);
    await expect(queue.read(before.id)).rejects.toMatchObject(unavailable);
    await expect(queue.cancel(before.id)).rejects.toMatchObject(unavailable);
    expect(await runner.health()).toEqual({ ready: false, code: 'queue-unavailable' });
    await begin();
    go.resolve({ went: 'on' });
    await until(async () => (await queue.health()).ready);
    await queue.ask(during);
    const done = async (id: string) => {
      const status = await queue.read(id).catch(() => undefined);
      return status?.state === 'done' && status;
    };
    expect(await until(() => done(before.id))).toMatchObject({ report: { went: 'on' } });
    expect(await until(() => done(during.id))).toMatchObject({ report: { went: 'on' } });
  });
});

describe('a worker that is closed while Redis is away', () => {
  it('ends, and what it had in hand is taken over by another', async () => {
    const task = asked();
    const begun = Promise.withResolvers<void>();
    const runner = work([endless(begun.resolve)]);
    await queue.ask(task);
    await begun.promise;
    await redis.stop();
    await until(async () => !(await queue.health()).ready);
    await runner.close();
    await redis.start();
    work([exportBy(async () => ({ by: 'second' }))]);
    const done = await until(async () => {
      const status = await queue.read(task.id).catch(() => undefined);
      return status?.state === 'done' && status;
    });
    expect(done).toMatchObject({ report: { by: 'second' } });
  });
});

describe('workers in processes of their own', () => {
  let postgres: PostgresServer;
  let folder: string;
  let given: QueueWorker;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    postgres = await startPostgres();
  });

  afterAll(() => postgres.remove());

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kierto-queue-'));
    const runs = join(folder, 'runs');
    writeFileSync(runs, '');
    const masterKeys = randomBytes(32).toString('base64');
    given = { redis: redis.url, log: folder, postgres: await postgres.database(), masterKeys, runs, hold: false };
  });

  afterEach(async () => {
    for (const child of children.splice(0)) await stop(child, 'SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** Resolves when it says that it works. */
  async function start(
    more: Partial<QueueWorker> = {},
  ): Promise<ChildProcess & { until(text: string): Promise<void> }> {
    const file = join(import.meta.dirname, 'queue-worker.ts');
    const child = spawn(process.execPath, [file, JSON.stringify({ ...given, ...more })], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let said = '';
    const says = (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => said.includes(text) && resolve();
        child.stdout!.on('data', look);
        child.on('close', () => reject(new Error(`It ended without saying ${text}: ${said}`)));
        look();
      });
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text) => (said += text));
    await says('working');
    return Object.assign(child, { until: says });
  }

  async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await new Promise((resolve) => child.once('exit', resolve));
  }

  async function inLog<Answer>(use: (context: ReturnType<typeof openContext>) => Promise<Answer>): Promise<Answer> {
    const store = await openEventStore({ kind: 'sqlite', folder });
    const vault = await openVault({ kind: 'postgres', url: given.postgres, masterKeys: given.masterKeys });
    try {
      return await use(openContext(store, vault));
    } finally {
      await vault.close();
      await store.close();
    }
  }

  it('race over the scheduled jobs, and each slot is run once', async () => {
    await inLog(async () => {});
    await Promise.all([start(), start(), start(), start()]);
    const scheduled = new BullQueue('scheduled', { connection: direct as never, prefix: 'kierto' });
    await until(async () => (await scheduled.getCompletedCount()) >= 5);
    for (const child of children) await stop(child, 'SIGTERM');
    const slots = await scheduled.getCompleted(0, -1);
    expect(slots.map(({ attemptsStarted }) => attemptsStarted)).toEqual(slots.map(() => 1));
    expect(readFileSync(given.runs, 'utf8').trim().split('\n')).toHaveLength(slots.length);
    await scheduled.close();
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'one that is ended by %s in the middle of an export has it finished by another',
    async (signal) => {
      let whole = '';
      await inLog(async (context) => {
        for (const one of beginnings) await run(context, one);
        await exportHistory(context, (text) => {
          whole += text;
        });
      });
      const task = asked({ input: { words: true } });
      const first = await start({ hold: true });
      await queue.ask(task);
      await first.until('holding');
      await start();
      await stop(first, signal);
      const { report } = await reads(task.id, 'done');
      const { file, chunks, ...told } = report as ExportReport;
      expect(told).toMatchObject({ bytes: Buffer.byteLength(whole), events: beginnings.length, words: true });
      const parts = await inLog(({ vault }) =>
        Promise.all(Array.from({ length: chunks }, (_, chunk) => vault.files.read(file, chunk))),
      );
      expect(Buffer.concat(parts.map((part) => part!)).toString()).toBe(whole);
    },
  );

  it('one is told by another process to cancel, and keeps no file', async () => {
    await inLog(async (context) => {
      for (const one of beginnings) await run(context, one);
    });
    const task = asked();
    const worker = await start({ hold: true });
    await queue.ask(task);
    await worker.until('holding');
    await queue.cancel(task.id);
    await until(async () => (await queue.read(task.id))?.endedAt);
    expect(await queue.read(task.id)).toMatchObject({ state: 'cancelled' });
    const left = await inLog(({ vault }) => vault.files.expire(new Date('2100-01-01')));
    expect(left).toBe(0);
  });
});
