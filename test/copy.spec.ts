import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type EventStore, openEventStore } from '#event-store';
import { openStores, readSettings } from '#installation';
import { followDeliveries, followForgettings, openContext } from '#use-cases';
import { openVault, type Vault } from '#vault';
import { run as runProgram } from '../apps/cli/program.ts';
import { kierto, scratchFolder } from './command-line.ts';
import { startEsdbWireDouble, type WireDouble } from './esdb-wire-double/server.ts';
import { administrator, beginnings, coordinator, run } from './installation.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

const scratch = scratchFolder();
const main = join(import.meta.dirname, '../apps/cli/main.ts');
const keys = { KIERTO_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
const source = scratch.at('source');
const doubles: WireDouble[] = [];
let postgres: PostgresServer;
let events: number;

/** A folder with a county, a webhook that has been told of something, and something forgotten. */
beforeAll(async () => {
  postgres = await startPostgres();
  const county = scratch.at('county.ndjson');
  const size = ['--units', '2', '--groups', '4', '--years', '2', '--seed', 'a', '--until', '2026-06-30'];
  expect(await kierto(['simulate', ...size, '--out', county])).toMatchObject({ status: 0 });
  expect(await kierto(['import', '--data', source, county], '', keys)).toMatchObject({ status: 0 });
  await inside(source, async (store, vault) => {
    const context = openContext(store, vault);
    const lobby = (name: string, body: object) => run(context, { do: name, id: 'lobby', by: coordinator, body });
    for (const given of beginnings) await run(context, given);
    const words = { url: 'https://receiver.example/' };
    const body = { webhook: 'register', types: ['group.voiceRecorded'], words };
    await run(context, { do: 'RegisterWebhook', id: 'main', by: administrator, body });
    const voice = await lobby('RecordVoice', { words: { quotation: 'Kukaan ei soittanut takaisin.' } });
    await lobby('RecordVoice', { words: { quotation: 'Joku kuunteli loppuun asti.' } });
    const forgotten = { ofEvent: voice.events[0], fields: ['quotation'], reasonCode: 'request' };
    await lobby('ForgetGroupWords', forgotten);
    await follow(store, vault);
    expect(await vault.deliveries.list({ limit: 10 })).toHaveLength(2);
    // Long settled ones are not even there any more: nothing but the checkpoint says that they have left.
    for (const { id } of await vault.deliveries.take('webhook', new Date(), new Date(), 10))
      await vault.deliveries.settle(id, { state: 'done', at: new Date(0) });
    await vault.deliveries.expire(new Date());
    events = await store.size();
  });
}, 120_000);

afterAll(async () => {
  for (const double of doubles) await double.kill();
  await postgres.remove();
  scratch.remove();
});

async function inside(folder: string, work: (store: EventStore, vault: Vault) => Promise<void>): Promise<void> {
  const stores = await openStores(readSettings({ ...keys, DATA_DIR: folder }));
  try {
    await work(stores.store, stores.vault);
  } finally {
    await stores.close();
  }
}

/** Everything that follows the log, until it has come to its end. */
async function follow(store: EventStore, vault: Vault): Promise<void> {
  const context = openContext(store, vault);
  const head = (await store.head())!;
  for (const begin of [followForgettings, deliver]) {
    const seen: string[] = [];
    const watching = new Proxy(store, {
      get: (target, name) =>
        name === 'subscribe'
          ? (options: object, handler: (batch: never) => Promise<void>) =>
              target.subscribe(options, async (batch) => {
                await handler(batch as never);
                seen.push(batch.checkpoint.position);
              })
          : bound(target, name),
    });
    const before = await vault.progress(begin === deliver ? 'deliveries' : 'forgettings').read();
    const following = await begin({ ...context, store: watching });
    const at = before && (JSON.parse(before) as { position: string }).position;
    while (at !== head.position && !seen.includes(head.position)) await new Promise(setImmediate);
    await following.stop();
  }
}

const deliver = (context: Parameters<typeof followForgettings>[0]) =>
  followDeliveries(context, { mails: false, added: () => {} });

function bound(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name, target);
  return typeof value === 'function' ? value.bind(target) : value;
}

