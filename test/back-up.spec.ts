import { spawn } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStores, readSettings } from '#installation';
import { openContext } from '#use-cases';
import { kierto, scratchFolder } from './command-line.ts';
import { type Actor, addressOf, administrator, coordinator } from './driven-api.ts';
import { startEsdbWireDouble, type WireDouble } from './esdb-wire-double/server.ts';
import { beginnings, run, useCaseNamed, coordinator as writer } from './installation.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import type { Json } from './running-api.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const scratch = scratchFolder();
afterAll(() => scratch.remove());

/** A text that somebody was told is recorded. */
interface Voice {
  readonly event: string;
  readonly position: string;
  readonly text: string;
}

async function does(server: ServerProcess, actor: Actor, name: string, id: string, body: Json): Promise<Json> {
  const { method, path } = addressOf(useCaseNamed(name), id);
  const answer = await server.send(method, path, { lang: 'fi', ...body }, actor);
  expect({ name, status: answer.status < 300, said: answer.text }).toMatchObject({ name, status: true });
  return answer.body;
}

let voices = 0;
async function speak(server: ServerProcess): Promise<Voice> {
  voices += 1;
  const text = `Ääni numero ${voices}, sanottu kerran.`;
  const said = await does(server, coordinator, 'RecordVoice', 'lobby', { words: { quotation: text } });
  return { event: (said.events as string[])[0]!, position: String(said.position), text };
}

const forget = (server: ServerProcess, { event }: Voice) =>
  does(server, coordinator, 'ForgetGroupWords', 'lobby', {
    ofEvent: event,
    fields: ['quotation'],
    reasonCode: 'request',
  });

/** The texts of the group's events by event, as they can be read now. */
async function readable(folder: string): Promise<ReadonlyMap<string, string | undefined>> {
  const { status, out } = await kierto(['events', '--data', folder, '--words', '--json', 'group-lobby']);
  expect(status).toBe(0);
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return new Map(events.map(({ id, words }) => [id, words?.quotation?.[0]?.text]));
}

