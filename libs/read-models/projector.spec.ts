import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startNewEpoch } from '#event-store';
import { administrator, LogAndReads } from '../../test/log-and-reads.ts';
import type { Change, Progress } from './model-state.ts';

describe('the projector', () => {
  let log: LogAndReads;
  const modelNamed = async (name: string) => (await log.reads.status()).models.find((model) => model.name === name)!;
  const submitted = (id: string) =>
    log.happened(
      `proposal-${id}`,
      'ProposalSubmitted',
      { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'none' },
      { words: { title: id } },
    );

  beforeEach(async () => {
    log = await LogAndReads.open();
  });
  afterEach(() => log.close());

  it('lets a read wait until it has seen what was written', async () => {
    const { position } = await submitted('bench');
    await log.reads.waitFor(position, 15_000);
    expect(await log.ask('ListProposals', {})).toMatchObject({ items: [{ id: 'bench', version: 1 }] });
    for (const { state, lag } of (await log.reads.status()).models)
      expect({ state, lag }).toEqual({ state: 'live', lag: 0 });
  });

  it('says that a read is behind when it has waited long enough', async () => {
    const { position } = await submitted('bench');
    const beyond = position.replace(/\d+$/, (place) => String(Number(place) + 1));
    await log.seen();
    await expect(log.reads.waitFor(beyond, 10)).rejects.toMatchObject({ code: 'read-model.behind', retryAfter: 1 });
    await expect(log.reads.waitFor('yesterday', 10)).rejects.toMatchObject({
      code: 'query.param-wrong',
      field: 'after',
    });
  });

  it('is asked to build the same models twice at once, also while they are first built, and ends each time', async () => {
    const { position } = await submitted('bench');
    await Promise.all([log.reads.rebuild('loops'), log.reads.rebuild(), log.reads.rebuild('loops')]);
    await log.reads.waitFor(position, 15_000);
    expect(await log.ask('ListProposals', {})).toMatchObject({ items: [{ id: 'bench' }] });
    for (const { state } of (await log.reads.status()).models) expect(state).toBe('live');
  });

  it('announces which streams changed', async () => {
    await submitted('first');
    await log.seen();
    const changes: Change[] = [];
    const stop = log.reads.onChange((change) => changes.push(change));
    const { position } = await submitted('bench');
    await log.seen();
    stop();
    await submitted('swing');
    await log.seen();
    expect(changes).toContainEqual({ position, streams: ['proposal-bench'] });
    expect(changes.flatMap(({ streams }) => streams)).not.toContain('proposal-swing');
  });

  it('stops a model that throws, alone, at the event, and skips none', async () => {
    await log.happened('group-lobby', 'GroupFounded', { kind: 'coDevelopment', unit: 'services' });
    await log.seen();
    const { position } = await log.happened('group-lobby', 'WorkTimeRecorded', { month: '2026-03', hours: null });
    await submitted('bench');
    expect(await log.ask('ListSteps', {})).toMatchObject({ items: [{ proposal: 'bench' }] });
    await expect(log.ask('ListGroups', {})).rejects.toMatchObject({ code: 'read-model.stopped' });
    expect(await modelNamed('groups')).toMatchObject({
      state: 'stopped',
      stopped: { position, type: 'WorkTimeRecorded' },
      lag: expect.any(Number),
      behindSeconds: expect.any(Number),
    });
    expect(await modelNamed('loops')).toMatchObject({ state: 'live' });

    await log.restart();
    await log.reads.waitFor(position, 15_000, ['loops']);
    await expect(log.reads.waitFor(position, 15_000, ['groups'])).rejects.toMatchObject({ code: 'read-model.stopped' });
    await expect(log.reads.rebuild('groups')).rejects.toMatchObject({ code: 'read-model.stopped' });
  });

  it('builds a model anew beside the old one, which answers meanwhile, and says how far it is', async () => {
    for (const id of ['a', 'b', 'c']) await submitted(id);
    await log.seen();
    const progress: Progress[] = [];
    const built = log.reads.rebuild('loops', (done) => progress.push(done));
    expect(await log.ask('ListProposals', {})).toMatchObject({ items: [{ id: 'c' }, { id: 'b' }, { id: 'a' }] });
    await submitted('d');
    await built;
    expect(progress.at(-1)).toMatchObject({ models: ['loops'], secondsLeft: 0 });
    expect(await log.ask('ListProposals', {})).toMatchObject({
      items: [{ id: 'd' }, { id: 'c' }, { id: 'b' }, { id: 'a' }],
    });
    await expect(log.reads.rebuild('weather')).rejects.toMatchObject({ code: 'query.param-wrong' });
  });

  it.each([
    ['has another version', 'UPDATE checkpoint SET version = 0'],
    ['names an event that is not there', "UPDATE checkpoint SET at = replace(at, '0197c2a4', 'ffffffff')"],
    ['is not a finished one', 'DELETE FROM checkpoint'],
  ])('builds a model from the beginning when its file %s, and says so', async (_what, damage) => {
    await submitted('bench');
    await log.seen();
    await log.stop();
    const file = new DatabaseSync(join(log.folder, 'read', 'loops.sqlite'));
    file.exec(`DELETE FROM proposals; ${damage}`);
    file.close();
    log.said.length = 0;
    await log.start();
    expect(await log.ask('ListProposals', {})).toMatchObject({ items: [{ id: 'bench' }] });
    expect(log.said.filter((sentence) => sentence.includes('is built from the beginning'))).toEqual([
      expect.stringContaining('loops'),
    ]);
  });

  it('trusts nothing that was in use when the machine went down', async () => {
    await submitted('bench');
    await log.seen();
    await log.stop();
    writeFileSync(join(log.folder, 'read', 'in-use.json'), JSON.stringify({ bootedAt: 1_000 }));
    log.said.length = 0;
    await log.start();
    expect(await log.ask('ListProposals', {})).toMatchObject({ items: [{ id: 'bench' }] });
    expect(log.said[0]).toContain('The machine went down');
    expect(log.said.slice(1)).toHaveLength((await log.reads.status()).models.length);
  });

  it('builds everything from the beginning when the store was restored', async () => {
    await submitted('bench');
    await log.seen();
    await log.stop();
    await startNewEpoch({ kind: 'sqlite', folder: log.folder });
    log.said.length = 0;
    await log.start();
    expect(await log.ask('ListProposals', {})).toMatchObject({ items: [{ id: 'bench' }] });
    expect(log.said).toHaveLength((await log.reads.status()).models.length);
  });
});

