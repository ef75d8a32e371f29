import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BoundedLoad } from './bounded-load.ts';
import { type Actor, administrator, analyst, client, coordinator, everyView, head } from './driven-api.ts';
import { type Engines, type OwnProcess, ownProcess, startEngines, until } from './own-installation.ts';
import type { Answer, Json } from './running-api.ts';

let engines: Engines;
let a: OwnProcess;
let b: OwnProcess;
let workers: readonly OwnProcess[];
const processes = () => [a, b, ...workers];

beforeAll(async () => {
  engines = await startEngines();
  [a, b] = [await ownProcess('api', engines.env), await ownProcess('api', engines.env)];
  workers = [await ownProcess('worker', engines.env), await ownProcess('worker', engines.env)];
  // All at once, on a database that nobody has made tables in.
  await Promise.all(processes().map((one) => one.start()));
  await Promise.all(processes().map((one) => one.ready()));
}, 120_000);

afterAll(async () => {
  await Promise.all(processes().map((one) => one.remove()));
  await engines.remove();
});

type Recorded = { readonly events: readonly string[]; readonly position: string; readonly version: number } & Json;

async function does(on: OwnProcess, actor: Actor, method: string, path: string, body: Json = {}): Promise<Recorded> {
  const answer = await on.send<Recorded>(method, path, { lang: 'fi', ...body }, actor);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

const reads = <Body = Json>(on: OwnProcess, actor: Actor, path: string, after = ''): Promise<Answer<Body>> =>
  on.send<Body>('GET', path, undefined, { ...actor, ...(after && { 'x-after-position': after }) });

const proposes = (id: string, on = a) =>
  does(on, client, 'PUT', `/api/proposals/${id}`, {
    group: 'lobby',
    unit: 'services',
    kind: 'idea',
    answerWanted: 'decision',
    words: { title: `Otsikko ${id}`, text: `Teksti ${id}` },
  });

interface Stored {
  readonly id: string;
  readonly type: string;
  readonly metadata: { readonly command: string };
  readonly words: Readonly<Record<string, readonly { readonly text: string }[]>>;
}
async function streamOf(on: OwnProcess, category: string, id: string): Promise<readonly Stored[]> {
  const { status, body, text } = await reads<{ events: Stored[] }>(
    on,
    administrator,
    `/api/events/${category}/${id}?words=true`,
  );
  if (status !== 200) throw new Error(text);
  return body.events;
}

describe('two servers', () => {
  it('answer every read alike once it has seen what was written on the other one', async () => {
    await does(a, administrator, 'PUT', '/api/units/services', { words: { name: 'Palvelut' } });
    await does(b, administrator, 'POST', '/api/organisation/name-post', {
      code: 'head-of-service',
      unit: 'services',
      words: { label: 'Päällikkö' },
    });
    await does(a, administrator, 'PUT', '/api/groups/lobby', {
      kind: 'coDevelopment',
      unit: 'services',
      words: { name: 'Aula' },
    });
    await does(b, coordinator, 'POST', '/api/groups/lobby/join', {
      member: 'client-1',
      role: 'clientDeveloper',
      name: 'Aino',
    });
    await does(a, administrator, 'PUT', '/api/accounts/head-1', {
      language: 'fi',
      name: 'Pertti',
      address: 'p@example.fi',
    });
    await does(b, head, 'PUT', '/api/commissions/hours', {
      unit: 'services',
      groups: ['lobby'],
      kind: 'task',
      words: { title: 'Ajat' },
    });
    await does(a, coordinator, 'POST', '/api/meetings/thursday/hold', { group: 'lobby', kind: 'meeting' });
    const { position } = await proposes('bench');
    const views = everyView({
      units: 'services',
      groups: 'lobby',
      meetings: 'thursday',
      commissions: 'hours',
      proposals: 'bench',
      posts: 'head-of-service',
      accounts: 'head-1',
    });
    for (const actor of [administrator, head, analyst, coordinator]) {
      for (const view of views) {
        const [there, here] = await Promise.all([reads(b, actor, view, position), reads(a, actor, view, position)]);
        expect({ view, status: there.status, body: there.body }).toEqual({
          view,
          status: here.status,
          body: here.status === 200 ? here.body : expect.anything(),
        });
        expect(actor === administrator ? [200] : [200, 403, 404]).toContain(there.status);
      }
    }
    const { body } = await reads(b, head, '/api/proposals/bench', position);
    expect(body).toMatchObject({ title: { text: 'Otsikko bench' } });
  });

  it('lose no write to one stream that both take at the same time', async () => {
    const commands = Array.from({ length: 24 }, () => randomUUID());
    const record = async (command: string, index: number): Promise<void> => {
      const body = { lang: 'fi', kind: 'talk', words: { what: command } };
      for (;;) {
        const answer = await (index % 2 === 0 ? a : b).send('POST', '/api/groups/lobby/record-activity', body, {
          ...coordinator,
          'idempotency-key': command,
        });
        if (answer.status === 200) return;
        // Lost too many races; nothing was recorded.
        expect(answer).toMatchObject({ status: 409, body: { code: 'wrong-version' } });
      }
    };
    await Promise.all(commands.map(record));
    const stored = await streamOf(b, 'group', 'lobby');
    const found = stored.filter(({ type }) => type === 'ActivityRecorded');
    expect(found.map(({ metadata }) => metadata.command).sort()).toEqual([...commands].sort());
    for (const { metadata, words } of found) expect(words.what).toMatchObject([{ text: metadata.command }]);
  });

  it('let one of two win that saw the same version', async () => {
    const { version } = await does(a, client, 'POST', '/api/proposals/bench/revise', { words: { text: 'Parempi' } });
    const revise = (on: OwnProcess, text: string) =>
      on.send(
        'POST',
        '/api/proposals/bench/revise',
        { lang: 'fi', words: { text } },
        { ...client, 'if-match': `"${version}"` },
      );
    const answers = await Promise.all([revise(a, 'Hauen'), revise(b, 'Ahvenen')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await streamOf(a, 'proposal', 'bench')).toHaveLength(version + 1);
  });

  it('record one command that comes to both at the same time once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const key = randomUUID();
      const send = (on: OwnProcess) =>
        on.send<Recorded>(
          'POST',
          '/api/proposals/bench/revise',
          { lang: 'fi', words: { text: `Kerran ${key}` } },
          {
            ...client,
            'idempotency-key': key,
          },
        );
      const [one, other] = await Promise.all([send(a), send(b)]);
      expect([one.status, other.status]).toEqual([200, 200]);
      expect(one.body.events).toEqual(other.body.events);
      const stored = await streamOf(a, 'proposal', 'bench');
      expect(stored.filter(({ metadata }) => metadata.command === key)).toMatchObject([
        { id: one.body.events[0], words: { text: [{ text: `Kerran ${key}` }] } },
      ]);
    }
  });

  it('forget together: what is forgotten on one is shown by the other no more', async () => {
    const { events, position } = await proposes('secret');
    const read = (after: string) => reads(b, administrator, '/api/proposals/secret', after);
    expect((await read(position)).text).toContain('Otsikko secret');
    // Without a position, an answer may be remembered.
    expect((await reads(b, administrator, '/api/proposals')).text).toContain('Otsikko secret');
    const forgotten = await does(a, administrator, 'POST', '/api/proposals/secret/forget-words', {
      ofEvent: events[0],
      fields: ['title', 'text'],
      reasonCode: 'request',
    });
    for (const path of ['/api/proposals', '/api/owed', '/api/proposals/secret', '/api/proposals/secret/timeline'])
      expect((await reads(b, administrator, path)).text).not.toContain('Otsikko secret');
    expect((await read(forgotten.position)).body).toMatchObject({ title: { removed: { reason: 'request' } } });
  });

  it('tell live what was written on the other', async () => {
    const ending = new AbortController();
    const { body } = await fetch(`${b.address}/api/live`, { headers: client, signal: ending.signal });
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    const { position } = await proposes('live');
    let said = '';
    while (!said.includes('"proposal-live"')) said += (await reader.read()).value;
    expect(said).toContain(position);
    ending.abort();
  });
});

