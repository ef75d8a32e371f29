import { execFileSync } from 'node:child_process';
import { hash, randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStores, readSettings } from '#installation';
import { openVault, type VaultSettings } from '#vault';
import { kierto, scratchFolder } from './command-line.ts';
import {
  type Actor,
  administrator,
  anybody,
  client,
  coordinator,
  type Drive,
  drive,
  everyView,
  head,
} from './driven-api.ts';
import { until } from './own-installation.ts';
import { filesThatShow, mark, sentence, shows } from './planted-sentences.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import type { Json } from './running-api.ts';
import { keysIn, openRows } from './sealed-rows.ts';
import { type ServerProcess, startServer, tokenOf } from './server-process.ts';

/**
 * Sentences, files, voices, persons and accounts are planted, an installation is used in every way that might leave something of
 * them, they are forgotten, and nothing of them is found again: not in the clear in any file, and not sealed in any row.
 */

const scratch = scratchFolder();
const servers: ServerProcess[] = [];
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
}, 60_000);
afterAll(async () => {
  for (const server of servers) await server.stop('SIGKILL');
  await postgres.remove();
  scratch.remove();
});

/** How many of these byte strings lie in any file below a folder; asked in another process, for closing a file drops its locks. */
function foundIn(folder: string, needles: readonly Uint8Array[]): number {
  const search = `
    const { readdirSync, readFileSync } = require('node:fs');
    const { join } = require('node:path');
    const files = readdirSync(process.argv[1], { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    const needles = readFileSync(0, 'utf8').split(' ').map((hex) => Buffer.from(hex, 'hex'));
    console.log(needles.filter((needle) => files.some((file) => file.includes(needle))).length);`;
  const input = needles.map((needle) => Buffer.from(needle).toString('hex')).join(' ');
  return Number(execFileSync(process.execPath, ['-e', search, folder], { input, encoding: 'utf8' }));
}

const engines = ['SQLite', 'PostgreSQL'] as const;

