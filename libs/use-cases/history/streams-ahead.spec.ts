import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore } from '#event-store';
import { newEventId } from '../record.ts';
import { StreamsAhead, versionOf } from './streams-ahead.ts';

let folder: string;
let store: EventStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kierto-ahead-'));
  store = await openEventStore({ kind: 'sqlite', folder });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const [founded, slip, command] = [newEventId(1), newEventId(2), newEventId(3)];
const events = [
  { id: founded, type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'u' }, occurredOn: '2015', command },
  { id: slip, type: 'RecordedInError', data: { ofEvent: founded }, occurredOn: undefined, command },
];

async function begun(dryRun: boolean): Promise<StreamsAhead> {
  const ahead = new StreamsAhead(store, true, dryRun);
  const group = await ahead.read('group-g');
  for (const { id, type, data, occurredOn, command } of events) ahead.add(group, id, type, data, occurredOn, command);
  return ahead;
}

/** So many others that those used before them are forgotten. */
async function useOthers(ahead: StreamsAhead): Promise<void> {
  for (const round of [1, 2]) {
    for (let other = 0; other < 10_000; other++) await ahead.read(`group-${round}-${other}`);
    ahead.stored();
  }
}

describe('streams ahead of the store', () => {
  it.each([
    ['from the store', false],
    ['from what a dry run packed', true],
  ])('are found again %s when they were forgotten', async (_, dryRun) => {
    const ahead = await begun(dryRun);
    const appended = events.map(({ id, type, data, occurredOn, command }) => {
      return { id, type, data, metadata: { ...(occurredOn && { occurredOn }), command } };
    });
    if (!dryRun) await store.append('group-g', appended, 0);
    await useOthers(ahead);
    expect(ahead.known('group-g')).toBeUndefined();
    const group = await ahead.read('group-g');
    expect(group.events).toMatchObject([
      { id: founded, type: 'GroupFounded', data: { unit: 'u' }, metadata: { occurredOn: '2015' }, command },
      { id: slip, type: 'RecordedInError', metadata: {}, command },
    ]);
    expect(group.errors.has(founded)).toBe(true);
    expect(versionOf(group, { id: slip, command })).toBe(2);
    expect(versionOf(group, { id: slip, command: newEventId(4) })).toBeUndefined();
  });

  it('are kept as long as they are used', async () => {
    const ahead = await begun(false);
    const group = ahead.known('group-g');
    for (let round = 0; round < 3; round++) {
      for (let other = 0; other < 10_000; other++) await ahead.read(`group-${round}-${other}`);
      ahead.stored();
      expect(ahead.known('group-g')).toBe(group);
    }
  });
});
