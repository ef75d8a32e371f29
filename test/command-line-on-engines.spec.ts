import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kierto, scratchFolder } from './command-line.ts';
import { startEsdbWireDouble, type WireDouble } from './esdb-wire-double/server.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { administrator, type RunningApi, runApi } from './running-api.ts';

const scratch = scratchFolder();
let api: RunningApi | undefined;
let double: WireDouble;
let postgres: PostgresServer;
let engines: Readonly<Record<string, string>>;

beforeAll(async () => {
  [double, postgres] = await Promise.all([startEsdbWireDouble(), startPostgres()]);
  engines = {
    ESDB_URL: double.url,
    POSTGRES_URL: await postgres.database(),
    KIERTO_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
  };
}, 120_000);

afterAll(async () => {
  await api?.close();
  await double.kill();
  await postgres.remove();
  scratch.remove();
});

const onEngines = (...args: string[]) => kierto([...args, '--data', scratch.at('beside')], '', engines);

describe('beside EventStoreDB’s double and PostgreSQL', () => {
  it('import, events, rebuild, verify and export do what they do in a folder', async () => {
    const history = scratch.at('county.ndjson');
    const county = [
      'simulate',
      '--units',
      '1',
      '--groups',
      '1',
      '--years',
      '1',
      '--seed',
      'a',
      '--until',
      '2026-06-30',
    ];
    expect((await kierto([...county, '--out', history])).status).toBe(0);
    expect(await onEngines('import', history)).toMatchObject({ status: 0 });
    const embedded = ['--data', scratch.at('embedded')];
    expect((await kierto(['import', history, ...embedded])).status).toBe(0);

    expect((await onEngines('rebuild')).err).toMatch(/kierto: rebuilt /);
    const verified = await onEngines('verify');
    expect(verified).toMatchObject({ status: 0, out: expect.stringContaining('Everything fits.') });
    const unit = await onEngines('events', 'unit-sim-unit-1', '--words');
    expect(unit.out).toContain('UnitEstablished');

    expect((await onEngines('export', scratch.at('engines.ndjson'))).status).toBe(0);
    expect((await kierto(['export', scratch.at('embedded.ndjson'), ...embedded])).status).toBe(0);
    const lines = (name: string) => readFileSync(scratch.at(name), 'utf8').split('\n').length;
    expect(lines('engines.ndjson')).toBe(lines('embedded.ndjson'));
    // Facts and words are where the settings say; here are views only.
    expect(readdirSync(scratch.at('beside')).filter((name) => name.endsWith('.sqlite'))).toEqual([]);
  }, 120_000);

  it('a server serves what is there, and what it writes is there for the command line', async () => {
    api = await runApi(engines);
    // Its folder is new, so its views are built first.
    const models = (await api.house.reads.status()).models.map(({ name }) => name);
    await api.house.reads.waitFor((await api.house.store.head())!.position, 60_000, models);
    const written = await api.send(
      'PUT',
      '/api/units/by-server',
      { words: { name: 'Perhepalvelut' }, lang: 'fi' },
      administrator,
    );
    expect(written.status).toBe(201);
    const read = await api.send(
      'GET',
      `/api/units/by-server?after=${encodeURIComponent(String(written.body.position))}`,
      undefined,
      administrator,
    );
    expect(read.text).toContain('Perhepalvelut');
    await api.close();
    api = undefined;
    expect((await onEngines('events', 'unit-by-server', '--words')).out).toContain('Perhepalvelut');
  }, 120_000);

  it('settings that do not fit are told in a sentence that names them', async () => {
    const { ESDB_URL: _, ...without } = engines;
    const refused = await kierto(['verify', '--data', scratch.at('beside')], '', { ...without, ESDB_USER: 'kierto' });
    expect(refused).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringMatching(/^kierto: ESDB_USER is set without ESDB_URL/),
    });
  });
});
