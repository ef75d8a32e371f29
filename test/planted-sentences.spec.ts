import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { history } from '#domain';
import { allUseCases, type Noun } from '#use-cases';
import {
  type Actor,
  addressOf,
  administrator,
  anybody,
  client,
  coordinator,
  type Drive,
  day,
  drive,
  everyView,
  head,
  visitor,
} from './driven-api.ts';
import { useCaseNamed } from './installation.ts';
import { filesThatShow, mark, plantedHistory, sentence, shows } from './planted-sentences.ts';
import type { Json } from './running-api.ts';
import { type ServerProcess, startServer, tokenOf } from './server-process.ts';

/** Nothing that anybody says may lie on a disk, in a log or in an error in the clear; and what is forgotten is gone. */

let root: string;
let folder: string;
let server: ServerProcess;
let story: Drive;
const running: ServerProcess[] = [];
/** Everything servers that have been stopped said on standard output and standard error. */
const said: string[] = [];
/** Bodies of answers that tell of something wrong. */
const problems: string[] = [];

async function start(): Promise<void> {
  server = startServer(folder, { LOG_LEVEL: 'trace' });
  running.push(server);
  // Live connections are told of what read models commit once they are built.
  await server.ready();
  story = drive(server);
}
async function stop(): Promise<void> {
  await server.stop();
  said.push(server.said());
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kierto-planted-'));
  folder = join(root, 'data');
  await start();
});
afterAll(async () => {
  for (const one of running) await one.stop('SIGKILL');
  rmSync(root, { recursive: true });
});

const does = (actor: Actor, name: string, id: string, body: Json = {}) => story.does(actor, name, id, body);
/** Sends what must be refused, and keeps the answer to be searched. */
async function wrong(method: string, path: string, body: unknown, headers: Actor = administrator): Promise<void> {
  const { status, text } = await server.send(method, path, body, headers);
  expect({ path, wrong: status >= 400 && status < 500 }).toEqual({ path, wrong: true });
  problems.push(text);
}

/** Notices have no words, and no commands. */
type Worded = Exclude<history.Category, 'notice'>;
const nounOf: Readonly<Record<Worded, Noun>> = {
  organisation: 'organisation',
  unit: 'units',
  group: 'groups',
  meeting: 'meetings',
  commission: 'commissions',
  proposal: 'proposals',
  account: 'accounts',
};
const streams = [
  ['organisation', 'main'],
  ...Object.keys(nounOf)
    .filter((one) => one !== 'organisation')
    .map((one) => [one as Worded, `told-${one}`] as const),
  ['meeting', 'told-meeting-too'],
  ['group', 'lobby'],
  ['proposal', 'live'],
  ['unit', 'services'],
] as readonly (readonly [Worded, string])[];

interface Stored {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly ofEvent?: string; readonly member?: string };
  readonly metadata: { readonly words?: Readonly<Record<string, string>> };
  readonly words: Readonly<Record<string, readonly { readonly text: string }[]>>;
}
async function streamOf(category: string, id: string): Promise<readonly Stored[]> {
  const { events } = await story.reads<{ events: readonly Stored[] }>(
    administrator,
    `/api/events/${category}/${id}?words=true`,
  );
  return events;
}

/** All that the API answers to anybody about anything in this story. */
async function everyAnswer(): Promise<string[]> {
  const ids = {
    units: 'told-unit',
    groups: 'told-group',
    meetings: 'told-meeting',
    posts: 'head-of-service',
    accounts: 'told-account',
  };
  const views = [
    ...everyView({ ...ids, commissions: 'told-commission', proposals: 'told-proposal' }),
    ...everyView({ ...ids, groups: 'lobby', units: 'services', commissions: 'told-commission', proposals: 'live' }),
  ];
  const answers: string[] = [];
  for (const reader of [administrator, head, coordinator, client, visitor, anybody])
    for (const path of views) answers.push(await story.bytes(reader, path));
  for (const [category, id] of streams) answers.push(JSON.stringify(await streamOf(category, id)));
  answers.push((await server.send('GET', '/api/admin/export')).text, (await server.send('GET', '/metrics')).text);
  const token = { 'x-kierto-token': tokenOf(folder) };
  answers.push((await server.send('GET', '/api/admin/export', undefined, token)).text);
  return answers;
}
const counted = async (path: string) => (await story.reads<{ items: readonly unknown[] }>(head, path)).items.length;

