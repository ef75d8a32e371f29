import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { administrator, client, head } from './driven-api.ts';
import { type Engines, type OwnProcess, ownProcess, startEngines, until } from './own-installation.ts';
import type { Answer, Json } from './running-api.ts';

/** A part that fails takes nothing with it, and is found again by itself: stopped, or frozen with its connections open. */

let engines: Engines;
let api: OwnProcess;
let worker: OwnProcess;

beforeAll(async () => {
  engines = await startEngines();
  [api, worker] = [await ownProcess('api', engines.env), await ownProcess('worker', engines.env)];
  await Promise.all([api.start(), worker.start()]);
  await Promise.all([api.ready(), worker.ready()]);
  for (const [path, body] of [
    ['/api/units/services', { words: { name: 'Palvelut' } }],
    ['/api/groups/lobby', { kind: 'coDevelopment', unit: 'services', words: { name: 'Aula' } }],
  ] as const)
    expect((await api.send('PUT', path, { lang: 'fi', ...body }, administrator)).status).toBe(201);
  const post = { code: 'head-of-service', unit: 'services', words: { label: 'Päällikkö' } };
  const named = await api.send('POST', '/api/organisation/name-post', { lang: 'fi', ...post }, administrator);
  expect(named.status).toBe(200);
  await known('bench');
}, 120_000);

/** Whatever a test left, the next one finds everything running. */
afterEach(async () => {
  for (const part of [engines.store, engines.postgres, engines.redis, api, worker]) {
    part.thaw();
    if (!part.running) await part.start();
  }
  await Promise.all([api.ready(), worker.ready()]);
});

afterAll(async () => {
  await Promise.all([api, worker].map((one) => one.remove()));
  await engines.remove();
});

const proposal = (id: string) => ({
  lang: 'fi',
  group: 'lobby',
  unit: 'services',
  kind: 'idea',
  answerWanted: 'decision',
  words: { title: `Otsikko ${id}` },
});
const proposes = (id: string, key: string = randomUUID()) =>
  api.send('PUT', `/api/proposals/${id}`, proposal(id), { ...client, 'idempotency-key': key });
/** A command that says no words. */
const receives = (id: string, key: string) =>
  api.send('POST', `/api/proposals/${id}/receive`, {}, { ...head, 'idempotency-key': key });
const reads = <Body = Json>(path: string, after = ''): Promise<Answer<Body>> =>
  api.send<Body>('GET', path, undefined, { ...administrator, ...(after && { 'x-after-position': after }) });
const health = async (of = api) =>
  (await of.send<Record<'store' | 'vault' | 'queue', Json>>('GET', '/health/ready')).body;

async function known(id: string): Promise<string> {
  const { status, body, text } = await proposes(id);
  expect({ status, text }).toEqual({ status: 201, text: expect.any(String) });
  const position = String(body.position);
  expect((await reads(`/api/proposals/${id}`, position)).status).toBe(200);
  return position;
}

/** How many events the stream has under a command, and how many of them have their words. */
async function recorded(id: string, key: string): Promise<number> {
  const { body } = await reads<{ events?: { metadata: Json; words: Json }[] }>(`/api/events/proposal/${id}?words=true`);
  return (body.events ?? []).filter(({ metadata }) => metadata.command === key).length;
}

const unavailable = (code: string) => ({
  status: 503,
  body: { code, detail: expect.any(String) },
});

async function refused(answer: Promise<Answer>, code: string): Promise<void> {
  const { status, body, headers } = await answer;
  expect({ status, body }).toMatchObject(unavailable(code));
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
}

/** Everything that a process says of an engine that it cannot reach. */
const namesTheCode = (part: 'store' | 'vault' | 'queue', of = api) =>
  until(`${part} is named`, async () => (await health(of))[part].ready === false);

/** A connection that lives through it all. */
async function listen() {
  const ending = new AbortController();
  const { body } = await fetch(`${api.address}/api/live`, { headers: administrator, signal: ending.signal });
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let said = '';
  return {
    async hears(pattern: string): Promise<void> {
      while (!said.includes(pattern)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`The connection ended: ${said}`);
        said += value;
      }
    },
    end: () => ending.abort(),
  };
}

const ways = ['stopped', 'frozen'] as const;
async function away(part: { stop(): Promise<void>; freeze(): void }, way: (typeof ways)[number]): Promise<void> {
  if (way === 'stopped') await part.stop();
  else part.freeze();
}
async function back(part: { start(): Promise<void>; thaw(): void }, way: (typeof ways)[number]): Promise<void> {
  if (way === 'stopped') await part.start();
  else part.thaw();
}

async function exported(): Promise<void> {
  const asked = await until('an export is taken', async () => {
    const answer = await api.send<{ id: string }>('POST', '/api/jobs', { kind: 'export', words: true }, administrator);
    return answer.status < 300 && answer.body;
  });
  await until('the export is done', async () => {
    const { body } = await reads<{ state: string }>(`/api/jobs/${asked.id}`);
    return body.state === 'done';
  });
}