describe('an operator of one process', () => {
  const [folder, keys, lost] = [scratch.at('data'), scratch.at('keys.json'), scratch.at('lost')];
  const backups = (name: string) => join(scratch.at('backups'), name);
  const before: Voice[] = [];
  let forgottenBefore: Voice;
  let forgottenAfter: Voice;
  let last: Voice;
  let server: ServerProcess;
  afterAll(() => server.stop('SIGKILL'));

  it('backs up while people write', async () => {
    server = startServer(folder, { LOG_LEVEL: 'warn' });
    await does(server, administrator, 'EstablishUnit', 'services', { words: { name: 'Palvelut' } });
    const group = { kind: 'coDevelopment', unit: 'services', words: { name: 'Aula' } };
    await does(server, administrator, 'FoundGroup', 'lobby', group);
    for (let number = 0; number < 50; number++) before.push(await speak(server));
    forgottenBefore = before.pop()!;
    forgottenAfter = before.at(-1)!;
    await forget(server, forgottenBefore);
    copyFileSync(join(folder, 'master-keys.json'), keys);

    let done = false;
    const made = kierto(['backup', '--data', folder, backups('1')]).finally(() => {
      done = true;
    });
    let meanwhile = 0;
    while (!done) {
      await speak(server);
      meanwhile += 1;
    }
    expect(await made).toMatchObject({
      status: 0,
      out: expect.stringMatching(/Everything fits\.\nThe master keys are not/),
    });
    expect(meanwhile).toBeGreaterThan(0);
    expect(readdirSync(backups('1')).sort()).toEqual(['backup.json', 'log.sqlite', 'vault.sqlite']);
    expect(statSync(backups('1')).mode & 0o077).toBe(0);
    const manifest = JSON.parse(readFileSync(backups('1/backup.json'), 'utf8'));
    expect((await server.ready()).backup).toEqual({ made: manifest.made, events: manifest.counts.events });
  }, 60_000);

  it('loses the folder, restores, and has everything that was acknowledged before', async () => {
    await forget(server, forgottenAfter);
    last = await speak(server);
    await server.stop('SIGKILL');
    renameSync(folder, lost);

    const withoutKeys = await kierto(['restore', backups('1'), folder]);
    expect(withoutKeys).toMatchObject({
      status: 1,
      err: expect.stringContaining('are not at hand. Set KIERTO_MASTER_KEY'),
    });
    mkdirSync(folder, { mode: 0o700 });
    copyFileSync(keys, join(folder, 'master-keys.json'));
    const restored = await kierto(['restore', backups('1'), folder]);
    expect(restored).toMatchObject({ status: 0, out: expect.stringContaining('Start the server on it') });

    server = startServer(folder, { LOG_LEVEL: 'warn' });
    await server.ready();
    const texts = await readable(folder);
    for (const { event, text } of before) expect(texts.get(event)).toBe(text);
    expect(texts.has(forgottenBefore.event)).toBe(true);
    expect(texts.get(forgottenBefore.event)).toBeUndefined();
    expect(texts.has(last.event)).toBe(false);
    const verified = await kierto(['verify', '--data', folder]);
    expect(verified).toMatchObject({ status: 0, out: expect.stringContaining('Everything fits.') });
  }, 60_000);

  it('answers clients that know places of before', async () => {
    const asked = (after: string) =>
      server.send('GET', `/api/groups/lobby?after=${encodeURIComponent(after)}`, undefined, coordinator);
    // That place does not exist any more: what was written there is lost, and nobody is told that it was seen.
    const lostPlace = await asked(last.position);
    expect({ status: lostPlace.status, code: lostPlace.body.code }).toEqual({ status: 503, code: 'read-model.behind' });
    const { position } = await speak(server);
    expect((await asked(position)).status).toBe(200);
  }, 60_000);

  it('makes another backup of what was restored, and the folder can be copied from it again', async () => {
    expect(await kierto(['backup', '--data', folder, backups('2')])).toMatchObject({ status: 0 });
    await server.stop();
    const again = await kierto(['restore', backups('2'), folder]);
    expect(again).toMatchObject({ status: 1, err: expect.stringContaining('in use since it was copied') });
  }, 60_000);

  it('forgets also what only the lost log asked for, where it is at hand', async () => {
    const to = scratch.at('forgetful');
    mkdirSync(to, { mode: 0o700 });
    copyFileSync(keys, join(to, 'master-keys.json'));
    const restored = await kierto(['restore', backups('1'), to, '--forgettings', lost]);
    expect(restored).toMatchObject({ status: 0, out: expect.stringContaining('1 of them asked for since the backup') });
    const texts = await readable(to);
    expect(texts.has(forgottenAfter.event)).toBe(true);
    expect(texts.get(forgottenAfter.event)).toBeUndefined();
    expect(texts.get(before[0]!.event)).toBe(before[0]!.text);
    const verified = await kierto(['verify', '--data', to]);
    expect(verified).toMatchObject({ status: 0, out: expect.stringMatching(/ 2 forgotten as the log says/) });
    const bytes = readdirSync(to).map((name) => readFileSync(join(to, name)));
    expect(bytes.some((file) => file.includes(forgottenAfter.text))).toBe(false);
  }, 60_000);
});

describe('a backup', () => {
  const data = scratch.at('espoo');
  const backups = (name: string) => join(scratch.at('kept'), name);
  const backup = (name: string, ...options: string[]) => kierto(['backup', '--data', data, ...options, backups(name)]);
  beforeAll(() => kierto(['import', '--data', data, 'histories/espoo-jyvaskyla.ndjson']));

  it('with the keys can be restored without anything else, and says what that means', async () => {
    expect((await backup('keys', '--with-keys')).out).toContain('whoever has this folder reads every word');
    expect(await kierto(['restore', backups('keys'), scratch.at('whole')])).toMatchObject({ status: 0 });
    const exported = await Promise.all(
      [data, scratch.at('whole')].map((folder) => kierto(['export', '--data', folder])),
    );
    expect(exported[1]!.out).toBe(exported[0]!.out);
    expect(statSync(backups('keys/master-keys.json')).mode & 0o077).toBe(0);
  });

  it('is never written over', async () => {
    const { status, err } = await backup('keys');
    expect({ status, err }).toMatchObject({ status: 1, err: expect.stringContaining('Each backup is a new folder') });
  });

  it('takes the place of the oldest ones, where so many are to be kept', async () => {
    mkdirSync(backups('no-backup'));
    for (const name of ['a', 'b', 'c']) expect(await backup(name, '--keep', '2')).toMatchObject({ status: 0 });
    expect(readdirSync(scratch.at('kept')).sort()).toEqual(['b', 'c', 'no-backup']);
  });

  it('in which a byte has changed is refused by name', async () => {
    appendFileSync(backups('b/vault.sqlite'), 'x');
    const { status, err } = await kierto(['restore', backups('b'), scratch.at('refused')]);
    expect({ status, err }).toMatchObject({
      status: 1,
      err: expect.stringMatching(/kept\/b\/vault\.sqlite is not as it was/),
    });
    expect(existsSync(scratch.at('refused'))).toBe(false);
  });

  it.each([
    ['no backup', () => data, /is no backup, or not a whole one/],
    ['nothing', () => scratch.at('nothing'), /is no backup, or not a whole one/],
  ])('is no folder that is %s', async (_, folder, sentence) => {
    const { status, err } = await kierto(['restore', folder(), scratch.at('refused')]);
    expect({ status, err }).toEqual({ status: 1, err: expect.stringMatching(sentence) });
  });

  it('does not go where something is', async () => {
    const { status, err } = await kierto(['restore', backups('c'), data]);
    expect({ status, err }).toMatchObject({ status: 1, err: expect.stringContaining('Name an empty one.') });
  });

  it('forgets nothing that another installation asks for', async () => {
    const other = scratch.at('other');
    await kierto(['import', '--data', other, 'histories/python-peps.ndjson']);
    const to = scratch.at('mixed');
    mkdirSync(to, { mode: 0o700 });
    copyFileSync(join(data, 'master-keys.json'), join(to, 'master-keys.json'));
    const { status, err } = await kierto(['restore', backups('c'), to, '--forgettings', other]);
    expect({ status, err }).toMatchObject({ status: 1, err: expect.stringContaining('another installation’s') });
  });
});

