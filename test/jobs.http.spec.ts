import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLog, readSettings } from '#installation';
import { exportTask, scheduledJobs } from '#jobs';
import { openRunner, type Runner } from '#queue';
import { allQueries } from '#read-models';
import { allUseCases, exportHistory } from '#use-cases';
import { openHouse } from '../apps/api/house.ts';
import { serve } from '../apps/api/server.ts';
import { tokenOf } from './own-tokens.ts';
import { missingIn, runPage } from './pages/shell.ts';
import { type RedisServer, startRedis } from './redis-server.ts';
import { administrator, type Json, type RunningApi, runApi } from './running-api.ts';
import { saidRights } from './said-rights.ts';

const analyst = { 'x-kierto-role': 'analyst' };
const officer = { 'x-kierto-role': 'dataProtectionOfficer' };
const other = { ...administrator, 'x-kierto-account': 'somebody-else' };

interface JobTold extends Json {
  readonly id: string;
  readonly state: string;
  readonly report?: Json;
}

type Send = RunningApi['send'];

async function fill(send: Send): Promise<void> {
  for (const id of ['services', 'housing']) {
    const body = { words: { name: `The unit ${id}` }, lang: 'en' };
    expect((await send('PUT', `/api/units/${id}`, body, administrator)).status).toBe(201);
  }
}

/** The job when it has come to this state. */
async function reaches(send: Send, id: string, state: string): Promise<JobTold> {
  for (;;) {
    const { body } = await send<JobTold>('GET', `/api/jobs/${id}`, undefined, administrator);
    if (body.state === state) return body;
    if (['done', 'failed', 'cancelled'].includes(body.state)) throw new Error(JSON.stringify(body));
  }
}

async function wholeLog(house: RunningApi['house'], words: boolean): Promise<string> {
  let whole = '';
  const write = (text: string) => {
    whole += text;
  };
  await exportHistory(house.context, write, undefined, { words });
  return whole;
}