describe.each(ways)('while the event store is %s', (way) => {
  it('views answer, what would be written is refused in time, and all goes on by itself when it is back', async () => {
    const live = await listen();
    const before = await known(`before-${way}`);
    await away(engines.store, way);
    await Promise.all([namesTheCode('store'), namesTheCode('store', worker)]);
    expect((await health()).vault).toEqual({ ready: true });
    const { status, text } = await reads('/api/owed');
    expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining(`Otsikko before-${way}`) });
    expect((await reads('/api/proposals', before)).status).toBe(200);
    const future = before.replace(/\d+/g, (digits) => `${digits}0`);
    const key = randomUUID();
    // Several at once on one stream: none waits for the others' deadlines.
    const all = Array.from({ length: 5 }, () => proposes(`store-${way}`, key));
    await Promise.all([
      refused(reads('/api/proposals', future), 'read-model.behind'),
      ...all.map((one) => refused(one, 'store-unavailable')),
    ]);
    await back(engines.store, way);
    await Promise.all([api.ready(), worker.ready()]);
    expect((await proposes(`store-${way}`, key)).status).toBeLessThan(300);
    expect(await recorded(`store-${way}`, key)).toBe(1);
    await live.hears(`"proposal-store-${way}"`);
    live.end();
    await exported();
  });
});

describe.each(ways)('while the vault is %s', (way) => {
  it('views answer without texts, what has words is refused, what has none is done, and all goes on by itself when it is back', async () => {
    const live = await listen();
    await known(`before-vault-${way}`);
    const { body: told } = await reads<{ events: { id: string }[] }>(`/api/events/proposal/before-vault-${way}`);
    await away(engines.postgres, way);
    await Promise.all([namesTheCode('vault'), namesTheCode('vault', worker)]);
    expect((await health()).store).toEqual({ ready: true });
    const [list, page] = await Promise.all([reads('/api/owed?limit=1'), reads('/api/proposals/bench')]);
    expect(list.body).toMatchObject({ items: [{ title: { unavailable: true } }] });
    expect(page.body).toMatchObject({ id: 'bench', title: { unavailable: true } });
    const [words, none, forgetting] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await receives(`before-vault-${way}`, none)).toMatchObject({ status: 200 });
    await live.hears(`"proposal-before-vault-${way}"`);
    // The fact is recorded; what it asks for is done when the vault is back.
    const forget = () =>
      api.send(
        'POST',
        `/api/proposals/before-vault-${way}/forget-words`,
        { ofEvent: told.events[0]!.id, fields: ['title'], reasonCode: 'request' },
        { ...administrator, 'idempotency-key': forgetting },
      );
    const all = [proposes(`vault-${way}`, words), forget()];
    await Promise.all(all.map((one) => refused(one, 'vault-unavailable')));
    await back(engines.postgres, way);
    await Promise.all([api.ready(), worker.ready()]);
    await until('what was to be forgotten is gone', async () => {
      const { body } = await reads<{ title: Json }>(`/api/proposals/before-vault-${way}`);
      return 'removed' in body.title;
    });
    const { text } = await reads(`/api/events/proposal/before-vault-${way}?words=true`);
    expect(text).not.toContain(`Otsikko before-vault-${way}`);
    expect(await recorded(`vault-${way}`, words)).toBe(0);
    expect((await proposes(`vault-${way}`, words)).status).toBe(201);
    expect(await recorded(`vault-${way}`, words)).toBe(1);
    expect(await recorded(`before-vault-${way}`, none)).toBe(1);
    live.end();
    await exported();
  });
});

describe.each(ways)('while Redis is %s', (way) => {
  it('everything is done but jobs, which go on when it is back', async () => {
    await away(engines.redis, way);
    await namesTheCode('queue');
    expect((await api.send('GET', '/health/ready')).status).toBe(200);
    await known(`redis-${way}`);
    await refused(api.send('POST', '/api/jobs', { kind: 'export', words: false }, administrator), 'queue-unavailable');
    await back(engines.redis, way);
    await Promise.all([api.ready(), worker.ready()]);
    await exported();
  });
});

describe('a process', () => {
  it('that starts while an engine is away waits for it, and says so', async () => {
    await worker.stop();
    await engines.store.stop();
    const starting = worker.start();
    await until('it says that it waits', () => /an engine is away: .* It is waited for/.test(worker.said));
    await engines.store.start();
    await starting;
  });

  it('ends when it is asked to, while everything it stands on is frozen', async () => {
    for (const engine of [engines.postgres, engines.store, engines.redis]) engine.freeze();
    await Promise.all([api.stop(), worker.stop()]);
    for (const { said } of [api, worker]) {
      expect(said).toContain('SIGTERM: finishing');
      expect(said).not.toContain('ending all the same');
    }
  });

  it('answers what it has in hand before it ends', async () => {
    engines.postgres.freeze();
    const inHand = proposes('in-hand');
    // On the same server later than the command, and answered without the vault.
    expect((await api.send('GET', '/health/live')).status).toBe(200);
    await api.stop();
    expect(await inHand).toMatchObject(unavailable('vault-unavailable'));
  });
});
