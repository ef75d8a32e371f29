import { describe, expect, it } from '@jest/globals';
import { type Job, stopping, type Workplace } from '#jobs';
import { Timer } from './timer.ts';

const told: object[] = [];
const nowhere = { log: (facts: object) => told.push(facts) } as unknown as Workplace;

const job = (name: string, everyMinutes: number, run: Job['run']): Job => ({
  name,
  everyMinutes,
  summary: 'A probe.',
  run,
});

describe('the timer of a server', () => {
  it('runs each job at the start and again when its time has come', async () => {
    const third = Promise.withResolvers<void>();
    let runs = 0;
    const often = job('often', 1 / 6_000, async () => {
      runs += 1;
      if (runs === 3) third.resolve();
    });
    let rare = 0;
    const timer = new Timer(nowhere, [
      often,
      job('rare', 60, async () => {
        rare += 1;
      }),
    ]);
    timer.begin();
    await third.promise;
    await timer.close();
    expect(rare).toBe(1);
  });

  it('never runs a job while it still runs', async () => {
    let now = 0;
    let most = 0;
    let runs = 0;
    const enough = Promise.withResolvers<void>();
    const slow = job('slow', 1 / 60_000, async () => {
      now += 1;
      most = Math.max(most, now);
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      runs += 1;
      if (runs === 5) enough.resolve();
    });
    const timer = new Timer(nowhere, [slow]);
    timer.begin();
    await enough.promise;
    await timer.close();
    expect(most).toBe(1);
  });

  it('tells of a failure, and tries again', async () => {
    const second = Promise.withResolvers<void>();
    let runs = 0;
    const unwell = job('unwell', 1 / 6_000, async () => {
      runs += 1;
      if (runs === 2) second.resolve();
      throw Object.assign(new Error('The vault is away.'), { code: 'vault-unavailable' });
    });
    const timer = new Timer(nowhere, [unwell]);
    expect(timer.scheduled()).toEqual([{ name: 'unwell' }]);
    timer.begin();
    await second.promise;
    await timer.close();
    expect(timer.scheduled()).toMatchObject([
      { name: 'unwell', lastRun: { error: { code: 'vault-unavailable', sentence: 'The vault is away.' } } },
    ]);
    expect(told).toContainEqual(expect.objectContaining({ job: 'unwell', code: 'vault-unavailable' }));
  });

  it('waits for what is in hand when it is stopped, tells it to end, and begins nothing more', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    let ended = false;
    let runs = 0;
    const long = job('long', 1 / 60_000, async (_at, signal) => {
      runs += 1;
      begun.resolve(signal);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await new Promise((resolve) => setImmediate(resolve));
      ended = true;
    });
    const timer = new Timer(nowhere, [long]);
    timer.begin();
    const signal = await begun.promise;
    await timer.close();
    expect(signal.reason).toBe(stopping);
    expect({ ended, runs }).toEqual({ ended: true, runs: 1 });
    timer.begin();
    expect(runs).toBe(1);
  });
});