describe('jobs of a server that does everything itself', () => {
  let api: RunningApi;
  let send: Send;
  const ask = (body: object, headers: Record<string, string> = administrator) =>
    send<JobTold>('POST', '/api/jobs', body, headers);

  beforeAll(async () => {
    api = await runApi();
    send = api.send;
    await fill(send);
  });

  afterAll(() => api.close());

  it.each([
    [true, administrator],
    [false, officer],
  ])('exports the log (words: %s), and gives the file to whom it belongs', async (words, headers) => {
    const asked = await ask({ kind: 'export', words }, headers);
    expect(asked.status).toBe(202);
    const { id } = asked.body;
    expect(asked.headers.get('location')).toBe(`/api/jobs/${id}`);
    const { report } = await reaches(send, id, 'done');
    const whole = await wholeLog(api.house, words);
    expect(whole.includes('The unit housing')).toBe(words);
    expect(report).toEqual({ bytes: Buffer.byteLength(whole), events: 2, words, keptUntil: expect.any(String) });
    const file = await send('GET', `/api/jobs/${id}/file`, undefined, headers);
    expect(file.status).toBe(200);
    expect(file.text).toBe(whole);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="kierto-${id}.ndjson"`);
    const others = await send('GET', `/api/jobs/${id}/file`, undefined, other);
    expect(others).toMatchObject({ status: 403, body: { code: 'permission.denied' } });
  });

  it('tells that the file of an export has had its time', async () => {
    const { id } = (await ask({ kind: 'export' })).body;
    await reaches(send, id, 'done');
    await api.house.vault.files.expire(new Date('2100-01-01'));
    expect(await send('GET', `/api/jobs/${id}/file`, undefined, administrator)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it('rebuilds its own read models, one or all', async () => {
    const { id } = (await ask({ kind: 'rebuild', name: 'loops' })).body;
    expect((await reaches(send, id, 'done')).report).toEqual({ models: ['loops'] });
    const all = (await ask({ kind: 'rebuild' })).body.id;
    expect(((await reaches(send, all, 'done')).report as { models: string[] }).models.length).toBeGreaterThan(5);
    expect(await send('GET', `/api/jobs/${all}/file`, undefined, administrator)).toMatchObject({ status: 404 });
  });

  it('is the same job when it is asked for again, and 200 when that has ended', async () => {
    const body = { id: randomUUID(), kind: 'export', words: true };
    const { askedAt } = (await ask(body)).body;
    await reaches(send, body.id, 'done');
    expect(await ask(body)).toMatchObject({ status: 200, body: { askedAt, state: 'done' } });
    expect(await ask({ ...body, words: false })).toMatchObject({ status: 409, body: { code: 'job.id-taken' } });
  });

  it('cancels a job that waits, and leaves one alone that has ended', async () => {
    const [first, second] = [(await ask({ kind: 'rebuild' })).body.id, (await ask({ kind: 'rebuild' })).body.id];
    const cancel = (id: string) => send('DELETE', `/api/jobs/${id}`, undefined, administrator);
    expect(await cancel(second)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    await reaches(send, first, 'done');
    expect(await cancel(first)).toMatchObject({ status: 200, body: { state: 'done' } });
    expect(await cancel(randomUUID())).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('cancels a job that runs', async () => {
    const { id } = (await ask({ kind: 'rebuild' })).body;
    await reaches(send, id, 'active').catch(() => {});
    const { body } = await send<JobTold>('DELETE', `/api/jobs/${id}`, undefined, administrator);
    expect(['cancelled', 'done']).toContain(body.state);
    const { status } = await send('GET', '/health/ready');
    expect(status).toBe(200);
  });

  it('lists those of the account, and all of them for an administrator', async () => {
    const { id } = (await ask({ kind: 'export' }, other)).body;
    await reaches(send, id, 'done');
    const ids = async (query: string, headers: Record<string, string>) => {
      const { body } = await send<{ jobs: JobTold[] }>('GET', `/api/jobs${query}`, undefined, headers);
      return body.jobs.map((job) => job.id);
    };
    expect(await ids('', other)).toEqual([id]);
    expect(await ids('', administrator)).not.toContain(id);
    expect((await ids('?whose=all', administrator))[0]).toBe(id);
    expect(await ids('?whose=all&state=failed', administrator)).toEqual([]);
  });

  it.each([
    ['a body that is no object', [], 400, 'request.body'],
    ['no kind', {}, 400, 'request.body'],
    ['an unknown kind', { kind: 'dance' }, 400, 'request.body'],
    ['an id that is no UUID', { kind: 'export', id: 'mine' }, 400, 'request.body'],
    ['words that are no yes or no', { kind: 'export', words: 'yes' }, 400, 'request.body'],
    ['a name with an export', { kind: 'export', name: 'loops' }, 400, 'request.body'],
    ['an unknown read model', { kind: 'rebuild', name: 'dance' }, 404, 'not-found'],
  ])('refuses %s', async (_what, body, status, code) => {
    expect(await ask(body)).toMatchObject({ status, body: { code } });
  });

  it.each([
    ['an export to management', 'POST', '/api/jobs', { kind: 'export' }, { 'x-kierto-post': 'head-of-service' }],
    ['an export to an analyst', 'POST', '/api/jobs', { kind: 'export', words: false }, analyst],
    ['a rebuild to a data protection officer', 'POST', '/api/jobs', { kind: 'rebuild' }, officer],
    ['the jobs of all to an analyst', 'GET', '/api/jobs?whose=all', undefined, analyst],
    ['the schedule to an analyst', 'GET', '/api/jobs/scheduled', undefined, analyst],
  ])('refuses %s', async (_what, method, path, body, headers) => {
    expect(await send(method, path, body, headers as Record<string, string>)).toMatchObject({
      status: 403,
      body: { code: 'permission.denied' },
    });
  });

  it('refuses parameters that it does not know', async () => {
    for (const path of ['/api/jobs?whose=yours', '/api/jobs?state=lost', '/api/jobs?page=2', '/api/jobs/mine'])
      expect(await send('GET', path, undefined, administrator)).toMatchObject({ status: 400 });
  });

  it('runs what time brings, and tells when', async () => {
    api.house.jobs.begin();
    for (;;) {
      const { body } = await send<{ jobs: Json[] }>('GET', '/api/jobs/scheduled', undefined, administrator);
      expect(body.jobs.map(({ name }) => name)).toEqual(scheduledJobs.map(({ name }) => name));
      if (!body.jobs.every(({ lastRun, nextRun }) => lastRun && nextRun)) continue;
      expect(body.jobs.filter(({ lastRun }) => (lastRun as Json).error)).toEqual([]);
      break;
    }
    const recorded = await api.house.store.read('organisation-main');
    expect(recorded.filter(({ type }) => type === 'HolidaysSet')).toHaveLength(3);
  });

  it('says nothing of a queue where there is none', async () => {
    expect((await send('GET', '/health/ready')).body).not.toHaveProperty('queue');
  });
});

describe('docs/how-to/jobs.md', () => {
  const file = join(import.meta.dirname, '../docs/how-to/jobs.md');
  const page = readFileSync(file, 'utf8');

  it('lists what time brings', () => {
    const rows = scheduledJobs.map(
      ({ name, everyMinutes, summary }) => `| \`${name}\` | ${everyMinutes} | ${summary} |`,
    );
    const table = /(?<=\| --- \| ---: \| --- \|\n)(\|.*\n)+/;
    const told = page.replace(table, `${rows.join('\n')}\n`);
    if (process.env.UPDATE_DOCS) writeFileSync(file, told);
    expect(readFileSync(file, 'utf8')).toBe(told);
  });

  it('has commands that work and shows what they answer', async () => {
    const api = await runApi();
    await fill(api.send);
    const admin = await tokenOf(api.house, 'anna', { roles: [{ role: 'administrator' }] });
    const ran = await runPage(page, { env: { KIERTO_URL: api.address, admin }, cwd: api.folder });
    for (const { printed, shown } of ran)
      if (shown) expect(missingIn(JSON.parse(printed), JSON.parse(shown.text))).toEqual([]);
    expect(readFileSync(join(api.folder, 'kierto.ndjson'), 'utf8')).toContain('The unit housing');
    await api.close();
  });
});