describe.each(engines)('what is forgotten on %s', (engine) => {
  const folder = scratch.at(engine, 'data');
  const backup = scratch.at(engine, 'backups', '1');
  const old = scratch.at(engine, 'old');
  const keysFile = join(folder, 'master-keys.json');
  const kept = 'Tämä saa jäädä, sanoi ryhmä.';
  let env: Record<string, string> = {};
  let vault: VaultSettings;
  let server: ServerProcess;
  let story: Drive;
  /** Every master key there ever was. */
  const masters = new Map<number, Buffer>();
  /** The middles of everything sealed that shows what was planted. */
  const sealed: Uint8Array[] = [];
  const events: Record<string, string> = {};
  let before: unknown;
  let line: string;

  const does = (actor: Actor, name: string, id: string, body: Json = {}) => story.does(actor, name, id, body);
  async function start(): Promise<void> {
    server = startServer(folder, { LOG_LEVEL: 'trace', ...env });
    servers.push(server);
    await server.ready();
    story = drive(server);
  }
  /** The log and the vault, and on PostgreSQL the whole cluster: its memory is written to its files when it stops. */
  async function shownInFiles(): Promise<readonly string[]> {
    const shown = filesThatShow(folder).shown;
    if (engine === 'SQLite') return shown;
    await postgres.stop();
    const inCluster = filesThatShow(postgres.folder);
    await postgres.start();
    expect(inCluster.read.length).toBeGreaterThan(100);
    return [...shown, ...inCluster.shown];
  }
  async function rows() {
    const opened = await openRows(vault, masters);
    // Whatever did not open would be a place that nobody has looked at.
    expect(opened.filter(({ plain }) => plain === undefined).map(({ table }) => table)).toEqual([]);
    return opened;
  }
  const rowsThatShow = async () => (await rows()).filter(({ plain }) => shows(plain!));
  const streams = ['proposal/live', 'group/lobby', 'meeting/thursday', 'unit/services', 'account/aino'];
  async function facts() {
    const logs = await Promise.all(
      streams.map((path) => story.reads<{ events: Json[] }>(administrator, `/api/events/${path}`)),
    );
    const forgettings = ['WordsForgotten', 'PersonForgotten', 'AccountForgotten'];
    const lists = ['/api/proposals', '/api/groups', '/api/meetings', '/api/steps', '/api/changes'];
    return {
      events: logs.map((log) =>
        log.events
          .filter(({ type }) => !forgettings.includes(String(type)))
          .map(({ id, type, data }) => ({ id, type, data })),
      ),
      totals: await Promise.all(
        lists.map(async (path) => (await story.reads<{ items: unknown[] }>(head, path)).items.length),
      ),
    };
  }
  async function everyAnswer(): Promise<string[]> {
    const seen = { units: 'services', groups: 'lobby', meetings: 'thursday', commissions: 'none', proposals: 'live' };
    const views = everyView({ ...seen, posts: 'head-of-service', accounts: 'aino' }).filter(
      (path) => !path.includes('none'),
    );
    const token = { 'x-kierto-token': tokenOf(folder) };
    const answers = [(await server.send('GET', '/api/admin/export', undefined, token)).text];
    for (const reader of [administrator, head, coordinator, client, anybody])
      for (const path of [
        ...views,
        ...streams.map((stream) => `/api/events/${stream}?words=true`),
        ...['file', 'report'].map((file) => `/api/files/${events[file]}`),
      ])
        answers.push(
          (await server.send('GET', path, undefined, { ...reader, 'x-after-position': story.position() })).text,
        );
    return answers;
  }
  async function uploaded(actor: Actor, text: string, length = Buffer.byteLength(text)): Promise<string> {
    const tus = { ...actor, 'tus-resumable': '1.0.0' };
    const begun = await server.send('POST', '/api/uploads', undefined, { ...tus, 'upload-length': String(length) });
    const path = begun.headers.get('location')!;
    const more = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
    expect((await server.send('PATCH', path, text, { ...tus, ...more })).status).toBe(204);
    return path.split('/').at(-1)!;
  }
  async function exported(): Promise<Json> {
    const asked = await server.send('POST', '/api/jobs', { kind: 'export', words: true }, administrator);
    const { id } = asked.body;
    return until('the export is written', async () => {
      const { body } = await server.send('GET', `/api/jobs/${id}`, undefined, administrator);
      return body.state === 'done' && body;
    });
  }

  it('is planted, and everything is done with it that might leave something of it', async () => {
    if (engine === 'PostgreSQL') env = { POSTGRES_URL: await postgres.database() };
    vault = readSettings({ ...env, DATA_DIR: folder }).vault;
    await start();
    await does(administrator, 'EstablishUnit', 'services', { words: { name: 'Palvelut' } });
    await does(administrator, 'NamePost', 'main', {
      code: 'head-of-service',
      unit: 'services',
      words: { label: 'Johto' },
    });
    await does(administrator, 'FoundGroup', 'lobby', {
      kind: 'coDevelopment',
      unit: 'services',
      words: { name: 'Aula' },
    });
    const webhook = {
      webhook: 'hook',
      types: ['proposal.submitted', 'group.voiceRecorded'],
      words: { url: 'https://hook.example.org/' },
    };
    await does(administrator, 'RegisterWebhook', 'main', webhook);
    const member = { member: 'client-1', role: 'clientDeveloper', account: 'aino' };
    await does(coordinator, 'JoinGroup', 'lobby', { ...member, name: sentence(), contact: sentence() });
    await server.send('POST', '/api/groups/lobby/join', { ...member, name: `${mark}, oikeastaan` }, coordinator);
    await does(administrator, 'InviteAccount', 'aino', {
      language: 'fi',
      name: sentence(),
      address: `${mark}@example.org`,
    });
    events.proposal = await does(client, 'SubmitProposal', 'live', {
      group: 'lobby',
      unit: 'services',
      kind: 'idea',
      answerWanted: 'decision',
      words: { title: kept, text: sentence(), changeHopedFor: sentence() },
    });
    const version = (madeBy: string, language: string) =>
      does(coordinator, 'TranslateProposalWords', 'live', {
        ofEvent: events.proposal!,
        field: 'text',
        language,
        madeBy,
        words: { text: sentence() },
      });
    events.swedish = await version('translator', 'sv');
    events.cleaned = await version('cleaned', 'fi');
    const content = Buffer.from(`${sentence()} ${'x'.repeat(20_000)}`).toString('base64');
    events.file = await does(client, 'AttachProposalFile', 'live', {
      kind: 'draft',
      size: Buffer.byteLength(content, 'base64'),
      words: { name: sentence(), description: sentence(), content },
    });
    const pdf = `%PDF-1.7\n${sentence()}${'%'.repeat(400_000)}${sentence()}`;
    events.report = await does(client, 'AttachProposalFile', 'live', {
      kind: 'report',
      upload: await uploaded(client, pdf),
      words: { name: sentence() },
    });
    // On its way, and half of it never comes.
    await uploaded({ ...client, 'x-kierto-account': 'aino' }, sentence(), 1_000);
    events.voice = await does(coordinator, 'RecordVoice', 'lobby', { words: { quotation: sentence() } });
    events.meeting = await does(coordinator, 'HoldMeeting', 'thursday', {
      group: 'lobby',
      kind: 'meeting',
      words: { summary: sentence(), guests: sentence() },
    });
    // Asked twice, answers are remembered where they may be.
    expect((await everyAnswer()).filter(shows).length).toBeGreaterThan(10);
    expect((await everyAnswer()).filter(shows).length).toBeGreaterThan(10);
    const { report } = await exported();
    expect(report).toMatchObject({ words: true });
    await server.send('POST', '/api/admin/rebuild', { name: 'loops' }, { 'x-kierto-token': tokenOf(folder) });
    const made = await kierto(['backup', '--data', folder, backup], '', env);
    expect(made).toMatchObject({ status: 0, out: expect.stringContaining('Everything fits.') });
    await server.stop();
  }, 120_000);

  it('is sealed under one key and another, and lies in rows, but in no file in the clear', async () => {
    for (const [version, key] of keysIn(readFileSync(keysFile, 'utf8'))) masters.set(version, key);
    const opened = await openVault(vault);
    expect(await opened.deliveries.list({ channel: 'webhook', limit: 9 })).toHaveLength(2);
    await opened.credentials.write('aino', { password: sentence() }, 0);
    const session = { purpose: 'session', holder: 'aino', facts: { browser: sentence() }, now: new Date() };
    await opened.tokens.issue(session);
    const first = await rowsThatShow();
    await opened.changeMasterKey();
    while ((await opened.reseal(10)) > 0);
    await opened.close();
    for (const [version, key] of keysIn(readFileSync(keysFile, 'utf8'))) masters.set(version, key);
    expect(masters.size).toBe(2);
    const second = await rowsThatShow();
    expect(new Set(second.map(({ table }) => table))).toEqual(
      new Set(['words', 'people', 'files', 'credentials', 'tokens']),
    );
    expect(second).toHaveLength(first.length);
    for (const row of [...first, ...second]) sealed.push(row.sealed.subarray(14, 46));
    if (engine === 'SQLite') expect(foundIn(folder, sealed)).toBeGreaterThanOrEqual(second.length);
    expect(await shownInFiles()).toEqual([]);
    // As an operator keeps it who saves the files of the databases and not the log.
    if (engine === 'SQLite') cpSync(folder, old, { recursive: true });
  }, 120_000);

  it('is forgotten: a version alone, texts, a file, a voice, a person, an account', async () => {
    await start();
    ({ line } = (await server.send<{ latest: { line: string } }>('GET', '/api/proof')).body.latest);
    before = await facts();
    const forget = (noun: string, id: string, ofEvent: string | undefined, fields: readonly string[]) =>
      does(administrator, `Forget${noun}Words`, id, { ofEvent, fields, reasonCode: 'personalData' });
    await forget('Proposal', 'live', events.swedish, ['text']);
    const { versions } = (await story.reads<{ text: { versions: unknown[] } }>(coordinator, '/api/proposals/live'))
      .text;
    expect(versions).toHaveLength(1);
    await forget('Proposal', 'live', events.proposal, ['text', 'changeHopedFor']);
    await forget('Proposal', 'live', events.file, ['name', 'description', 'content']);
    await forget('Proposal', 'live', events.report, ['name', 'content']);
    await forget('Group', 'lobby', events.voice, ['quotation']);
    await forget('Meeting', 'thursday', events.meeting, ['summary', 'guests']);
    await does(coordinator, 'ForgetPerson', 'lobby', { member: 'client-1', reasonCode: 'request' });
    await does(administrator, 'ForgetAccount', 'aino', { reasonCode: 'request' });
  }, 60_000);

  it('is in no answer, in no row and in no file, from that moment on', async () => {
    const answers = await everyAnswer();
    expect(answers.filter(shows)).toEqual([]);
    expect(answers.filter((answer) => answer.includes(kept)).length).toBeGreaterThan(3);
    expect((await rowsThatShow()).map(({ table }) => table)).toEqual([]);
    if (engine === 'SQLite') expect(foundIn(folder, sealed)).toBe(0);
    expect(await shownInFiles()).toEqual([]);
  }, 60_000);

  it('is in no file of an export: neither in one that was made before, nor in one that is made now', async () => {
    await until('everything answers again', async () => (await server.send('GET', '/health/ready')).status === 200);
    const { id } = await exported();
    const { status, text } = await server.send('GET', `/api/jobs/${id}/file`, undefined, administrator);
    expect(status).toBe(200);
    expect(text).toContain(kept);
    expect(shows(text)).toBe(false);
    const files = (await rows()).filter(({ table }) => table === 'files');
    expect(files).toHaveLength(1);
  }, 60_000);

  it('leaves facts, totals and the proof of the log as they were', async () => {
    expect(await facts()).toEqual(before);
    const verified = await kierto(['verify', '--data', folder, '--checkpoint', line], '', env);
    expect(verified).toMatchObject({ status: 0, out: expect.stringContaining('Everything fits.') });
    expect(verified.out).toMatch(/^chain +[1-9]/m);
  }, 60_000);

  it('is in nothing the server has said, and is not there after it is started again', async () => {
    await server.stop();
    expect(shows(server.said())).toBe(false);
    await start();
    expect((await everyAnswer()).filter(shows)).toEqual([]);
    await server.stop();
    expect(await shownInFiles()).toEqual([]);
    expect(await rowsThatShow()).toEqual([]);
  }, 60_000);

  it('is not in what is restored from a backup that was made before', async () => {
    const to = scratch.at(engine, 'restored');
    mkdirSync(to, { mode: 0o700 });
    copyFileSync(keysFile, join(to, 'master-keys.json'));
    const newer =
      engine === 'SQLite'
        ? folder
        : scratch.file('newer.env', `DATA_DIR=${folder}`, `POSTGRES_URL=${env.POSTGRES_URL}`);
    const restored = await kierto(['restore', backup, to, '--forgettings', newer]);
    expect(restored).toMatchObject({ status: 0, out: expect.stringContaining('8 of them asked for since the backup') });
    const opened = await openRows({ kind: 'sqlite', folder: to }, masters);
    expect(opened.filter(({ plain }) => !plain || shows(plain))).toEqual([]);
    expect(opened.filter(({ plain }) => plain?.includes(kept)).length).toBeGreaterThan(0);
    expect(filesThatShow(to).shown).toEqual([]);
  }, 60_000);

  if (engine === 'SQLite') {
    it('is gone before anything is served where only the vault comes from before', async () => {
      for (const name of ['vault.sqlite', 'vault.sqlite-wal', 'vault.sqlite-shm'])
        rmSync(join(folder, name), { force: true });
      copyFileSync(join(old, 'vault.sqlite'), join(folder, 'vault.sqlite'));
      expect((await rowsThatShow()).length).toBeGreaterThan(5);
      const stores = await openStores(readSettings({ DATA_DIR: folder }));
      expect(await rowsThatShow()).toEqual([]);
      expect(foundIn(folder, sealed)).toBe(0);
      await stores.close();
    }, 60_000);
  }
});

