import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';
import { openContext, sweepWords, verifyHistory } from '#use-cases';
import { openVault } from '#vault';
import { type Actor, administrator, client, coordinator, head } from './driven-api.ts';
import { rowsOf } from './log-and-reads.ts';
import type { Json } from './running-api.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const KILLS = 10;
const CALLERS = 16;

/** A command that was sent, and what is known of it. */
interface Sent {
  readonly key: string;
  readonly actor: Actor;
  readonly method: string;
  readonly path: string;
  readonly proposal: string;
  readonly body: { readonly words: Readonly<Record<string, string>> } & Json;
  acknowledged?: string;
}

let folder: string;
let server: ServerProcess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kierto-killed-'));
  server = startServer(folder, { LOG_LEVEL: 'warn' });
  const set = async (path: string, body: Json, method = 'PUT') =>
    expect((await server.send(method, path, { lang: 'fi', ...body }, administrator)).status).toBeLessThan(300);
  await set('/api/units/services', { words: { name: 'Palvelut' } });
  await set(
    '/api/organisation/name-post',
    { code: 'head-of-service', unit: 'services', words: { label: 'Päällikkö' } },
    'POST',
  );
  await set('/api/groups/lobby', { kind: 'coDevelopment', unit: 'services', words: { name: 'Aula' } });
});
afterAll(async () => {
  await server.stop('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** What becomes of one proposal, command after command. */
function storyOf(proposal: string): Sent[] {
  const said = (what: string) => `${what} ${proposal}, sanottu kerran.`;
  const sent = (actor: Actor, method: string, verb: string, body: Sent['body']): Sent => ({
    key: randomUUID(),
    actor,
    method,
    path: `/api/proposals/${proposal}${verb}`,
    proposal,
    body: { lang: 'fi', ...body },
  });
  return [
    sent(client, 'PUT', '', {
      group: 'lobby',
      unit: 'services',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: said('Otsikko'), text: said('Teksti') },
    }),
    sent(client, 'POST', '/revise', { words: { text: said('Parempi teksti') } }),
    sent(head, 'POST', '/decide', { decision: 'accepted', words: { reason: said('Peruste') } }),
    sent(coordinator, 'POST', '/start-trial', { words: { what: said('Kokeilu') } }),
  ];
}

/** Sends a command under its own id; notes the event when it was acknowledged. */
async function send(one: Sent): Promise<void> {
  const { method, path, body, actor, key } = one;
  const answer = await server.send<{ events: string[] }>(method, path, body, { ...actor, 'idempotency-key': key });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  one.acknowledged = answer.body.events[0]!;
}

/** Callers tell stories at the same time, until the server is killed under them. Answers all that was sent. */
async function killedWhileCalled(round: number): Promise<Sent[]> {
  const all: Sent[] = [];
  let acknowledged = 0;
  let enough: () => void = () => {};
  const working = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const call = async (caller: number) => {
    for (let n = 0; ; n += 1)
      for (const one of storyOf(`told-${round}-${caller}-${n}`)) {
        all.push(one);
        await send(one);
        acknowledged += 1;
        if (acknowledged === CALLERS * 2) enough();
      }
  };
  const callers = Promise.allSettled(Array.from({ length: CALLERS }, (_, caller) => call(caller)));
  await Promise.race([working, callers]);
  // The moment is random on purpose: each kill hits another place between a request and its answer.
  await after(Math.random() * 50);
  await server.stop('SIGKILL');
  // A caller ends because its connection broke, never because it was refused.
  for (const one of await callers)
    expect(one).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringMatching(/fetch failed|terminated/) },
    });
  return all;
}

interface Stored {
  readonly id: string;
  readonly metadata: { readonly command: string };
  readonly words: Readonly<Record<string, readonly { readonly text: string }[]>>;
}
async function streamOf(proposal: string): Promise<readonly Stored[]> {
  const path = `/api/events/proposal/${proposal}?words=true`;
  const { status, text, body } = await server.send<{ events: readonly Stored[] }>(
    'GET',
    path,
    undefined,
    administrator,
  );
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  return body.events;
}

const dump = () =>
  Object.fromEntries(
    readdirSync(join(folder, 'read'))
      .filter((name) => name.endsWith('.sqlite'))
      .map((name) => [name, rowsOf(join(folder, 'read', name))]),
  );

describe('a server that is killed', () => {
  const sent: Sent[] = [];

  it(`${KILLS} times during commands of ${CALLERS} callers has each acknowledged event, its words readable, and takes each repeat once`, async () => {
    let inFlight = 0;
    for (let round = 0; round < KILLS; round += 1) {
      const all = await killedWhileCalled(round);
      server = startServer(folder, { LOG_LEVEL: 'warn' });
      for (const one of all.filter(({ acknowledged }) => acknowledged)) {
        const found = (await streamOf(one.proposal)).find(({ id }) => id === one.acknowledged);
        expect(found?.metadata.command).toBe(one.key);
        for (const [field, text] of Object.entries(one.body.words))
          expect(found?.words[field]).toMatchObject([{ text }]);
      }
      const unsure = all.filter(({ acknowledged }) => !acknowledged);
      inFlight += unsure.length;
      await Promise.all(unsure.map(send));
      await Promise.all(unsure.map(send));
      sent.push(...all);
    }
    expect(inFlight).toBeGreaterThan(KILLS);
    for (const proposal of new Set(sent.map((one) => one.proposal))) {
      const commands = (await streamOf(proposal)).map(({ metadata }) => metadata.command);
      expect(commands).toEqual(sent.filter((one) => one.proposal === proposal).map(({ key }) => key));
    }
  }, 300_000);

  it('turns ready, and its views count what was acknowledged', async () => {
    expect(await server.ready()).toMatchObject({ ready: true });
    const { body } = await server.send<{ items: readonly Json[] }>(
      'GET',
      '/api/steps?type=ProposalSubmitted&limit=200',
      undefined,
      head,
    );
    expect(body.items.length).toBeGreaterThan(0);
    await server.stop();
  });

  it('leaves a log that fits itself and the vault, and words of no event that can be swept', async () => {
    const store = await openEventStore({ kind: 'sqlite', folder });
    const vault = await openVault({ kind: 'sqlite', folder });
    const context = openContext(store, vault);
    const never = randomUUID();
    await vault.words.keep([
      {
        event: never,
        field: 'title',
        stream: 'proposal-never',
        lang: 'fi',
        text: 'Ei koskaan.',
        by: 'original',
        recordedIn: never,
      },
    ]);
    const inAnHour = new Date(Date.now() + 3_600_000);
    expect(await sweepWords(context, inAnHour)).toBeGreaterThan(0);
    expect(await sweepWords(context, inAnHour)).toBe(0);
    const report = await verifyHistory(context);
    expect(report).toMatchObject({ misfits: [], forgotten: 0, toForget: 0 });
    await vault.close();
    await store.close();
    // Every text that lies in the vault now is one that the log names.
    const file = new DatabaseSync(join(folder, 'vault.sqlite'), { readOnly: true });
    expect(file.prepare('SELECT count(*) AS texts FROM words WHERE sealed IS NOT NULL').get()).toEqual({
      texts: report.texts,
    });
    file.close();
  });

  it('has read models with the rows that a rebuild gives', async () => {
    const followed = dump();
    expect(followed['loops.sqlite']!.length).toBeGreaterThan(sent.length / 4);
    rmSync(join(folder, 'read'), { recursive: true });
    server = startServer(folder, { LOG_LEVEL: 'warn' });
    await server.ready();
    await server.stop();
    expect(dump()).toEqual(followed);
  }, 60_000);
});