describe('on engines', () => {
  const keys = { KIERTO_MASTER_KEY: Buffer.alloc(32, 9).toString('base64') };
  const doubles: WireDouble[] = [];
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(async () => {
    for (const double of doubles) await double.kill();
    await postgres.remove();
  });

  async function engines() {
    const double = await startEsdbWireDouble();
    doubles.push(double);
    return { double, env: { ...keys, ESDB_URL: double.url, POSTGRES_URL: await postgres.database() } };
  }

  it('a backup is made while people write, and a restore that is killed goes on', async () => {
    const from = await engines();
    const views = scratch.at('views');
    const county = scratch.at('county.ndjson');
    const size = ['--units', '1', '--groups', '3', '--years', '2', '--seed', 'b', '--until', '2026-06-30'];
    await kierto(['simulate', ...size, '--out', county]);
    expect(await kierto(['import', '--data', views, county], '', from.env)).toMatchObject({ status: 0 });
    const serving = await openStores(readSettings({ ...from.env, DATA_DIR: views }));
    const context = openContext(serving.store, serving.vault);
    for (const given of beginnings) await run(context, given);
    const voice = (quotation: string) =>
      run(context, { do: 'RecordVoice', id: 'lobby', by: writer, body: { words: { quotation } } });
    const spoken = (await voice('Ennen varmuuskopiota.')).events[0]!;

    let done = false;
    const backup = scratch.at('engines-1');
    const made = kierto(['backup', '--data', views, backup], '', from.env).finally(() => {
      done = true;
    });
    while (!done) await voice('Varmuuskopion aikana.');
    expect(await made).toMatchObject({ status: 0, out: expect.stringContaining('Everything fits.') });
    await serving.close();
    expect(readdirSync(backup).sort()).toEqual(['backup.json', 'log.sqlite', 'vault.sqlite']);

    const to = await engines();
    const file = scratch.file('engines.env', ...Object.entries(to.env).map(([name, value]) => `${name}=${value}`));
    const main = join(import.meta.dirname, '../apps/cli/main.ts');
    const child = spawn(process.execPath, [main, 'restore', backup, file], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
    const appends = () => to.double.calls.append + to.double.calls.batchAppend;
    while (child.exitCode === null && appends() < 200) await new Promise(setImmediate);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    const half = await kierto(['import', '--data', scratch.at('half'), county], '', to.env);
    expect(half).toMatchObject({ status: 1, err: expect.stringContaining('not finished') });

    expect(await kierto(['restore', backup, file])).toMatchObject({ status: 0 });
    const verified = await kierto(['verify', '--data', scratch.at('half')], '', to.env);
    expect(verified).toMatchObject({ status: 0, out: expect.stringContaining('Everything fits.') });
    const read = await kierto(['events', '--data', scratch.at('half'), '--words', 'group-lobby'], '', to.env);
    expect(read.out).toContain('Ennen varmuuskopiota.');
    expect(read.out).toContain(spoken);
    const restored = await openStores(readSettings({ ...to.env, DATA_DIR: scratch.at('half') }), { readOnly: true });
    expect(restored.store.epoch).toBeGreaterThan(1);
    await restored.close();
  }, 120_000);
});
