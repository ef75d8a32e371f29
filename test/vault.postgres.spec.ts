import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openVault, type PostgresVaultSettings, type Vault, type WordsToKeep } from '#vault';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { type FreshVault, vaultConformance } from './vault.conformance.ts';

const door = new URL('../libs/vault/index.ts', import.meta.url).href;
const sentence = 'Kukaan ei vastannut puhelimeen koko talvena';

let server: PostgresServer;
let database: string;
let schemas = 0;

beforeAll(async () => {
  server = await startPostgres({ durable: true });
  database = await server.database();
});
afterAll(() => server.remove());

/** A schema that nobody has used yet. */
function freshUrl(): string {
  schemas += 1;
  return `${database}?search_path=vault_${schemas}`;
}

async function freshPostgres(): Promise<FreshVault> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-vault-'));
  const url = freshUrl();
  const handles: Vault[] = [];
  async function opened(settings: Partial<PostgresVaultSettings> = {}) {
    const vault = await openVault({ kind: 'postgres', url, folder, ...settings });
    handles.push(vault);
    return vault;
  }
  return {
    vault: await opened(),
    reader: () => opened({ readOnly: true }),
    another: () => opened(),
    async reopen() {
      await handles[0]!.close();
      return opened();
    },
    async remove() {
      await Promise.all(handles.map((handle) => handle.close()));
      rmSync(folder, { recursive: true });
    },
  };
}

vaultConformance('the vault on PostgreSQL', freshPostgres);

