import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  administrator,
  beginnings,
  coordinator,
  head,
  type Installation,
  openInstallation,
  run,
} from '../../test/installation.ts';
import { dayOf } from './context.ts';
import { newEventId } from './record.ts';

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
});
afterEach(() => installation.close());

const name = (more: object = {}, words: object = { label: 'Noise' }) => ({
  do: 'NameTheme',
  id: 'main',
  by: administrator,
  body: { code: 'noise', words, ...more },
});
const lastMetadata = async (stream: string) => (await installation.context.store.read(stream)).at(-1)!.metadata;

describe('what stands beside a fact', () => {
  it('says who, when, under which ids and in which language', async () => {
    const command = randomUUID();
    await installation.give({ ...name({ on: '2026', lang: 'fi' }), command });
    expect((await installation.context.store.read('organisation-main')).at(-1)!.data).toEqual({ code: 'noise' });
    expect(await lastMetadata('organisation-main')).toEqual({
      occurredOn: '2026',
      recordedAt: '2026-11-20T10:00:00.000Z',
      by: { role: 'administrator' },
      recordedBy: 'developer',
      command,
      digest: expect.stringMatching(/^[\w-]{43}$/),
      correlation: command,
      lang: 'fi',
      words: { label: expect.stringMatching(/^[\w-]{43}$/) },
    });
  });

  it('says today in Helsinki where nobody says another day', async () => {
    installation.clock.time = Date.parse('2026-11-20T22:30:00Z');
    await installation.give(name());
    expect(await lastMetadata('organisation-main')).toMatchObject({ occurredOn: '2026-11-21' });
  });

  it('marks what certainly came out of order', async () => {
    await installation.give({
      do: 'RecordActivity',
      id: 'lobby',
      by: coordinator,
      body: { kind: 'talk', on: '2025', words: { what: 'A talk before there was a group' } },
    });
    expect(await lastMetadata('group-lobby')).toMatchObject({ outOfOrder: true });
    expect(await lastMetadata('organisation-main')).not.toHaveProperty('outOfOrder');
  });

  it('holds no empty words', async () => {
    const words = { name: 'The lobby', description: '' };
    await installation.give({ do: 'DescribeGroup', id: 'lobby', by: coordinator, body: { words } });
    expect(Object.keys(((await lastMetadata('group-lobby')) as { words: object }).words)).toEqual(['name']);
  });
});

describe('a command', () => {
  it('that is sent again the next day is a repeat', async () => {
    const command = randomUUID();
    await installation.give({ ...name(), command });
    installation.clock.time += 24 * 3_600_000;
    expect(await installation.give({ ...name(), command })).toMatchObject({ repeated: true });
  });

  it('that says the same in another order is a repeat', async () => {
    const command = randomUUID();
    const preset = { daysToTell: 10, smallNumbersUnder: 7 };
    const given = { do: 'ChangePreset', id: 'main', by: administrator, command };
    await installation.give({ ...given, body: preset });
    const again = { ...given, body: { smallNumbersUnder: 7, daysToTell: 10 } };
    expect(await installation.give(again)).toMatchObject({ repeated: true });
  });

  it('of somebody else under the same id is refused', async () => {
    const command = randomUUID();
    const promise = {
      do: 'SetPromise',
      id: 'services',
      command,
      body: { counting: 'working', decide: 5, from: '2027-01-01' },
    };
    await installation.give({ ...promise, by: administrator });
    const other = installation.give({ ...promise, by: head });
    await expect(other).rejects.toMatchObject({ code: 'command.id-used' });
  });

  it('to an id that no stream can have is refused', async () => {
    for (const id of ['Lobby', '', 'a b', '../x', 'x'.repeat(65)]) {
      const given = { do: 'EndGroup', id, by: administrator, body: {} };
      await expect(installation.give(given)).rejects.toMatchObject({ code: 'id.malformed', field: 'id' });
    }
  });

  it('that finds nothing to do answers where the log is, and is not remembered', async () => {
    const given = { do: 'EndGroup', id: 'lobby', by: administrator, body: {} };
    const { version, position } = await installation.give(given);
    expect(await installation.give(given)).toEqual({ id: 'lobby', version, position, events: [] });
  });

  it('sent by many at once is recorded once for each', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) => installation.give(name({ code: `theme-${index}` }))),
    );
    expect(answers.map(({ version }) => version).sort()).toEqual([2, 3, 4, 5]);
  });

  it('sent twice at once under one id is recorded once', async () => {
    const given = { ...name(), command: randomUUID() };
    const answers = await Promise.all([
      installation.give(given),
      run(installation.contextOn(installation.context.store), given),
    ]);
    expect(answers.filter(({ repeated }) => repeated)).toHaveLength(1);
    expect(answers[0]!.events).toEqual(answers[1]!.events);
    expect(await installation.context.store.version('organisation-main')).toBe(2);
  });
});

describe('ids and days', () => {
  it('are UUIDs of version 7 that sort by their time', () => {
    const ids = [1_000, 2_000, Date.parse('2026-11-20')].map(newEventId);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('begin at midnight in Helsinki, in summer and winter', () => {
    expect(dayOf(Date.parse('2026-06-30T20:59:59Z'))).toBe('2026-06-30');
    expect(dayOf(Date.parse('2026-06-30T21:00:00Z'))).toBe('2026-07-01');
    expect(dayOf(Date.parse('2026-12-31T22:00:00Z'))).toBe('2027-01-01');
  });
});
