import { describe, expect, it } from '@jest/globals';
import { concernsOf, type State } from './concerns.ts';

const at = '2026-11-20T10:00:00.000Z';
const well: State = {
  at,
  ready: true,
  version: '0.1.0',
  node: 'v24.0.0',
  runningSince: at,
  store: { ready: true, kind: 'sqlite', events: 10 },
  vault: { ready: true, kind: 'sqlite' },
  models: [{ name: 'loops', version: 1, state: 'live', lag: 0 }],
  mail: { configured: true, waiting: 3, failed: 0 },
  webhooks: { waiting: 0, failed: 0 },
  jobs: [{ name: 'deliver-mails', lastRun: { startedAt: at, endedAt: at } }],
  backup: { made: '2026-11-19T22:00:00.000Z', folder: '/backups/19', events: 9, since: 1 },
  disk: { used: 1e6, free: 5e10, of: 1e11 },
};
const whats = (other: Partial<State>) => concernsOf({ ...well, ...other }).map(({ what }) => what);
const loops = well.models[0]!;

describe('what an administrator has to look at', () => {
  it('is nothing where all is well', () => {
    expect(whats({})).toEqual([]);
  });

  it.each<[string, Partial<State>]>([
    ['store', { store: { ready: false, kind: 'eventstoredb', code: 'store-unavailable' } }],
    ['vault', { vault: { ready: false, kind: 'postgres' } }],
    ['models', { models: [{ ...loops, state: 'stopped' }] }],
    ['building', { models: [{ ...loops, state: 'building' }] }],
    ['behind', { models: [{ ...loops, lag: 9, behindSeconds: 60 }] }],
    ['queue', { queue: { ready: false, code: 'queue-unavailable' } }],
    ['queue', { queue: { ready: true, code: 'queue-may-evict' } }],
    ['disk', { disk: { used: 1e6, free: 1e9, of: 1e11 } }],
    ['mailFailed', { mail: { configured: true, failed: 1 } }],
    ['mailOff', { mail: { configured: false } }],
    ['webhooks', { webhooks: { failed: 2 } }],
    ['backupOld', { backup: { made: '2026-11-17T10:00:00.000Z', folder: '/backups/17', events: 1, since: 9 } }],
  ])('is %s: %j', (what, other) => {
    expect(whats(other)).toEqual([what]);
  });

  it('is a job that failed, whatever it was', () => {
    const error = { code: 'internal', sentence: 'Something went wrong.' };
    expect(whats({ jobs: [{ name: 'expire', lastRun: { startedAt: at, endedAt: at, error } }] })).toEqual(['jobs']);
  });

  it('is a backup, but not of what is empty or has not grown since', () => {
    const { backup, ...without } = well;
    expect(concernsOf(without).map(({ what }) => what)).toEqual(['backupNone']);
    expect(concernsOf({ ...without, store: { ...well.store, events: 0 } })).toEqual([]);
    expect(whats({ backup: { ...backup!, made: '2020-01-01T00:00:00.000Z', since: 0 } })).toEqual([]);
  });

  it('begins with what stops people', () => {
    const all = { mail: { configured: false }, models: [{ ...loops, state: 'stopped' as const }] };
    expect(concernsOf({ ...well, ...all })).toMatchObject([
      { what: 'models', level: 'wrong' },
      { what: 'mailOff', level: 'late' },
    ]);
  });
});