describe('the vault on PostgreSQL', () => {
  let folder: string;
  let url: string;
  const open: Vault[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kierto-vault-'));
    url = freshUrl();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((vault) => vault.close()));
    rmSync(folder, { recursive: true });
  });

  async function vaultHere(settings: Partial<PostgresVaultSettings> = {}): Promise<Vault> {
    const vault = await openVault({ kind: 'postgres', url, folder, ...settings });
    open.push(vault);
    return vault;
  }

  const words = (event: string, text = sentence): WordsToKeep => ({
    event,
    field: 'text',
    stream: 'proposal-1',
    lang: 'fi',
    text,
    by: 'original',
    recordedIn: event,
  });

  const schemaOf = (address: string) => new URL(address).searchParams.get('search_path');

  /** As somebody with access to the database has. */
  async function inDatabase<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    try {
      await client.query(`SET search_path = ${schemaOf(url)}, public`);
      return (await client.query<Row>(sql, parameters)).rows;
    } finally {
      await client.end();
    }
  }

  /** Holds everybody up at a lock until all of them wait there, and lets them go on together. */
  async function meeting<Answer>(
    lock: string,
    start: () => Promise<Answer>[],
  ): Promise<PromiseSettledResult<Answer>[]> {
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    await client.query(`SET search_path = ${schemaOf(url)}; BEGIN; ${lock}`);
    const started = start();
    const settled = Promise.allSettled(started);
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'kierto'`;
    while ((await inDatabase(waiting)).length !== started.length) await new Promise(setImmediate);
    await client.query('COMMIT');
    await client.end();
    return settled;
  }

  describe('a server that goes away', () => {
    it('is told so, and is found again by itself when it is back, with all that was kept', async () => {
      const vault = await vaultHere();
      const [fingerprint] = await vault.words.keep([words('e-1')]);
      await server.stop();
      await expect(vault.words.keep([words('e-2')])).rejects.toMatchObject({ code: 'vault-unavailable' });
      await expect(vault.words.read(['e-1'])).rejects.toMatchObject({ code: 'vault-unavailable' });
      await expect(vaultHere()).rejects.toMatchObject({ code: 'vault-unavailable' });
      await server.start();
      expect(await vault.words.matches('e-1', 'text', 'e-1', sentence)).toBe(true);
      expect(await vault.words.keep([words('e-1')])).toEqual([fingerprint]);
    });

    it('keeps what it acknowledged when it is killed in the middle, and the same rows may be sent again', async () => {
      const vault = await vaultHere();
      const acknowledged = new Map<string, string>();
      const unknown: string[] = [];
      let next = 0;
      async function caller() {
        while (unknown.length === 0) {
          next += 1;
          const event = `e-${next}`;
          try {
            acknowledged.set(event, (await vault.words.keep([words(event)]))[0]!);
            if (acknowledged.size === 40) void server.kill();
          } catch (error) {
            expect(error).toMatchObject({ code: 'vault-unavailable' });
            unknown.push(event);
          }
        }
      }
      await Promise.all(Array.from({ length: 16 }, caller));
      await server.kill();
      await server.start();
      expect(unknown.length).toBeGreaterThan(0);
      for (const [event, fingerprint] of acknowledged) {
        expect(await vault.words.keep([words(event)])).toEqual([fingerprint]);
      }
      for (const event of unknown) {
        const [first] = await vault.words.keep([words(event)]);
        expect(await vault.words.keep([words(event)])).toEqual([first]);
      }
    });

    it('is given up when it stands still, and used again when it goes on', async () => {
      const vault = await vaultHere();
      await vault.words.keep([words('e-1')]);
      server.freeze();
      const asked = await Promise.allSettled([vault.words.keep([words('e-2')]), vault.words.read(['e-1'])]);
      server.thaw();
      expect(asked.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
        'vault-unavailable',
        'vault-unavailable',
      ]);
      await vault.words.keep([words('e-2')]);
      expect((await vault.words.read(['e-1', 'e-2'])).size).toBe(2);
    });

    it('says nothing of who asked, and no word of what', async () => {
      const secret = new URL(database);
      secret.password = 'wrong-and-secret';
      const wrongPassword = await vaultHere({ url: secret.href }).catch((error: Error) => error);
      secret.pathname = '/nowhere';
      secret.password = new URL(database).password;
      const wrongDatabase = await vaultHere({ url: secret.href }).catch((error: Error) => error);
      expect([String(wrongPassword), String(wrongDatabase)]).toEqual([
        expect.stringContaining('password is wrong'),
        expect.stringContaining('no such database'),
      ]);
      const vault = await vaultHere();
      await inDatabase(`CREATE FUNCTION ${schemaOf(url)}.refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'Kukaan %', new.event; END $$`);
      await inDatabase('CREATE TRIGGER refuse BEFORE INSERT ON words FOR EACH ROW EXECUTE FUNCTION refuse()');
      const refused = await vault.words.keep([words('e-1')]).catch((error: Error) => error);
      expect(refused).toMatchObject({ code: 'vault-unavailable' });
      for (const error of [wrongPassword, wrongDatabase, refused]) {
        expect(String(error) + JSON.stringify(error)).not.toMatch(/secret|known-to|kierto:|Kukaan/);
      }
      expect(await vault.words.unclaimed(new Date(Date.now() + 1_000), 9)).toEqual([]);
    });

    it.each(['', 'localhost:5432', 'mysql://a@b/c', 'postgres:///kierto', 'postgres://a@b/c?search_path=Public;'])(
      'is no server at all: %p',
      async (address) => {
        await expect(vaultHere({ url: address })).rejects.toMatchObject({ code: 'vault-unavailable' });
      },
    );
  });

  describe('many at once', () => {
    it('set the tables up once, however many start together, and agree on the keys of one folder', async () => {
      const vaults = await Promise.all(Array.from({ length: 8 }, () => vaultHere()));
      await Promise.all(vaults.map((vault, n) => vault.words.keep([words(`e-${n}`)])));
      const events = vaults.map((_, n) => `e-${n}`);
      for (const vault of vaults) expect((await vault.words.read(events)).size).toBe(vaults.length);
      expect(await inDatabase('SELECT version FROM format')).toEqual([{ version: 2 }]);
      expect(readdirSync(folder)).toEqual(['master-keys.json']);
    });

    it('do so as processes, too', async () => {
      const script = `import { openVault } from ${JSON.stringify(door)};
        const vault = await openVault(${JSON.stringify({ kind: 'postgres', url, folder })});
        await vault.words.keep([{ ...${JSON.stringify(words('e-1'))}, event: String(process.pid) }]);
        await vault.close();`;
      const ends = Array.from({ length: 5 }, async () => {
        const [code] = await once(
          spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' }),
          'exit',
        );
        return code;
      });
      expect(await Promise.all(ends)).toEqual([0, 0, 0, 0, 0]);
      expect(await inDatabase('SELECT count(*)::int AS rows FROM words')).toEqual([{ rows: 5 }]);
    });

    it('with keys of their own are refused, all but the first', async () => {
      await (await vaultHere()).close();
      await inDatabase('DELETE FROM keys');
      const masterKeys = Array.from({ length: 4 }, () => randomBytes(32).toString('base64'));
      const starts = await meeting('LOCK TABLE keys IN EXCLUSIVE MODE', () =>
        masterKeys.map((key) => vaultHere({ masterKeys: key })),
      );
      const refusals = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason.code] : []));
      expect(refusals).toEqual(['key-wrong', 'key-wrong', 'key-wrong']);
    });

    it('with files of their own are refused, too', async () => {
      await vaultHere();
      const elsewhere = mkdtempSync(join(tmpdir(), 'kierto-vault-'));
      await expect(vaultHere({ folder: elsewhere })).rejects.toMatchObject({ code: 'key-missing' });
      expect(readdirSync(elsewhere)).toEqual([]);
      rmSync(elsewhere, { recursive: true });
    });

    it('need keys from somewhere', async () => {
      await expect(vaultHere({ folder: undefined })).rejects.toMatchObject({ code: 'key-missing' });
      const masterKeys = randomBytes(32).toString('base64');
      await expect(vaultHere({ folder: undefined, masterKeys })).resolves.toBeDefined();
    });

    it('keep, forget and keep again the same rows without failing each other', async () => {
      const vaults = await Promise.all([vaultHere(), vaultHere()]);
      const all = Array.from({ length: 20 }, (_, n) => words(`e-${n}`));
      const orders = [all, all.toReversed()];
      for (let round = 0; round < 10; round += 1) {
        const answers = await Promise.all(vaults.map((vault, n) => vault.words.keep(orders[n]!)));
        expect(answers[0]).toEqual(answers[1]!.toReversed());
        await Promise.all(all.map(({ event }, n) => vaults[n % 2]!.words.forget(event)));
      }
      await Promise.all(vaults.map((vault, n) => vault.people.keep('m-1', { name: `Aino ${n}` }, `group-${n}`)));
      expect((await vaults[0]!.people.read(['m-1'])).get('m-1')!.name).toMatch(/^Aino [01]$/);
      expect((await vaults[0]!.people.unclaimed(new Date(Date.now() + 1_000), 9)).get('m-1')).toBeDefined();
    });

    it('never take the same delivery, even when they chose it at the same time', async () => {
      const [one, other] = await Promise.all([vaultHere(), vaultHere()]);
      const now = new Date();
      const delivery = (id: string) => ({ id, channel: 'mail', to: 'a', event: 'e', facts: {}, now }) as const;
      await one.deliveries.add(['a', 'b', 'c'].map(delivery));
      const lease = new Date(now.getTime() + 60_000);
      const takes = await meeting('SELECT * FROM deliveries FOR UPDATE', () =>
        [one, other].map((vault) => vault.deliveries.take('mail', now, lease, 2)),
      );
      const taken = takes.flatMap((take) => (take.status === 'fulfilled' ? take.value : []));
      expect(taken.map(({ id, attempts }) => [id, attempts]).sort()).toEqual([
        ['a', 1],
        ['b', 1],
        ['c', 1],
      ]);
    });

    it('never use a token twice, nor fail each other over the same person, when they meet', async () => {
      const vaults = await Promise.all([vaultHere(), vaultHere(), vaultHere()]);
      const { token } = await vaults[0]!.tokens.issue({ purpose: 'link', holder: 'a', facts: {}, now: new Date() });
      const takes = await meeting('SELECT * FROM tokens FOR UPDATE', () =>
        vaults.map((vault) => vault.tokens.take('link', token, new Date())),
      );
      expect(takes.filter((take) => take.status === 'fulfilled' && take.value)).toHaveLength(1);
      const keeps = await meeting('LOCK TABLE people IN EXCLUSIVE MODE', () =>
        vaults.map((vault, n) => vault.people.keep('m-1', { name: `Aino ${n}` })),
      );
      expect(keeps.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    });

    it('never lose words that one keeps again while another sweeps them', async () => {
      const [keeper, sweeper] = await Promise.all([vaultHere(), vaultHere()]);
      for (let round = 0; round < 60; round += 1) {
        const event = `e-${round}`;
        await keeper.words.keep([words(event)]);
        const asked = new Date(Date.now() + 1);
        while (Date.now() < asked.getTime()) await new Promise(setImmediate);
        const [[fingerprint]] = await Promise.all([
          keeper.words.keep([words(event)]),
          sweeper.words.sweep([event], asked),
        ]);
        const kept = (await keeper.words.fingerprints([event])).get(event);
        expect(kept).toEqual([{ field: 'text', recordedIn: event, fingerprint }]);
      }
    });
  });

  describe('what lies in the tables', () => {
    it('was set up by no newer Kierto and no other program', async () => {
      await (await vaultHere()).close();
      await inDatabase('UPDATE format SET version = 999');
      await expect(vaultHere()).rejects.toMatchObject({ code: 'vault-newer' });
      url = freshUrl();
      await inDatabase(`CREATE SCHEMA ${schemaOf(url)}`);
      await inDatabase('CREATE TABLE others (a int)');
      await expect(vaultHere()).rejects.toMatchObject({ code: 'vault-corrupt' });
    });

    it('goes on with what an older Kierto wrote', async () => {
      const before = await vaultHere();
      await before.words.keep([words('e-1')]);
      await before.close();
      await inDatabase(
        'DROP TABLE credentials; DROP TABLE identities; DROP TABLE access; UPDATE format SET version = 1',
      );
      const vault = await vaultHere();
      expect(await vault.words.matches('e-1', 'text', 'e-1', sentence)).toBe(true);
      expect(await vault.credentials.write('a-1', {}, 0)).toBe(true);
    });

    it('cannot be read where nothing is set up', async () => {
      await expect(vaultHere({ readOnly: true })).rejects.toMatchObject({ code: 'vault-unavailable' });
    });

    it('is durable when it is acknowledged, though the database would rather not wait', async () => {
      const name = new URL(database).pathname.slice(1);
      await inDatabase(`ALTER DATABASE ${name} SET synchronous_commit = off`);
      try {
        const vault = await vaultHere();
        await inDatabase('CREATE TABLE seen (setting text)');
        await inDatabase(`CREATE FUNCTION ${schemaOf(url)}.look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO ${schemaOf(url)}.seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$`);
        await inDatabase('CREATE TRIGGER look AFTER INSERT ON words FOR EACH STATEMENT EXECUTE FUNCTION look()');
        await vault.words.keep([words('e-1')]);
        expect(await inDatabase('SELECT * FROM seen')).toEqual([{ setting: 'on' }]);
      } finally {
        await inDatabase(`ALTER DATABASE ${name} RESET synchronous_commit`);
      }
    });

    it('sorts names by their bytes', async () => {
      const vault = await vaultHere();
      for (const event of ['b', 'B', 'ä', 'a', '-', 'Z']) await vault.words.keep([words(event)]);
      await inDatabase('UPDATE unclaimed SET "writtenAt" = 1');
      const found = await vault.words.unclaimed(new Date(), 9);
      expect(found.map(({ recordedIn }) => recordedIn)).toEqual(['-', 'B', 'Z', 'a', 'b', 'ä']);
    });

    it('is in no version of any row once it is forgotten, large or small', async () => {
      const vault = await vaultHere();
      await inDatabase('CREATE EXTENSION IF NOT EXISTS pageinspect SCHEMA public');
      await vault.words.keep([words('e-1'), words('e-2', randomBytes(50_000).toString('base64')), words('e-3')]);
      const toast = (
        await inDatabase<{ name: string }>(
          `SELECT reltoastrelid::regclass::text AS name FROM pg_class WHERE oid = 'words'::regclass`,
        )
      )[0]!.name;
      /** How many versions of rows, dead ones too, hold bytes of sealed content. */
      const versions = async () => {
        let found = 0;
        for (const relation of [`${schemaOf(url)}.words`, toast]) {
          const [row] = await inDatabase<{ versions: number }>(
            `SELECT count(*) FILTER (WHERE length(t_data) > 80)::int AS versions
             FROM generate_series(0, pg_relation_size($1::text::regclass) / 8192 - 1) AS page,
             heap_page_items(get_raw_page($1::text, page::int))`,
            [relation],
          );
          found += row!.versions;
        }
        return found;
      };
      expect(await versions()).toBeGreaterThan(10);
      await vault.words.forget('e-1');
      await vault.words.forget('e-2');
      expect(await versions()).toBe(1);
      await vault.words.sweep(['e-3'], new Date(Date.now() + 1_000));
      expect(await versions()).toBe(0);
    });

    it('is in no page of any table once the tables are written anew, and in the log of writes until that is written over', async () => {
      const vault = await vaultHere();
      const all = Array.from({ length: 50 }, (_, n) => words(`e-${n}`, randomBytes(100).toString('base64')));
      await vault.words.keep([...all, words('large', randomBytes(50_000).toString('base64'))]);
      await vault.people.keep('m-1', { name: sentence });
      const sealed = await inDatabase<{ event: string; sealed: Buffer }>('SELECT event, sealed FROM words');
      const [person] = await inDatabase<{ sealed: Buffer }>('SELECT sealed FROM people');
      const middle = (event: string) => sealed.find((row) => row.event === event)!.sealed.subarray(60, 100);
      const gone = [middle('e-7'), middle('e-33'), middle('large'), person!.sealed.subarray(10, 40)];
      /** In how many files, of tables and of the log of writes, any of these bytes lie. */
      const found = async (bytes: readonly Buffer[]) => {
        await inDatabase('CHECKPOINT');
        const files = readdirSync(server.folder, { recursive: true, withFileTypes: true }).filter((one) =>
          one.isFile(),
        );
        const showing = files
          .map((one) => join(one.parentPath, one.name))
          .filter((file) => {
            const content = readFileSync(file);
            return bytes.some((some) => content.includes(some));
          });
        const inLog = showing.filter((file) => file.includes('/pg_wal/')).length;
        return { tables: showing.length - inLog, log: inLog };
      };
      expect((await found(gone)).tables).toBe(3);
      for (const event of ['e-7', 'e-33', 'large']) await vault.words.forget(event);
      await vault.people.forget('m-1');
      expect(await vault.rewrite()).toEqual(['words', 'people']);
      expect(await vault.rewrite()).toEqual([]);
      expect(await found(gone)).toEqual({ tables: 0, log: expect.any(Number) });
      expect((await found([middle('e-8')])).tables).toBe(1);
      expect((await vault.words.read(all.map(({ event }) => event))).size).toBe(48);
      expect(await inDatabase('SELECT count(*)::int AS rows FROM words')).toEqual([{ rows: 48 }]);
      for (let segment = 0; segment < 8 && (await found(gone)).log > 0; segment += 1)
        await inDatabase(`SELECT pg_logical_emit_message(false, 'fill', repeat('0', 1000000))`);
      expect(await found(gone)).toEqual({ tables: 0, log: 0 });
    });

    it('is erased and written anew by a user who may nothing but this database; what lies in the log of writes is not theirs', async () => {
      const plain = new URL(url);
      const name = plain.pathname.slice(1);
      await inDatabase(
        `CREATE ROLE plain LOGIN PASSWORD '${plain.password}'; GRANT CREATE ON DATABASE ${name} TO plain`,
      );
      plain.username = 'plain';
      const vault = await vaultHere({ url: plain.href });
      await vault.words.keep([words('e-1'), words('e-2')]);
      expect(await vault.words.forget('e-1')).toBe(1);
      expect(await vault.rewrite()).toEqual(['words']);
      expect(await vault.words.matches('e-2', 'text', 'e-2', sentence)).toBe(true);
      const client = new pg.Client({ connectionString: plain.href.replace(/\?.*/, '') });
      await client.connect();
      for (const statement of ['CHECKPOINT', 'SELECT pg_switch_wal()'])
        await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      await client.query(`SELECT pg_logical_emit_message(false, 'fill', repeat('0', 1000))`);
      await client.end();
    });

    it('is written anew only where nobody else has it just now', async () => {
      const vault = await vaultHere();
      await vault.words.keep([words('e-1')]);
      await vault.words.forget('e-1');
      const client = new pg.Client({ connectionString: database });
      await client.connect();
      await client.query(`SET search_path = ${schemaOf(url)}; BEGIN; LOCK TABLE words IN ACCESS SHARE MODE`);
      await expect(vault.rewrite()).rejects.toMatchObject({ code: 'vault-unavailable' });
      await client.end();
      expect(await vault.rewrite()).toEqual(['words']);
      expect(await vault.words.keep([words('e-2')])).toHaveLength(1);
    });

    it('holds no words in the clear, and no token', async () => {
      const vault = await vaultHere();
      await vault.words.keep([words('e-1')]);
      await vault.people.keep('m-1', { name: sentence, contact: sentence });
      await vault.files.write('export', 0, Buffer.from(sentence), new Date());
      await vault.secrets.put('webhook-1', Buffer.from(sentence));
      const { token } = await vault.tokens.issue({
        purpose: 'link',
        holder: 'a',
        facts: { sentence },
        now: new Date(),
      });
      await vault.credentials.write('a-1', { sentence }, 0);
      await vault.identities.claim('address', sentence, 'a-1');
      const entry = { id: 'read', at: new Date(), account: 'a-1', operation: 'GetProposal', facts: { sentence } };
      await vault.access.add([{ ...entry, keepUntil: new Date() }]);
      const tables = ['words', 'people', 'files', 'secrets', 'tokens', 'credentials', 'identities', 'access'];
      for (const table of tables) {
        const rows = await inDatabase<Record<string, unknown>>(`SELECT * FROM ${table}`);
        expect(rows.length).toBeGreaterThan(0);
        const all = rows
          .flatMap((row) => Object.values(row))
          .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
          .join('\n');
        expect(all).not.toContain(Buffer.from(sentence).toString('latin1'));
        expect(all).not.toContain(token);
      }
      expect(readFileSync(join(folder, 'master-keys.json'), 'utf8')).not.toContain(sentence);
    });
  });
});