describe('a query', () => {
  let log: LogAndReads;
  beforeAll(async () => {
    log = await LogAndReads.open();
    await log.happened('unit-services', 'UnitEstablished');
  });
  afterAll(() => log.close());

  it.each([
    [{ limit: 'many' }, 'limit'],
    [{ limit: '0' }, 'limit'],
    [{ colour: 'red' }, 'colour'],
    [{ state: 'lost' }, 'state'],
  ])('names the parameter that is wrong: %j', async (params, field) => {
    await expect(log.ask('ListProposals', params)).rejects.toMatchObject({ code: 'query.param-wrong', field });
  });

  it('names the parameter that is missing', async () => {
    await expect(log.ask('GetCalendar', { from: '2026-01-01' })).rejects.toMatchObject({
      code: 'query.param-wrong',
      field: 'to',
    });
    await expect(log.ask('GetCalendar', { from: '2026-02-01', to: '2026-01-01' })).rejects.toMatchObject({
      field: 'from',
    });
  });

  it.each([
    '',
    'rubbish',
    Buffer.from('["owed",1]').toString('base64url'),
    Buffer.from('["other","x"]').toString('base64url'),
    Buffer.from('7').toString('base64url'),
  ])('refuses a cursor that it has not given: "%s"', async (cursor) => {
    await expect(log.ask('ListOwed', { cursor })).rejects.toMatchObject({
      code: 'query.cursor-wrong',
      field: 'cursor',
    });
  });

  it.each(['GetProposal', 'GetGroup', 'GetGroupHome', 'GetGroupAgenda', 'GetMeeting', 'GetCommission', 'GetUnit'])(
    'of one thing says when there is none: %s',
    async (name) => {
      await expect(log.ask(name, { id: 'nothing' }, administrator)).rejects.toMatchObject({ code: 'query.not-found' });
    },
  );
});