describe('what is searched with', () => {
  it('finds a sentence in every encoding in which it might lie somewhere', () => {
    const json = JSON.stringify({ said: sentence() });
    for (const shift of ['', 'a', 'ab']) {
      expect(shows(Buffer.from(shift + sentence()).toString('base64'))).toBe(true);
      expect(shows(Buffer.from(shift + sentence(), 'utf16le'))).toBe(true);
      expect(shows(shift + json)).toBe(true);
    }
    expect(shows('Tämä on sanottu')).toBe(false);
    const searched = join(root, 'searched');
    mkdirSync(searched);
    writeFileSync(join(searched, 'file'), sentence());
    expect(filesThatShow(searched).shown).toHaveLength(1);
  });
});

describe('sentences that were planted', () => {
  let heard = '';
  const listening = new AbortController();
  let listened: Promise<void>;
  let texts: number;

  it('come in with a history, in every field of every event that holds words', async () => {
    const live = await fetch(`${await server.address}/api/live`, { headers: administrator, signal: listening.signal });
    listened = (async () => {
      for await (const chunk of live.body!.pipeThrough(new TextDecoderStream())) heard += chunk;
    })().catch(() => undefined);
    const token = { 'x-kierto-token': tokenOf(folder), 'content-type': 'application/x-ndjson' };
    const planted = plantedHistory();
    ({ texts } = planted);
    const { text } = await server.send('POST', '/api/admin/import', `${planted.lines.join('\n')}\n`, token);
    const { report } = JSON.parse(text.trim().split('\n').at(-1)!) as { report: Json };
    expect(report).toMatchObject({ sources: 1, events: planted.lines.length - 1, rejected: 0, problems: [] });
    const kept = (await Promise.all(streams.slice(0, 8).map(([category, id]) => streamOf(category, id)))).flat();
    expect(kept.flatMap(({ metadata }) => Object.keys(metadata.words ?? {}))).toHaveLength(texts);
  });

  it('come in live, with names and contacts of people, and in a batch', async () => {
    await does(administrator, 'EstablishUnit', 'services', { words: { name: sentence() } });
    await does(administrator, 'NamePost', 'main', {
      code: 'head-of-service',
      unit: 'services',
      words: { label: sentence() },
    });
    await does(administrator, 'FoundGroup', 'lobby', {
      kind: 'coDevelopment',
      unit: 'services',
      words: { name: sentence(), partners: sentence() },
    });
    await does(coordinator, 'JoinGroup', 'lobby', {
      member: 'client-1',
      role: 'clientDeveloper',
      name: sentence(),
      contact: sentence(),
    });
    await does(coordinator, 'GiveConsent', 'lobby', { member: 'client-1', to: ['name'], how: 'oneself' });
    await does(client, 'SubmitProposal', 'live', {
      group: 'lobby',
      unit: 'services',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: sentence(), text: sentence(), changeHopedFor: sentence() },
    });
    await does(coordinator, 'MarkAsInitiative', 'live', {
      registryNumber: 'LUVN/7',
      arrived: day(),
      initiators: [{ id: 'client-1', name: sentence(), contact: sentence() }],
    });
    const answer = await does(head, 'DecideProposal', 'live', {
      decision: 'accepted',
      words: { reason: sentence(), briefAnswer: sentence(), whatWillBeDone: sentence() },
    });
    await does(coordinator, 'TranslateProposalWords', 'live', {
      ofEvent: answer,
      field: 'reason',
      language: 'sv',
      madeBy: 'translator',
      words: { text: sentence() },
    });
    const content = Buffer.from(sentence()).toString('base64');
    const file = { kind: 'draft', size: Buffer.byteLength(content, 'base64'), words: { name: sentence(), content } };
    await does(coordinator, 'AttachProposalFile', 'live', file);
    const items = [
      { command: crypto.randomUUID(), do: 'RecordVoice', id: 'lobby', words: { quotation: sentence() } },
      {
        command: crypto.randomUUID(),
        do: 'DecideProposal',
        id: 'live',
        decision: 'accepted',
        words: { reason: ' ', whatWillBeDone: sentence() },
      },
    ];
    const { body, text } = await server.send<{ results: Json[] }>('POST', '/api/batch', items, coordinator);
    expect(body.results).toMatchObject([{ status: 'recorded' }, { status: 'refused' }]);
    problems.push(text);
  });

  it('come in what is wrong: bodies, headers, parameters, batches and lines', async () => {
    for (const useCase of allUseCases) {
      const { method, path } = addressOf(useCase, 'live');
      const say = (body: unknown) => wrong(method, path, body);
      await say(`{"words":{"name":"${sentence()}`);
      await say({ words: sentence() });
      await say({ words: { nobodyKnows: sentence() } });
      await say({ nobodyKnows: sentence(), on: sentence(), lang: sentence() });
      await say({ words: { name: sentence().repeat(20_000) } });
      await say({ words: { name: [sentence()], title: { said: sentence() } } });
    }
    const named = { words: { name: sentence() }, lang: 'fi' };
    await wrong('PUT', '/api/units/services', named);
    await wrong('POST', '/api/units/services/rename', named, anybody);
    await wrong('POST', '/api/proposals/nowhere/revise', { words: { title: sentence() } }, client);
    await wrong('POST', '/api/proposals/live/follow-up', { changed: 'no', words: { evidence: sentence() } }, head);
    await wrong('PUT', '/api/units/other', { ...named, parent: sentence() });
    await wrong('PUT', '/api/units/other', `${JSON.stringify(named)} ${sentence()}`);
    for (const name of [
      'x-kierto-account',
      'x-kierto-post',
      'x-kierto-role',
      'x-kierto-group',
      'idempotency-key',
      'x-correlation-id',
      'if-match',
    ])
      await wrong('PUT', '/api/units/other', named, { [name]: `not "${mark}" this` });
    const beside = { cookie: `a=${mark}`, authorization: `Bearer ${mark}`, 'user-agent': mark, referer: mark };
    await wrong('PUT', '/api/units/services', named, { ...administrator, ...beside });
    await wrong('PUT', '/api/units/other', sentence(), { 'content-type': `text/${mark}` });
    await wrong('GET', '/api/live', undefined, { 'last-event-id': `not "${mark}" this` });
    for (const parameter of ['cursor', 'after', 'limit', 'unit', mark])
      await server
        .send('GET', `/api/proposals?${parameter}=${encodeURIComponent(sentence())}`)
        .then(({ text }) => problems.push(text));
    await wrong('POST', '/api/batch', [
      { command: sentence(), do: sentence(), id: sentence(), words: { name: sentence() } },
    ]);
    await wrong('POST', '/api/batch', `[{"command":"${sentence()}`);
    await wrong('POST', '/api/admin/rebuild', { name: sentence() });
    const lines = [
      `{"event":"UnitRenamed","of":"services","words":{"name":"${mark}`,
      { event: 'UnitRenamed', of: sentence(), words: { name: sentence() } },
      { event: sentence(), of: 'services', words: { name: sentence() } },
      { event: 'UnitRenamed', of: 'services', words: { name: sentence().repeat(300) } },
      { event: 'UnitRenamed', of: 'services', words: { nobodyKnows: sentence() }, nobodyKnows: sentence() },
      { event: 'UnitRenamed', of: 'services', on: sentence(), lang: sentence(), by: { role: sentence() } },
      { event: 'GroupFounded', of: 'other', kind: sentence(), unit: sentence(), words: { name: sentence() } },
      { event: 'UnitRenamed', of: 'services', source: sentence(), words: { name: sentence() } },
      { source: 'second-diary', title: sentence(), coverage: { proposals: sentence() } },
      sentence(),
    ].map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    const token = { 'x-kierto-token': tokenOf(folder), 'content-type': 'application/x-ndjson' };
    const { text } = await server.send('POST', '/api/admin/import', `${lines.join('\n')}\n`, token);
    const { report } = JSON.parse(text.trim().split('\n').at(-1)!) as { report: Json };
    expect(report).toMatchObject({ sources: 0, events: 0, rejected: lines.length });
    problems.push(text);
  }, 60_000);

  it('are told to those who may read them', async () => {
    const home = await story.bytes(coordinator, '/api/groups/lobby/home');
    expect(home).toContain(mark);
    expect(await story.bytes(head, '/api/proposals/told-proposal')).toContain(mark);
  });

  it('lie in no file in the clear, while the server works and after it was killed', async () => {
    const working = filesThatShow(folder);
    expect(working.read).toEqual(
      expect.arrayContaining(['log.sqlite', 'log.sqlite-wal', 'vault.sqlite', 'read/loops.sqlite']),
    );
    expect(working.shown).toEqual([]);
    const { text: metrics } = await server.send('GET', '/metrics');
    expect(metrics).toContain('kierto_command_seconds');
    expect(shows(metrics)).toBe(false);
    await server.stop('SIGKILL');
    said.push(server.said());
    expect(filesThatShow(folder).shown).toEqual([]);
  });

  it('are in nothing that the server has said, in its log, in errors or to live connections', async () => {
    listening.abort();
    await listened;
    expect(heard).toContain('proposal-live');
    expect(shows(heard)).toBe(false);
    expect(said.join()).toContain('"operation":"SubmitProposal"');
    expect(
      said
        .join()
        .split('\n')
        .filter((line) => shows(line)),
    ).toEqual([]);
    expect(problems.length).toBeGreaterThan(600);
    expect(problems.filter((one) => shows(one)).map((one) => one.slice(0, 600))).toEqual([]);
  });

  it('come out of no answer once they are forgotten, at once and after a start, while facts and totals stay', async () => {
    await start();
    const paths = [
      '/api/proposals',
      '/api/groups',
      '/api/units',
      '/api/meetings',
      '/api/commissions',
      '/api/steps',
      '/api/changes',
    ];
    const totals = async () => Promise.all(paths.map(counted));
    const facts = async () =>
      (await Promise.all(streams.map(([category, id]) => streamOf(category, id)))).map((events) =>
        events
          .filter(({ type }) => type !== 'WordsForgotten' && type !== 'PersonForgotten')
          .map(({ id, type, data }) => ({ id, type, data })),
      );
    const before = { totals: await totals(), facts: await facts() };
    expect((await everyAnswer()).filter((answer) => shows(answer)).length).toBeGreaterThan(30);
    for (const [category, id] of streams) {
      const singular = category[0]!.toUpperCase() + category.slice(1);
      for (const { id: ofEvent, type, metadata } of await streamOf(category, id)) {
        const fields = Object.keys(metadata.words ?? {});
        // A translation goes with its original.
        if (fields.length === 0 || type === 'WordsTranslated') continue;
        expect(useCaseNamed(`Forget${singular}Words`).noun).toBe(nounOf[category]);
        await does(administrator, `Forget${singular}Words`, id, { ofEvent, fields, reasonCode: 'request' });
      }
    }
    await does(coordinator, 'ForgetPerson', 'lobby', { member: 'client-1', reasonCode: 'request' });
    expect((await everyAnswer()).filter((answer) => shows(answer))).toEqual([]);
    await stop();
    await start();
    expect((await everyAnswer()).filter((answer) => shows(answer))).toEqual([]);
    expect({ totals: await totals(), facts: await facts() }).toEqual(before);
    expect(filesThatShow(folder).shown).toEqual([]);
  }, 90_000);
});