/** A settings file for engines of its own. */
async function engines(name: string): Promise<{ file: string; double: WireDouble; database: string }> {
  const double = await startEsdbWireDouble();
  doubles.push(double);
  const database = await postgres.database();
  const lines = ['# Engines', `ESDB_URL="${double.url}"`, `POSTGRES_URL=${database}`];
  return { file: scratch.file(`${name}.env`, ...lines), double, database };
}

const copy = (...args: string[]) => kierto(['copy', ...args], '', keys);

async function query(database: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

describe('a copy', () => {
  let there: Awaited<ReturnType<typeof engines>>;
  const back = scratch.at('back');

  it('goes from a folder to engines and back, and is compared event by event and row by row', async () => {
    there = await engines('there');
    const out = await copy(source, there.file);
    expect(out).toMatchObject({ status: 0 });
    expect(out.out).toContain(`${events.toLocaleString('en-US')} events: id, type, data`);
    expect(out.out).toContain(`${there.file} is a copy, checked event by event and row by row.`);
    expect(await copy(there.file, back)).toMatchObject({ status: 0 });
    expect(await copy('--verify-only', source, back)).toMatchObject({ status: 0 });
    const verified = await kierto(['verify', '--data', back], '', keys);
    expect(verified).toMatchObject({ status: 0, out: expect.stringContaining('Everything fits.') });
    const exported = await Promise.all([source, back].map((data) => kierto(['export', '--data', data], '', keys)));
    expect(exported[1]!.out).toBe(exported[0]!.out);
    const proofs = await Promise.all([source, back].map((data) => kierto(['proof', '--data', data], '', keys)));
    expect(proofs[0]!.out).toMatch(/ events \d+ hash /);
    expect(proofs[1]).toEqual(proofs[0]);
  }, 120_000);

  it('given again finds that everything is there', async () => {
    const appended = there.double.calls.append + there.double.calls.batchAppend;
    expect(await copy(source, there.file)).toMatchObject({ status: 0 });
    expect(there.double.calls.append + there.double.calls.batchAppend).toBe(appended);
  }, 60_000);

  it('follows the log from where the source had come, so that nothing leaves twice and nothing comes back', async () => {
    const served = scratch.at('served');
    expect(await copy(there.file, served)).toMatchObject({ status: 0 });
    await inside(served, async (store, vault) => {
      const forgotten = JSON.parse((await vault.progress('forgettings').read())!) as { store: string };
      expect(forgotten.store).toBe(store.identity);
      await follow(store, vault);
      expect(await vault.deliveries.list({ limit: 10 })).toEqual([]);
      const context = openContext(store, vault);
      const body = { words: { quotation: 'Uusi ääni.' } };
      const { events: added } = await run(context, { do: 'RecordVoice', id: 'lobby', by: coordinator, body });
      await follow(store, vault);
      expect((await vault.deliveries.list({ limit: 10 })).map(({ event }) => event)).toEqual(added);
    });
    const verified = await kierto(['verify', '--data', served], '', keys);
    expect(verified).toMatchObject({ status: 0, out: expect.stringMatching(/[1-9]\d* forgotten as the log says/) });
    const again = await copy(there.file, served);
    expect(again).toMatchObject({ status: 1, err: expect.stringContaining('The target has been in use since') });
  }, 60_000);

  it('is served by PostgreSQL with new rows behind those that were copied', async () => {
    const settings = { kind: 'postgres', url: there.database, masterKeys: keys.KIERTO_MASTER_KEY } as const;
    const vault = await openVault(settings);
    const [word] = [{ event: 'e', field: 'f', stream: 's-1', lang: 'fi', text: 'Uusi', recordedIn: 'e' }];
    await vault.words.keep([{ ...word!, by: 'original' }]);
    expect((await vault.words.read(['e'])).get('e')).toMatchObject({ f: [{ text: 'Uusi' }] });
    await vault.close();
    const { rows } = await query(there.database, 'SELECT event FROM kierto.words ORDER BY id DESC LIMIT 1');
    expect(rows).toEqual([{ event: 'e' }]);
  });

  it('that differs by one byte is told by name', async () => {
    const spoilt = scratch.at('spoilt');
    expect(await copy(source, spoilt)).toMatchObject({ status: 0 });
    const vault = new DatabaseSync(join(spoilt, 'vault.sqlite'));
    const row = vault.prepare('SELECT id, sealed FROM words WHERE sealed IS NOT NULL ORDER BY id LIMIT 1').get()!;
    const sealed = Uint8Array.from(row.sealed as Uint8Array);
    sealed[20]! ^= 1;
    vault.prepare('UPDATE words SET sealed = ? WHERE id = ?').run(sealed, row.id!);
    vault.close();
    const inVault = await copy('--verify-only', source, spoilt);
    expect(inVault.status).toBe(1);
    expect(inVault.out).toContain(
      `The first difference is in the vault, words, row ${row.id}: sealed is not the same.`,
    );

    const log = new DatabaseSync(join(spoilt, 'log.sqlite'));
    log.exec('DROP TRIGGER events_are_not_changed');
    log.exec(`UPDATE events SET metadata = replace(metadata, '"command":"', '"command":"x') WHERE position = 30`);
    log.close();
    const inLog = await copy('--verify-only', source, spoilt);
    expect(inLog.status).toBe(1);
    expect(inLog.out).toMatch(/in the log, event 30 \(\S+ \d+, \w+\): its metadata are not the same in the target\./);
    const refused = await copy(source, spoilt);
    expect(refused).toMatchObject({ status: 1, err: expect.stringContaining('not a copy of the source: event 30 (') });
  }, 60_000);

  it('that lacks the last events or rows is none', async () => {
    const [longer, shorter] = [scratch.at('longer'), scratch.at('shorter')];
    for (const folder of [longer, shorter]) expect(await copy(source, folder)).toMatchObject({ status: 0 });
    await inside(longer, async (store, vault) => {
      const body = { words: { quotation: 'Vielä yksi.' } };
      await run(openContext(store, vault), { do: 'RecordVoice', id: 'lobby', by: coordinator, body });
    });
    const checked = await copy('--verify-only', longer, shorter);
    expect(checked.status).toBe(1);
    expect(checked.out).toContain(`the target ends after event ${events}, and the other one goes on`);
  }, 60_000);
});

describe('a copy is refused', () => {
  it('where the target holds something else', async () => {
    const other = scratch.at('other');
    expect(await kierto(['import', '--data', other, 'histories/python-peps.ndjson'], '', keys)).toMatchObject({
      status: 0,
    });
    const exported = () => kierto(['export', '--data', other], '', keys);
    const before = await exported();
    const refused = await copy(source, other);
    expect(refused).toMatchObject({ status: 1, out: '', err: expect.stringContaining('Name an empty one.') });
    expect(await exported()).toEqual(before);
  }, 60_000);

  it('where the keys are not the same', async () => {
    const lines = [`DATA_DIR=${scratch.at('keys')}`, `KIERTO_MASTER_KEY=${Buffer.alloc(32, 8).toString('base64')}`];
    const refused = await copy(source, scratch.file('keys.env', ...lines));
    expect(refused.status).toBe(1);
    expect(refused.err).toContain('give both sides the same keys');
    const without = await kierto(['copy', source, scratch.at('keyless')]);
    expect(without.err).toContain('are not at hand. Set KIERTO_MASTER_KEY');
  });

  it('while the source is served', async () => {
    await inside(source, async () => {
      const { status, err } = await copy(source, scratch.at('beside'));
      expect(status).toBe(1);
      expect(err).toMatch(
        /^kierto: .* is being served: The event store in .* is in use by process \d+ .* Stop it first\.\n$/,
      );
    });
  });

  it.each([
    ['a settings file that is none', ['what', 'is this'], /none\.env:1: is not a line NAME=value/],
    ['one that names no engines', ['LOG_LEVEL=info'], /names no installation: it must set DATA_DIR, or ESDB_URL/],
    ['one with a wrong value', ['DATA_DIR=/tmp', 'ESDB_URL=http://x'], /none\.env: ESDB_URL is "http:\/\/x"/],
  ])('from %s', async (_, lines, sentence) => {
    const { status, err } = await copy(scratch.file('none.env', ...lines), scratch.at('nowhere'));
    expect({ status, err }).toEqual({ status: 1, err: expect.stringMatching(sentence) });
  });

  it('from a folder that holds nothing, which stays so', async () => {
    const { status, err } = await copy(scratch.at('empty'), scratch.at('nowhere'));
    expect({ status, err }).toMatchObject({
      status: 1,
      err: expect.stringContaining('is no installation: There is no'),
    });
  });
});

it('a copy that is stopped by Ctrl-C says how it goes on', async () => {
  const to = await engines('stopped');
  const interruption = new AbortController();
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const args = ['copy', source, to.file];
  const status = runProgram(args, { ...streams, env: keys, interrupted: interruption.signal });
  while (to.double.calls.append + to.double.calls.batchAppend < 50) await new Promise(setImmediate);
  interruption.abort();
  expect(await status).toBe(130);
  expect(String(streams.stderr.read())).toContain('stopped by Ctrl-C. The same command goes on from here.');
  expect(await copy(source, to.file)).toMatchObject({ status: 0 });
}, 60_000);

describe('a copy that is killed', () => {
  /** Kills the command as soon as `reached` says so. */
  async function killed(args: readonly string[], reached: () => Promise<boolean> | boolean): Promise<void> {
    const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...keys }, stdio: 'ignore' });
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, signal) => resolve(signal)));
    while (child.exitCode === null && !(await reached())) await new Promise(setImmediate);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
  }

  it('is not served, and goes on with the same command', async () => {
    const to = await engines('killed');
    const appends = () => to.double.calls.append + to.double.calls.batchAppend;
    for (const most of [100, 500]) {
      await killed(['copy', source, to.file], () => appends() >= most);
      const env = { ...keys, ESDB_URL: to.double.url, POSTGRES_URL: to.database };
      const served = await kierto(
        ['import', '--data', scratch.at('views'), 'histories/espoo-jyvaskyla.ndjson'],
        '',
        env,
      );
      expect(served).toMatchObject({
        status: 1,
        err: expect.stringContaining('give the same kierto copy or kierto restore'),
      });
    }
    const onward = await copy(to.file, scratch.at('onward'));
    expect(onward).toMatchObject({ status: 1, err: expect.stringMatching(/killed\.env: .* not finished/) });
    const rows = async () =>
      Number((await query(to.database, 'SELECT count(*) AS rows FROM kierto.words')).rows[0].rows) > 0;
    await killed(['copy', source, to.file], rows);
    expect(await copy(source, to.file)).toMatchObject({ status: 0 });
    expect(await copy('--verify-only', source, to.file)).toMatchObject({ status: 0 });
    expect(await kierto(['verify', '--data', source], '', keys)).toMatchObject({ status: 0 });
  }, 120_000);
});

it('a log that moves while it is copied is copied to its end', async () => {
  const from = await engines('moving');
  expect(await copy(source, from.file)).toMatchObject({ status: 0 });
  const env = { ...keys, ESDB_URL: from.double.url, POSTGRES_URL: from.database, DATA_DIR: scratch.at('views') };
  const serving = await openStores(readSettings(env));
  const context = openContext(serving.store, serving.vault);
  let copied: ReturnType<typeof copy> | undefined;
  for (let number = 0; number < 20; number++) {
    const body = { words: { quotation: `Ääni ${number}.` } };
    await run(context, { do: 'RecordVoice', id: 'lobby', by: coordinator, body });
    copied ??= copy(from.file, scratch.at('moved'));
  }
  expect(await copied).toMatchObject({ status: 0 });
  await serving.close();
  const log = await openEventStore({ kind: 'sqlite', folder: scratch.at('moved'), readOnly: true });
  const copiedEvents = await log.size();
  await log.close();
  expect(copiedEvents).toBeGreaterThan(events);
  expect(await copy(from.file, scratch.at('moved'))).toMatchObject({ status: 0 });
  expect(await copy('--verify-only', from.file, scratch.at('moved'))).toMatchObject({ status: 0 });
}, 120_000);
