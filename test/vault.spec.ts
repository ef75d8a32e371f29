import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openVault, type SqliteVaultSettings, type Vault, type WordsToKeep } from '#vault';
import { type FreshVault, vaultConformance } from './vault.conformance.ts';

const door = new URL('../libs/vault/index.ts', import.meta.url).href;

async function freshSqlite(): Promise<FreshVault> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-vault-'));
  const handles = [await openVault({ kind: 'sqlite', folder })];
  async function opened(settings: Partial<SqliteVaultSettings>) {
    const vault = await openVault({ kind: 'sqlite', folder, ...settings });
    handles.push(vault);
    return vault;
  }
  return {
    vault: handles[0]!,
    reader: () => opened({ readOnly: true }),
    async reopen() {
      await handles[0]!.close();
      return opened({});
    },
    async remove() {
      await Promise.all(handles.map((handle) => handle.close()));
      rmSync(folder, { recursive: true });
    },
  };
}

/** The same chance every time (Lehmer's generator), so that what was found once is found again. */
function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return {
    length: (below: number) => Math.floor(next() * below),
    shuffled: <Item>(items: readonly Item[]) =>
      items
        .map((item) => ({ item, order: next() }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item),
  };
}

vaultConformance('the vault on SQLite', freshSqlite);

describe('the vault on SQLite', () => {
  let folder: string;
  const open: Vault[] = [];
  const children: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kierto-vault-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(open.splice(0).map((vault) => vault.close()));
    rmSync(folder, { recursive: true });
  });

  async function vaultHere(settings: Partial<SqliteVaultSettings> = {}): Promise<Vault> {
    const vault = await openVault({ kind: 'sqlite', folder, ...settings });
    open.push(vault);
    return vault;
  }

  const keysFile = () => join(folder, 'master-keys.json');
  const words = (event: string, text: string): WordsToKeep => ({
    event,
    field: 'text',
    stream: 'proposal-1',
    lang: 'fi',
    text,
    by: 'original',
    recordedIn: event,
  });

  /** A second connection to the file, as somebody with access to the machine has. */
  function inFile<Answer>(work: (database: DatabaseSync) => Answer): Answer {
    const database = new DatabaseSync(join(folder, 'vault.sqlite'), { timeout: 5_000 });
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  function sealedRows(): Buffer[] {
    const rows = inFile((database) => database.prepare('SELECT sealed FROM words WHERE sealed IS NOT NULL').all());
    return rows.map(({ sealed }) => Buffer.from(sealed as Uint8Array));
  }

  /**
   * How many of these byte strings lie in any file of the folder. Asked in another process: to close a file
   * that SQLite has open in this one would drop its locks.
   */
  function foundInFiles(needles: readonly Uint8Array[]): number {
    const search = `
      const { readdirSync, readFileSync } = require('node:fs');
      const files = readdirSync(process.argv[1]).map((name) => readFileSync(process.argv[1] + '/' + name));
      const needles = readFileSync(0, 'utf8').split(' ').map((hex) => Buffer.from(hex, 'hex'));
      console.log(needles.filter((needle) => files.some((file) => file.includes(needle))).length);`;
    const input = needles.map((needle) => Buffer.from(needle).toString('hex')).join(' ');
    return Number(execFileSync(process.execPath, ['-e', search, folder], { input, encoding: 'utf8' }));
  }

  /** Runs `script` in a process of its own, which then stays; resolves with the first line it says. */
  async function elsewhere(script: string): Promise<{ child: ChildProcess; said: string }> {
    const program = join(folder, 'elsewhere.mjs');
    writeFileSync(
      program,
      `import { openVault } from ${JSON.stringify(door)};
      const folder = ${JSON.stringify(folder)};
      ${script}
      setInterval(() => {}, 1000);`,
    );
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const said = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(() => ['nothing'])]);
    return { child, said: String(said[0]).trim() };
  }

  const sentence = 'Kukaan ei vastannut puhelimeen koko talvena';

  describe('what lies in the files', () => {
    it('holds no words in the clear, neither while it is open nor after', async () => {
      const vault = await vaultHere();
      await vault.words.keep([words('e-1', sentence)]);
      await vault.people.keep('m-1', { name: sentence, contact: sentence });
      await vault.imports.remember([{ id: 'legal', original: sentence }]);
      const planted = [Buffer.from(sentence, 'utf8'), Buffer.from(sentence, 'utf16le')];
      expect(foundInFiles([Buffer.from('e-1')])).toBe(1);
      expect(foundInFiles(planted)).toBe(0);
      await vault.words.forget('e-1');
      await vault.close();
      expect(foundInFiles(planted)).toBe(0);
    });

    it('holds not even the sealed bytes once they are forgotten or swept', async () => {
      const vault = await vaultHere();
      await vault.words.keep([words('e-1', sentence), words('e-2', sentence.repeat(5_000))]);
      await vault.words.keep([words('e-3', sentence)]);
      const [short, long, swept] = sealedRows();
      const pieces = [short!, long!.subarray(0, 200), long!.subarray(90_000, 90_200), long!.subarray(-200), swept!];
      expect(foundInFiles(pieces)).toBe(5);
      await vault.words.forget('e-1');
      expect(foundInFiles(pieces)).toBe(4);
      await vault.words.forget('e-2', ['text']);
      await vault.words.sweep(['e-3'], new Date(Date.now() + 1_000));
      expect(foundInFiles(pieces)).toBe(0);
      await vault.people.keep('m-1', { name: sentence });
      const person = inFile((database) => database.prepare('SELECT sealed FROM people').get())!.sealed as Uint8Array;
      expect(foundInFiles([person])).toBe(1);
      await vault.people.forget('m-1');
      expect(foundInFiles([person])).toBe(0);
    });

    it('holds no bytes of files, tokens and secrets that are forgotten, taken or expired, nor of persons who were swept', async () => {
      const vault = await vaultHere();
      const [now, later] = [new Date(), new Date(Date.now() + 1_000)];
      const lie = (table: string) =>
        inFile((database) => database.prepare(`SELECT sealed FROM ${table} WHERE sealed IS NOT NULL`).all()).map(
          ({ sealed }) => Buffer.from(sealed as Uint8Array).subarray(0, 200),
        );
      await vault.files.write('one', 0, randomBytes(200_000), now);
      await vault.files.write('two', 0, randomBytes(200), later);
      const taken = await vault.tokens.issue({ purpose: 'link', holder: 'a-1', facts: { n: 1 }, now });
      await vault.tokens.issue({ purpose: 'link', holder: 'a-1', facts: { n: 2 }, now });
      await vault.tokens.issue({ purpose: 'link', holder: 'a-2', facts: { n: 3 }, expires: now, now });
      await vault.secrets.put('webhook-1', randomBytes(32));
      await vault.people.keep('m-1', { name: sentence }, 'group-1');
      await vault.credentials.write('a-1', { sentence }, 0);
      const entry = { id: 'read', at: now, account: 'a-1', operation: 'GetProposal', facts: { sentence } };
      await vault.access.add([{ ...entry, keepUntil: now }]);
      const pieces = ['files', 'tokens', 'secrets', 'people', 'credentials', 'access'].flatMap(lie);
      expect([pieces.length, foundInFiles(pieces)]).toEqual([9, 9]);
      await vault.credentials.write('a-1', { sentence, n: 2 }, 1);
      pieces.push(...lie('credentials'));
      expect(foundInFiles([Buffer.from(taken.token)])).toBe(0);
      expect([await vault.files.expire(now), await vault.tokens.expire(now)]).toEqual([1, 1]);
      await vault.files.forget('two');
      await vault.tokens.take('link', taken.token, now);
      await vault.tokens.revokeAll('a-1');
      await vault.secrets.forget('webhook-1');
      await vault.people.sweep(['m-1'], later);
      await vault.credentials.forget('a-1');
      expect(await vault.access.expire(now)).toBe(1);
      expect([pieces.length, foundInFiles(pieces)]).toEqual([10, 0]);
      expect(await vault.rewrite()).toEqual([]);
    });

    it('holds of an identity a keyed hash, made otherwise in every vault, and nothing once it is released', async () => {
      const vault = await vaultHere();
      await vault.identities.claim('address', 'aino@example.org', 'a-1');
      const digest = () => inFile((database) => database.prepare('SELECT digest FROM identities').get())!.digest;
      const kept = String(digest());
      expect(kept).toMatch(/^[\w-]{43}$/);
      expect(foundInFiles([Buffer.from(kept)])).toBe(1);
      expect(foundInFiles([Buffer.from('aino@example')])).toBe(0);
      await vault.identities.release('a-1');
      expect([digest(), foundInFiles([Buffer.from(kept)])]).toEqual([null, 0]);
      await vault.secrets.forget('identities-key');
      await vault.close();
      const other = await vaultHere();
      await other.identities.claim('address', 'aino@example.org', 'a-1');
      expect(
        inFile((database) => database.prepare('SELECT digest FROM identities WHERE digest <> ?').all(kept)),
      ).toHaveLength(1);
    });

    it('has no copies of rows in the gaps of pages that were rearranged, whatever was forgotten or sealed anew before', async () => {
      const vault = await vaultHere();
      const { shuffled, length } = chance(1);
      const all = Array.from({ length: 2_000 }, (_, n) => words(`e-${n}`, 'x'.repeat(300 + length(600))));
      await vault.words.keep(all);
      const middles = () => sealedRows().map((sealed) => sealed.subarray(100, 128));
      const first = middles();
      for (let version = 2; version <= 10; version += 1) await vault.changeMasterKey();
      await vault.reseal(all.length);
      const second = middles();
      const order = shuffled([...all.keys()]);
      const [forgotten, left] = [order.slice(400), order.slice(0, 400)];
      await Promise.all(forgotten.map((n) => vault.words.forget(all[n]!.event)));
      expect(foundInFiles(left.map((n) => second[n]!))).toBe(left.length);
      expect(foundInFiles([...first, ...forgotten.map((n) => second[n]!)])).toBe(0);
    });

    it('holds no bytes sealed under an older key when its rows have been sealed anew', async () => {
      const vault = await vaultHere();
      await vault.words.keep([words('e-1', sentence)]);
      const before = sealedRows();
      await vault.changeMasterKey();
      await vault.reseal(10);
      expect(foundInFiles(before)).toBe(0);
      expect(foundInFiles(sealedRows())).toBe(1);
    });

    it("is the owner's alone", async () => {
      const vault = await vaultHere();
      await vault.words.keep([words('e-1', sentence)]);
      for (const name of ['vault.sqlite', 'vault.sqlite-wal', 'master-keys.json'])
        expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    });
  });

  describe('a row that somebody tampered with', () => {
    it.each([
      ['changed', "UPDATE words SET sealed = zeroblob(80) WHERE event = 'e-1'"],
      ['cut short', "UPDATE words SET sealed = x'00' WHERE event = 'e-1'"],
      ['put under another event', "UPDATE words SET event = 'e-1' WHERE event = 'e-2'"],
      ['exchanged for another', "UPDATE words SET sealed = (SELECT sealed FROM words WHERE event = 'e-2')"],
      ['called another language', "UPDATE words SET lang = 'sv'"],
    ])('is reported by its place when it was %s, without a word of it', async (how, tampering) => {
      const vault = await vaultHere();
      await vault.words.keep([words('e-1', sentence), words('e-2', 'Muuta')]);
      inFile((database) => {
        if (how === 'put under another event') database.exec("DELETE FROM words WHERE event = 'e-1'");
        database.exec(tampering);
      });
      const refused = await vault.words.read(['e-1']).catch((error: Error) => error);
      expect(refused).toMatchObject({ code: 'vault-corrupt', message: expect.stringContaining('words / e-1 / text') });
      expect(String(refused)).not.toMatch(/Kukaan|Muuta/);
    });

    it('is reported for people, too', async () => {
      const vault = await vaultHere();
      await vault.people.keep('m-1', { name: sentence });
      inFile((database) => database.exec("UPDATE people SET person = 'm-2'"));
      await expect(vault.people.read(['m-2'])).rejects.toMatchObject({ code: 'vault-corrupt' });
    });

    it('is refused as a whole when the file is no database, or not a vault', async () => {
      writeFileSync(join(folder, 'vault.sqlite'), 'not a database at all, but long enough to be looked at'.repeat(20));
      await expect(vaultHere()).rejects.toMatchObject({ code: 'vault-corrupt' });
      rmSync(join(folder, 'vault.sqlite'));
      inFile((database) => database.exec('CREATE TABLE t (a); PRAGMA application_id = 7'));
      await expect(vaultHere()).rejects.toMatchObject({ code: 'vault-corrupt' });
    });

    it('goes on with what an older Kierto wrote', async () => {
      const before = await vaultHere();
      await before.words.keep([words('e-1', sentence)]);
      await before.close();
      inFile((database) =>
        database.exec(
          `${['unclaimedPeople', 'files', 'tokens', 'deliveries', 'credentials', 'identities', 'access']
            .map((table) => `DROP TABLE ${table};`)
            .join(' ')} PRAGMA user_version = 1`,
        ),
      );
      const vault = await vaultHere();
      expect(await vault.words.matches('e-1', 'text', 'e-1', sentence)).toBe(true);
      expect(await vault.deliveries.list({ limit: 1 })).toEqual([]);
    });

    it('is refused when a newer Kierto wrote it', async () => {
      await (await vaultHere()).close();
      inFile((database) => database.exec('PRAGMA user_version = 999'));
      await expect(vaultHere()).rejects.toMatchObject({ code: 'vault-newer' });
    });
  });

  describe('one server at a time', () => {
    it('tells a second one so, in the same process and in another', async () => {
      await vaultHere();
      await expect(vaultHere()).rejects.toMatchObject({ code: 'vault-locked' });
      const { said } = await elsewhere(
        `await openVault({ kind: 'sqlite', folder }).then(() => console.log('open'), ({ code }) => console.log(code));`,
      );
      expect(said).toBe('vault-locked');
    });

    it('can be followed by the next as soon as it was closed', async () => {
      await (await vaultHere()).close();
      await expect(vaultHere()).resolves.toBeDefined();
    });

    it('loses nothing it acknowledged when it is killed, nor does its lock outlive it', async () => {
      const { child, said } = await elsewhere(
        `const vault = await openVault({ kind: 'sqlite', folder });
        const [fingerprint] = await vault.words.keep([${JSON.stringify(words('e-1', sentence))}]);
        console.log(fingerprint);`,
      );
      await expect(vaultHere()).rejects.toMatchObject({ code: 'vault-locked' });
      child.kill('SIGKILL');
      await once(child, 'exit');
      const vault = await vaultHere();
      expect(await vault.words.matches('e-1', 'text', 'e-1', sentence)).toBe(true);
      expect(await vault.words.keep([words('e-1', sentence)])).toEqual([said]);
    });

    it('cannot be read where there is none', async () => {
      await expect(vaultHere({ readOnly: true })).rejects.toMatchObject({ code: 'vault-unavailable' });
    });
  });

  describe('a request that fails', () => {
    it('does not fail those that arrive with it', async () => {
      const vault = await vaultHere();
      // As a full disk or a fault of one row would: the database itself refuses one of them.
      inFile((database) =>
        database.exec(`CREATE TRIGGER refuse BEFORE INSERT ON words WHEN new.event = 'e-2'
          BEGIN SELECT RAISE(ABORT, 'Kukaan'); END`),
      );
      const outcomes = await Promise.allSettled([
        vault.words.keep([words('e-1', 'a')]),
        vault.words.keep([words('e-0', 'a'), words('e-2', 'b')]),
        vault.words.keep([words('e-3', 'c')]),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(outcomes[1]).toMatchObject({ reason: { code: 'vault-unavailable' } });
      expect(String((outcomes[1] as PromiseRejectedResult).reason)).not.toContain('Kukaan');
      expect([...(await vault.words.read(['e-0', 'e-1', 'e-2', 'e-3'])).keys()]).toEqual(['e-1', 'e-3']);
    });
  });

  describe('master keys', () => {
    const key = () => randomBytes(32).toString('base64');

    it('are made once, for the owner alone', async () => {
      await (await vaultHere()).close();
      const made = readFileSync(keysFile(), 'utf8');
      await (await vaultHere()).close();
      expect(readFileSync(keysFile(), 'utf8')).toBe(made);
      expect(JSON.parse(made).keys).toHaveLength(1);
    });

    it('are changed by one at a time: half a change is told from a whole one', async () => {
      const vault = await vaultHere();
      writeFileSync(`${keysFile()}.new`, '');
      await expect(vault.changeMasterKey()).rejects.toMatchObject({
        code: 'keys-unreadable',
        message: expect.stringContaining('remove'),
      });
      rmSync(`${keysFile()}.new`);
      expect(await vault.changeMasterKey()).toBe(2);
    });

    it('are refused when others may read them, with a sentence that says what to do', async () => {
      await (await vaultHere()).close();
      chmodSync(keysFile(), 0o640);
      await expect(vaultHere()).rejects.toMatchObject({
        code: 'keys-file-open-to-others',
        message: expect.stringContaining('chmod 600'),
      });
      chmodSync(keysFile(), 0o600);
      await expect(vaultHere()).resolves.toBeDefined();
    });

    it('are not made up anew for a vault that was sealed under others', async () => {
      await (await vaultHere()).close();
      rmSync(keysFile());
      await expect(vaultHere()).rejects.toMatchObject({ code: 'key-missing' });
      await expect(vaultHere({ masterKeys: key() })).rejects.toMatchObject({ code: 'key-wrong' });
    });

    it.each(['{', '{}', '{"keys":[]}', '{"keys":[{"version":1,"key":"c2hvcnQ="}]}', '{"keys":[null]}'])(
      'are refused when the file holds %s',
      async (content) => {
        writeFileSync(keysFile(), content, { mode: 0o600 });
        await expect(vaultHere()).rejects.toMatchObject({ code: 'keys-unreadable' });
      },
    );

    it('come from the environment, several versions side by side, and are then changed there', async () => {
      const [first, second] = [key(), key()];
      let vault = await vaultHere({ masterKeys: first });
      await vault.words.keep([words('e-1', sentence)]);
      await expect(vault.changeMasterKey()).rejects.toMatchObject({ code: 'keys-from-environment' });
      await vault.close();

      vault = await vaultHere({ masterKeys: `1:${first}, 2:${second}` });
      await vault.words.keep([words('e-2', sentence)]);
      await vault.close();
      await expect(vaultHere({ masterKeys: `2:${second}` })).rejects.toMatchObject({ code: 'key-missing' });

      vault = await vaultHere({ masterKeys: `1:${first},2:${second}` });
      expect([await vault.reseal(10), await vault.reseal(10)]).toEqual([1, 0]);
      await vault.close();
      vault = await vaultHere({ masterKeys: `2:${second}` });
      expect((await vault.words.read(['e-1', 'e-2'])).size).toBe(2);
    });

    it.each([
      'short',
      '1:',
      'x:AAAA',
      `1:${Buffer.alloc(32).toString('base64')},1:${Buffer.alloc(32).toString('base64')}`,
    ])('are refused when the environment holds %s', async (masterKeys) => {
      await expect(vaultHere({ masterKeys })).rejects.toMatchObject({ code: 'keys-unreadable' });
    });

    it('of an older version are needed until every row is sealed anew, and no longer', async () => {
      let vault = await vaultHere();
      await vault.words.keep([words('e-1', sentence)]);
      await vault.changeMasterKey();
      await vault.close();
      const both = JSON.parse(readFileSync(keysFile(), 'utf8'));
      const newest = JSON.stringify({ keys: both.keys.slice(1) });

      writeFileSync(keysFile(), newest);
      await expect(vaultHere()).rejects.toMatchObject({ code: 'key-missing' });

      writeFileSync(keysFile(), JSON.stringify(both));
      vault = await vaultHere();
      expect([await vault.reseal(10), await vault.reseal(10)]).toEqual([1, 0]);
      await vault.close();

      writeFileSync(keysFile(), newest);
      vault = await vaultHere();
      expect(await vault.words.matches('e-1', 'text', 'e-1', sentence)).toBe(true);
    });
  });
});
