import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administrator, type Json, type RunningApi, runApi } from './running-api.ts';

/** What those who look after the installation are told in one answer. */

let api: RunningApi;
const officer = { 'x-kierto-role': 'dataProtectionOfficer' };
const state = async (headers: Record<string, string> = administrator) =>
  (await api.send('GET', '/api/admin/state', undefined, headers)).body;
const establishes = async (id: string) => {
  const unit = { words: { name: 'Palvelut' }, lang: 'fi' };
  const { status, body } = await api.send('PUT', `/api/units/${id}`, unit, administrator);
  expect(status).toBe(201);
  await api.house.reads.waitFor(String(body.position), 10_000);
};
const delivery = (id: string) => ({
  id,
  channel: 'mail' as const,
  to: 'aino',
  event: '0197c2a4-0000-7000-8000-000000000001',
  facts: {},
  now: new Date(),
});

beforeAll(async () => {
  api = await runApi();
  await establishes('services');
});
afterAll(() => api.close());

describe('the state of an installation', () => {
  it('has every part, where all is well', async () => {
    expect(await state()).toEqual({
      at: expect.any(String),
      ready: true,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      node: process.version,
      runningSince: expect.any(String),
      store: { ready: true, kind: 'sqlite', events: 1 },
      vault: { ready: true, kind: 'sqlite' },
      models: expect.arrayContaining([expect.objectContaining({ name: 'loops', state: 'live', lag: 0 })]),
      mail: { configured: false, waiting: 0, failed: 0 },
      webhooks: { waiting: 0, failed: 0 },
      jobs: expect.arrayContaining([expect.objectContaining({ name: 'end-proof-day' })]),
      tasks: 0,
      disk: { used: expect.any(Number), free: expect.any(Number), of: expect.any(Number) },
    });
    const { used, free, of } = (await state()).disk as Record<'used' | 'free' | 'of', number>;
    expect(used).toBeGreaterThan(10_000);
    expect(of).toBeGreaterThan(free);
  });

  it('is told to data protection officers too, and to nobody else', async () => {
    expect((await state(officer)).ready).toBe(true);
    const others = await api.send('GET', '/api/admin/state', undefined, { 'x-kierto-role': 'analyst' });
    expect(others.status).toBe(403);
  });

  it('says what waits, what failed and what left last', async () => {
    const { deliveries } = api.house.vault;
    await deliveries.add(['one', 'two', 'three'].map(delivery));
    const at = new Date('2026-11-20T10:00:00Z');
    await deliveries.settle('one', { state: 'done', outcome: 'accepted', at });
    await deliveries.settle('two', { state: 'failed', outcome: 'smtp-550', at });
    expect((await state()).mail).toEqual({
      configured: false,
      waiting: 1,
      failed: 1,
      lastSent: '2026-11-20T10:00:00.000Z',
    });
  });

  it('says where the last backup lies, and how much has been recorded since; everybody is told only when', async () => {
    const backup = { made: '2026-11-20T10:00:00.000Z', folder: '/backups/kierto-20', events: 1 };
    writeFileSync(join(api.folder, 'last-backup.json'), JSON.stringify(backup));
    await establishes('housing');
    expect((await state()).backup).toEqual({ ...backup, since: 1 });
    const ready = await api.send('GET', '/health/ready');
    expect(ready.body.backup).toEqual({ made: backup.made, events: 1 });
  });

  it('says which checkpoint was kept last', async () => {
    const { latest } = (await api.send('GET', '/api/proof')).body as { latest: Json };
    mkdirSync(join(api.folder, 'proof'), { recursive: true });
    writeFileSync(join(api.folder, 'proof', 'checkpoints.txt'), `${latest.line}\n`);
    expect((await state()).proof).toEqual({ day: latest.day, count: 2 });
  });
});