describe('databases that were stolen without the master key', () => {
  it.each(engines)(
    'show facts and no words: %s',
    async (engine) => {
      const folder = scratch.at(engine, 'stolen');
      const env: Record<string, string> = engine === 'SQLite' ? {} : { POSTGRES_URL: await postgres.database() };
      const server = startServer(folder, {
        LOG_LEVEL: 'warn',
        KIERTO_MASTER_KEY: randomBytes(32).toString('base64'),
        ...env,
      });
      servers.push(server);
      await server.ready();
      const { does } = drive(server);
      await does(administrator, 'EstablishUnit', 'services', { words: { name: sentence() } });
      await does(administrator, 'FoundGroup', 'aula-lobby', {
        kind: 'coDevelopment',
        unit: 'services',
        words: { name: sentence() },
      });
      const member = { member: 'kehittaja-1', role: 'clientDeveloper', name: sentence(), contact: sentence() };
      const inLobby = { ...coordinator, 'x-kierto-group': 'aula-lobby' };
      await does(inLobby, 'JoinGroup', 'aula-lobby', member);
      const address = `${mark}@example.org`;
      await does(administrator, 'InviteAccount', 'aino', { language: 'fi', name: sentence(), address });
      const asked = await server.send('POST', '/api/jobs', { kind: 'export', words: true }, administrator);
      await until('the export is written', async () => {
        const { body } = await server.send('GET', `/api/jobs/${asked.body.id}`, undefined, administrator);
        return body.state === 'done';
      });
      await server.stop();
      if (engine === 'PostgreSQL') await postgres.stop();
      const places = [folder, ...(engine === 'PostgreSQL' ? [postgres.folder] : [])];
      const found = places.map(filesThatShow);
      expect(found.flatMap(({ shown }) => shown)).toEqual([]);
      expect(found.flatMap(({ read }) => read)).not.toContain('master-keys.json');
      // The facts are there for whoever has the files.
      for (const fact of ['MemberJoined', 'kehittaja-1', 'aula-lobby', 'clientDeveloper', 'AccountInvited'])
        expect([fact, foundIn(folder, [Buffer.from(fact)])]).toEqual([fact, 1]);
      // Neither a plain hash of the address, by which it could be found among all likely ones.
      for (const form of [address, address.toLowerCase()])
        for (const encoding of ['hex', 'base64', 'base64url'] as const)
          for (const place of places) expect(foundIn(place, [Buffer.from(hash('sha256', form, encoding))])).toBe(0);
      if (engine === 'PostgreSQL') await postgres.start();
      const vault = readSettings({ ...env, DATA_DIR: folder }).vault;
      await expect(openVault(vault)).rejects.toMatchObject({ code: 'key-missing' });
      const others = randomBytes(32);
      await expect(openVault({ ...vault, masterKeys: others.toString('base64') })).rejects.toMatchObject({
        code: 'key-wrong',
      });
      const opened = await openRows(vault, new Map([[1, others]]));
      expect(opened.length).toBeGreaterThan(5);
      expect(opened.filter(({ plain }) => plain)).toEqual([]);
    },
    60_000,
  );
});