describe('jobs of a server with Redis and a worker', () => {
  let redis: RedisServer;
  let dataFolder: string;
  let house: RunningApi['house'];
  let server: Awaited<ReturnType<typeof serve>>;
  let runner: Runner;
  const send = (async (method, path, body, headers = {}) => {
    const answer = await fetch(`${server.address}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text, text };
  }) as Send;

  beforeAll(async () => {
    redis = await startRedis();
    dataFolder = mkdtempSync(join(tmpdir(), 'kierto-jobs-'));
    const settings = { ...readSettings({ PORT: '0', DATA_DIR: dataFolder }), redisUrl: redis.url };
    house = await openHouse(settings, openLog('silent'));
    server = await serve(house, { useCases: allUseCases, queries: allQueries }, { whoIs: saidRights(house) });
    const { context, reads, delivery, folder } = house;
    const log = () => {};
    // The worker lives in the server's process, because the log of one folder has one writer.
    runner = openRunner(
      { url: redis.url, log },
      {
        at: { context, reads, delivery, folder, log },
        jobs: scheduledJobs,
        tasks: [exportTask],
        pace: { lock: 1_000, stalled: 500, cancel: 100, retry: 500 },
      },
    );
    await fill(send);
    while ((await send('GET', '/health/ready')).status !== 200);
  });

  afterAll(async () => {
    await runner.close();
    await server.close();
    await redis.remove();
    rmSync(dataFolder, { recursive: true });
  });

  const queueReady = async (ready: boolean) => {
    for (;;) {
      const { status, body } = await send<{ queue: { ready: boolean; code?: string } }>('GET', '/health/ready');
      if (body.queue?.ready === ready) return { status, queue: body.queue };
    }
  };

  it('are run by the worker, and so is what time brings', async () => {
    expect(await queueReady(true)).toEqual({ status: 200, queue: { ready: true } });
    const { body, status } = await send<JobTold>('POST', '/api/jobs', { kind: 'export', words: true }, administrator);
    // It may be done by the time it is told of.
    expect([200, 202]).toContain(status);
    await reaches(send, body.id, 'done');
    const file = await send('GET', `/api/jobs/${body.id}/file`, undefined, administrator);
    expect(file.text).toContain('The unit housing');
    for (;;) {
      const { body: told } = await send<{ jobs: Json[] }>('GET', '/api/jobs/scheduled', undefined, administrator);
      if (told.jobs.every(({ lastRun, nextRun }) => lastRun && nextRun)) break;
    }
  });

  it('cannot be asked for while Redis is away; all else can, and all goes on by itself', async () => {
    await redis.stop();
    expect(await queueReady(false)).toEqual({ status: 200, queue: { ready: false, code: 'queue-unavailable' } });
    const body = { id: randomUUID(), kind: 'export' };
    const refused = await send('POST', '/api/jobs', body, administrator);
    expect(refused).toMatchObject({ status: 503, body: { code: 'queue-unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await send('GET', '/api/jobs', undefined, administrator)).toMatchObject({ status: 503 });
    const unit = { words: { name: 'Families' }, lang: 'en' };
    expect(await send('PUT', '/api/units/families', unit, administrator)).toMatchObject({ status: 201 });
    expect(await send('GET', '/api/owed?unit=families', undefined, administrator)).toMatchObject({ status: 200 });
    const rebuild = await send<JobTold>('POST', '/api/jobs', { kind: 'rebuild' }, administrator);
    expect(await reaches(send, rebuild.body.id, 'done')).toMatchObject({ kind: 'rebuild' });
    await redis.start();
    expect(await queueReady(true)).toMatchObject({ status: 200 });
    expect((await send('POST', '/api/jobs', body, administrator)).status).toBeLessThan(203);
    expect((await reaches(send, body.id, 'done')).report).toMatchObject({ words: false });
  });
});
