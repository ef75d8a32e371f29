import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogAndReads } from '../../test/log-and-reads.ts';
import type { Workplace } from './job.ts';
import { rebuildTask } from './rebuild.ts';
import { cancelled, type TaskProgress } from './task.ts';

let log: LogAndReads;
let at: Workplace;

beforeEach(async () => {
  log = await LogAndReads.open();
  at = { reads: log.reads } as unknown as Workplace;
  await log.happened('unit-services', 'UnitEstablished', {});
});

afterEach(() => log.close());

const never = new AbortController().signal;

describe('a rebuild', () => {
  it('builds one read model, or all, from the log', async () => {
    const before = await log.dump();
    expect(await rebuildTask.run(at, { name: 'loops' }, never, () => {})).toEqual({ models: ['loops'] });
    const told: TaskProgress[] = [];
    const report = await rebuildTask.run(at, {}, never, (progress) => told.push(progress));
    expect(report).toEqual({ models: Object.keys(before) });
    expect(told.at(-1)).toMatchObject({ done: 1, of: 1 });
    expect(await log.dump()).toEqual(before);
  });

  it('that is cancelled in the middle leaves the old ones answering, and can be asked for again', async () => {
    const metadata = { recordedAt: '2026-03-31T09:00:00.000Z', occurredOn: '2026-03-02', by: { post: 'head' } };
    const atATime = 1_000;
    for (let version = 0; version < 30_000; version += atATime) {
      const events = Array.from({ length: atATime }, () => ({
        id: randomUUID(),
        type: 'PromiseSet',
        data: { counting: 'working', receive: 5, from: '2026-03-02' },
        metadata: { ...metadata, recordedBy: 'developer', command: randomUUID(), digest: 'x', correlation: 'x' },
      }));
      await log.store.append('unit-housing', events, version);
    }
    const head = (await log.store.head())!.position;
    await log.reads.waitFor(head, 50_000);
    const before = await log.dump();
    const cancel = new AbortController();
    const cancelling = rebuildTask.run(at, {}, cancel.signal, ({ done, of }) => {
      if (done < of) cancel.abort(cancelled);
    });
    await expect(cancelling).rejects.toBe(cancelled);
    expect((await log.reads.status()).models.filter(({ state, building }) => state !== 'live' || building)).toEqual([]);
    expect(readdirSync(join(log.folder, 'read')).filter((name) => name.includes('building'))).toEqual([]);
    expect(await log.dump()).toEqual(before);
    const told: TaskProgress[] = [];
    await rebuildTask.run(at, {}, never, (progress) => told.push(progress));
    expect(await log.dump()).toEqual(before);
    const shares = told.map(({ done, of }) => done / of);
    expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
    expect(shares.length).toBeGreaterThan(6);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  }, 180_000);
});
