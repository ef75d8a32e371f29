import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { StoreError } from '#event-store';
import {
  beginnings,
  capacityOf,
  coordinator,
  type Installation,
  openInstallation,
  withAppend,
} from '../../test/installation.ts';
import { allUseCases } from './all-use-cases.ts';
import { mostInBatch, readBatch, runBatch } from './batch.ts';
import { CONTEXT, type Context } from './context.ts';

const correlation = randomUUID();
const sent = { correlation, rights: { account: 'developer', capacities: [capacityOf(coordinator)!] } };
const plan = (id: string, more: object = {}) => ({
  command: randomUUID(),
  do: 'PlanMeeting',
  id,
  group: 'lobby',
  plannedFor: '2027-01-07',
  words: { place: 'The red room' },
  ...more,
});
const theme = { command: randomUUID(), do: 'NameTheme', code: 'noise', words: { label: 'Noise' } };

let installation: Installation;
const applications: INestApplicationContext[] = [];

/** The bus of a real application with all handlers. */
async function busOn(context: Context): Promise<CommandBus> {
  class App {}
  Module({
    imports: [CqrsModule.forRoot()],
    providers: [{ provide: CONTEXT, useValue: context }, ...allUseCases.map(({ handler }) => handler)],
  })(App);
  const application = await NestFactory.createApplicationContext(App, { logger: ['error', 'warn'] });
  applications.push(application);
  return application.get(CommandBus);
}

async function run(list: unknown, context = installation.context) {
  const { items, problems } = readBatch(list);
  expect(problems).toEqual([]);
  return runBatch(await busOn(context), items, sent);
}

beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
});
afterEach(async () => {
  for (const application of applications.splice(0)) await application.close();
  await installation.close();
});

describe('a batch', () => {
  it('is carried out in its order, under one correlation id', async () => {
    const list = [plan('first'), { command: randomUUID(), do: 'CancelMeeting', id: 'first' }, plan('second')];
    const results = await run(list);
    expect(results).toMatchObject([
      { command: list[0]!.command, status: 'recorded', id: 'first', version: 1 },
      { command: list[1]!.command, status: 'recorded', id: 'first', version: 2 },
      { command: list[2]!.command, status: 'recorded', id: 'second', version: 1 },
    ]);
    const log = [
      ...(await installation.context.store.read('meeting-first')),
      ...(await installation.context.store.read('meeting-second')),
    ];
    expect(log.map(({ metadata }) => metadata)).toMatchObject(
      [list[0], list[1], list[2]].map((item) => ({ correlation, command: item!.command, by: coordinator })),
    );
  });

  it('given again does what is left, and answers the rest as repeated', async () => {
    const list = [plan('first'), plan('second')];
    await run(list.slice(0, 1));
    expect(await run(list)).toMatchObject([
      { status: 'repeated', version: 1 },
      { status: 'recorded', version: 1 },
    ]);
  });

  it('goes on after a refusal, except for what needs it', async () => {
    const refused = plan('first', { plannedFor: '2020-01-07' });
    const needing = plan('second', { needs: refused.command });
    const list = [refused, needing, plan('third', { needs: needing.command }), plan('fourth')];
    const results = await run(list);
    expect(results).toMatchObject([
      { status: 'refused', code: 'meeting.planned-for-past', field: 'plannedFor', detail: expect.any(String) },
      { status: 'not-run' },
      { status: 'not-run' },
      { status: 'recorded', id: 'fourth' },
    ]);
    expect(await installation.context.store.version('meeting-second')).toBe(0);
  });

  it('goes on after what its sender may not do, which is told like a refusal', async () => {
    const forbidden = { ...theme, command: randomUUID() };
    const list = [forbidden, { ...theme, command: randomUUID(), needs: forbidden.command }, plan('first')];
    expect(await run(list)).toMatchObject([
      { status: 'refused', code: 'permission.denied', detail: 'This is for administrators.' },
      { status: 'not-run' },
      { status: 'recorded', id: 'first' },
    ]);
  });

  it('does what needs something that was carried out, now or before', async () => {
    const first = plan('first');
    await run([first]);
    expect(await run([first, plan('second', { needs: first.command })])).toMatchObject([
      { status: 'repeated' },
      { status: 'recorded' },
    ]);
  });

  it('stops when the store fails, and can be given again', async () => {
    const { store } = installation.context;
    const away = withAppend(store, (name, events, expected) =>
      name === 'meeting-second'
        ? Promise.reject(new StoreError('store-unavailable', 'The disk is full.'))
        : store.append(name, events, expected),
    );
    const list = [plan('first'), plan('second'), plan('third')];
    expect(await run(list, installation.contextOn(away))).toMatchObject([
      { status: 'recorded' },
      { status: 'failed', code: 'store-unavailable' },
      { status: 'not-run' },
    ]);
    expect((await run(list)).map(({ status }) => status)).toEqual(['repeated', 'recorded', 'recorded']);
  });

  it('names the organisation by leaving its id out', () => {
    expect(readBatch([theme]).problems).toEqual([]);
    expect(readBatch([{ ...theme, id: 'main' }]).problems).toEqual([]);
    expect(readBatch([{ ...theme, id: 'other' }]).problems).toMatchObject([{ pointer: '/0/id' }]);
  });

  it('is checked as a whole before anything runs, and tells every problem', () => {
    const first = plan('first');
    const later = plan('later');
    const { problems } = readBatch([
      first,
      plan('second', { plannedFor: 'soon' }),
      plan('third', { needs: later.command }),
      later,
      { ...plan('fifth'), command: first.command },
      plan('sixth', { do: 'Dance' }),
      plan('The seventh'),
      'eighth',
      plan('ninth', { words: { whisper: 'x' } }),
      { ...plan('tenth'), command: 'not-a-uuid' },
      plan('eleventh', { do: 'constructor' }),
    ]);
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      '/1/plannedFor',
      '/2/needs',
      '/4/command',
      '/5/do',
      '/6/id',
      '/7',
      '/8/words/whisper',
      '/9/command',
      '/10/do',
    ]);
  });

  it('is a list of at most 200 commands', () => {
    expect(readBatch({ command: 'x' }).problems).toEqual([{ pointer: '', detail: 'must be a list of commands' }]);
    const many = Array.from({ length: mostInBatch }, (_, index) => plan(`meeting-${index}`));
    expect(readBatch(many)).toMatchObject({ problems: [] });
    expect(readBatch([...many, plan('one-more')]).problems).toMatchObject([{ pointer: '' }]);
  });
});