describe('a data folder', () => {
  it.each([
    ['server', 'api'],
    ['worker', 'worker'],
  ])('serves one process: a second %s is refused, and says why', async (_, app) => {
    const main = join(import.meta.dirname, `../apps/${app}/main.ts`);
    const env = { ...engines.env, PATH: process.env.PATH, PORT: '0', DATA_DIR: a.folder };
    const [status, said] = await new Promise<[unknown, string]>((resolve) => {
      const child = execFile(process.execPath, [main], { env }, (_error, _out, err) => resolve([child.exitCode, err]));
    });
    expect(status).toBe(1);
    expect(said).toMatch(/The read models in \S+read are in use by another process\. .*DATA_DIR/);
    expect((await a.send('GET', '/health/ready')).status).toBe(200);
  });
});

describe('under load', () => {
  it('each process may be killed or frozen at any moment: what was acknowledged is there once, and the others go on', async () => {
    const load = new BoundedLoad(6, [a.address, b.address]);
    const victims = [() => a, () => b, () => workers[0]!, () => workers[1]!];
    for (const [number, victim] of victims.entries()) {
      await load.goesOn(20);
      // Random on purpose: each blow hits another place between a request and its answer.
      await sleep(Math.random() * 50);
      await victim().kill();
      await load.goesOn(20);
      const other = victims[(number + 1) % victims.length]!();
      await victim().start();
      await sleep(Math.random() * 50);
      other.freeze();
      await load.goesOn(20);
      other.thaw();
    }
    await load.stop();
    await Promise.all(processes().map((one) => one.ready()));
    for (const on of [a, b]) {
      for (const proposal of new Set(load.sent.map((one) => one.proposal))) {
        const sent = load.sent.filter((one) => one.proposal === proposal);
        const stored = await streamOf(on, 'proposal', proposal);
        expect(stored.map(({ id, metadata }) => [metadata.command, id])).toEqual(
          sent.map(({ key, event }) => [key, event]),
        );
        for (const [index, { words }] of sent.entries())
          for (const [field, text] of Object.entries(words))
            expect(stored[index]!.words[field]).toMatchObject([{ text }]);
      }
    }
    expect(load.exports.length).toBeGreaterThan(0);
    for (const id of load.exports)
      await until(`the export ${id} has ended`, async () => {
        const { body } = await reads<{ state: string }>(b, administrator, `/api/jobs/${id}`);
        if (body.state === 'failed') throw new Error(JSON.stringify(body));
        return body.state === 'done';
      });
  }, 180_000);

  it('nothing is left behind: the views of both count the same', async () => {
    const { position } = await proposes('last');
    const [one, other] = await Promise.all(
      [a, b].map(async (on) => (await reads(on, analyst, '/api/steps?limit=200', position)).body),
    );
    expect(one).toEqual(other);
  });

  it('a server whose views were thrown away builds them again', async () => {
    await b.stop();
    rmSync(join(b.folder, 'read'), { recursive: true });
    await b.start();
    await b.ready();
    expect((await reads(b, head, '/api/proposals/last')).body).toMatchObject({ title: { text: 'Otsikko last' } });
  });
});
