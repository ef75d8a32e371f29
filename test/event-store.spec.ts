import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, openEventStore, startNewEpoch } from '#event-store';
import { eventStoreConformance, events, refused, Seen } from './event-store.conformance.ts';

const root = mkdtempSync(join(tmpdir(), 'kierto-event-store-'));
let folders = 0;

function newFolder(): string {
  folders += 1;
  return join(root, String(folders));
}

const open = (folder: string) => openEventStore({ kind: 'sqlite', folder });
const openReadOnly = (folder: string) => openEventStore({ kind: 'sqlite', folder, readOnly: true });

afterAll(() => rmSync(root, { recursive: true }));

eventStoreConformance('SQLite', () => open(newFolder()));

describe('the embedded event store', () => {
  let folder: string;
  let opened: EventStore[];
  const keep = async (store: Promise<EventStore>) => {
    const found = await store;
    opened.push(found);
    return found;
  };
  const reopen = async () => {
    await Promise.all(opened.map((store) => store.close()));
    return keep(open(folder));
  };

  beforeEach(() => {
    folder = newFolder();
    opened = [];
  });

  afterEach(async () => {
    await Promise.all(opened.map((store) => store.close()));
  });

  /** Reaches into the file as somebody with an SQL prompt would. */
  function inFile<Answer>(use: (log: DatabaseSync) => Answer): Answer {
    const log = new DatabaseSync(join(folder, 'log.sqlite'));
    try {
      return use(log);
    } finally {
      log.close();
    }
  }

  it('answers versions as they are to the handle that writes and to one that only reads', async () => {
    const store = await keep(open(folder));
    expect(await store.version('proposal-1')).toBe(0);
    const reader = await keep(openReadOnly(folder));
    expect(await reader.version('proposal-1')).toBe(0);
    const first = events(1);
    await store.append('proposal-1', first, 0);
    await store.append('proposal-1', events(2), 1);
    expect(await Promise.all([store.version('proposal-1'), reader.version('proposal-1')])).toEqual([3, 3]);
    // What was stored before is answered as then, and the stream is as long as it was.
    expect(await store.append('proposal-1', first, 0)).toMatchObject({ version: 1 });
    await refused(store.append('proposal-1', events(1), 1), 'wrong-version');
    expect(await Promise.all([store.version('proposal-1'), reader.version('proposal-1')])).toEqual([3, 3]);
  });

  it('never answers a version shorter than what was read from it, while appends are under way', async () => {
    const store = await keep(open(folder));
    await store.version('proposal-1');
    const appending = Array.from({ length: 200 }, (_, version) => store.append('proposal-1', events(1), version));
    let longest = 0;
    while (longest < 200) {
      longest = Math.max(longest, (await store.read('proposal-1')).length);
      expect(await store.version('proposal-1')).toBeGreaterThanOrEqual(longest);
      await new Promise(setImmediate);
    }
    await Promise.all(appending);
    expect(await store.version('proposal-1')).toBe(200);
  });

  it('keeps its identity, its epoch and its events from one opening to the next', async () => {
    const store = await keep(open(folder));
    await store.append('proposal-1', events(3), 0);
    const head = await store.head();
    const found = await store.read('proposal-1');
    const again = await reopen();
    expect([again.identity, again.epoch]).toEqual([store.identity, 1]);
    expect(await again.head()).toEqual(head);
    expect(await again.read('proposal-1')).toEqual(found);
    expect((await again.append('proposal-1', events(1), 3)).version).toBe(4);
  });

  it('has an identity of its own', async () => {
    const one = await keep(open(folder));
    const other = await keep(open(newFolder()));
    expect(one.identity).not.toBe(other.identity);
  });

  it('lets nobody change or delete what happened', async () => {
    const store = await keep(open(folder));
    await store.append('proposal-1', events(1), 0);
    inFile((log) => {
      expect(() => log.exec("UPDATE events SET data = '{}'")).toThrow('An event is never changed.');
      expect(() => log.exec('DELETE FROM events')).toThrow('An event is never deleted.');
      expect(() => log.exec("UPDATE streams SET name = 'x-1'")).toThrow('A stream is never changed.');
      expect(() => log.exec('DELETE FROM streams')).toThrow('A stream is never deleted.');
    });
    expect(await store.version('proposal-1')).toBe(1);
  });

  it('shows an answered append to another connection at once', async () => {
    const store = await keep(open(folder));
    await store.append('proposal-1', events(2), 0);
    expect(inFile((log) => log.prepare('SELECT count(*) AS n FROM events').get()?.n)).toBe(2);
  });

  it('assumes no positions without gaps', async () => {
    const store = await keep(open(folder));
    await store.append('proposal-1', events(1, 'Wanted'), 0);
    inFile((log) =>
      log.exec("INSERT INTO events VALUES (900000, 1, 2, '00000000-0000-7000-8000-00000000ffff', 'Other', '{}', '{}')"),
    );
    const { position } = await store.append('proposal-1', events(1, 'Wanted'), 2);
    const seen = new Seen();
    const subscription = store.subscribe({ types: new Set(['Wanted']) }, seen.take);
    await seen.count(2);
    await subscription.stop();
    expect(seen.events[1]?.position).toBe(position);
    expect(await store.size()).toBe(3);
  });

  describe('when COMMIT fails', () => {
    const sabotage = `CREATE TABLE nowhere (id INTEGER PRIMARY KEY);
      CREATE TABLE lost (id INTEGER REFERENCES nowhere DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER sabotage AFTER INSERT ON events WHEN NEW.type = 'Sabotage' BEGIN INSERT INTO lost VALUES (1); END`;

    it('tells all of the group that their outcome is unknown, stores nothing, and takes them again', async () => {
      const store = await keep(open(folder));
      inFile((log) => log.exec(sabotage));
      const neighbours = [events(1), events(2)];
      const answers = [
        store.append('proposal-1', neighbours[0]!, 0),
        store.append('proposal-2', events(1, 'Sabotage'), 0),
        store.append('proposal-3', neighbours[1]!, 0),
      ];
      await Promise.all(answers.map((answer) => refused(answer, 'store-unavailable')));
      expect(await store.size()).toBe(0);
      await store.append('proposal-1', neighbours[0]!, 0);
      expect((await store.append('proposal-3', neighbours[1]!, 0)).version).toBe(2);
      expect(await store.size()).toBe(3);
    });

    it('announces nothing to subscribers', async () => {
      const store = await keep(open(folder));
      inFile((log) => log.exec(sabotage));
      const seen = new Seen();
      const subscription = store.subscribe({}, seen.take);
      await refused(store.append('proposal-1', events(1, 'Sabotage'), 0), 'store-unavailable');
      await store.append('proposal-2', events(1), 0);
      await seen.count(1);
      await subscription.stop();
      expect(seen.events.map(({ stream }) => stream)).toEqual(['proposal-2']);
    });
  });

  it('answers that it is unavailable while somebody else holds the file, and goes on afterwards', async () => {
    const store = await keep(open(folder));
    const appended = events(1);
    const other = new DatabaseSync(join(folder, 'log.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    await refused(store.append('proposal-1', appended, 0), 'store-unavailable');
    other.exec('ROLLBACK');
    other.close();
    expect((await store.append('proposal-1', appended, 0)).version).toBe(1);
  });

  describe('its lock', () => {
    it('tells a second server in the same process so, and who holds it', async () => {
      await keep(open(folder));
      await refused(open(folder), 'store-locked');
      await expect(open(folder)).rejects.toThrow(new RegExp(`in use by process ${process.pid} since \\d{4}-`));
    });

    it('tells another process so, with the process that holds it', async () => {
      await keep(open(folder));
      const script = `import { openEventStore } from '#event-store';
        await openEventStore({ kind: 'sqlite', folder: process.env.FOLDER }).then(() => console.log('opened'), (error) => console.log(error.code, error.message));`;
      const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, FOLDER: folder },
        encoding: 'utf8',
      });
      expect(stdout).toMatch(new RegExp(`^store-locked .* in use by process ${process.pid} since \\d{4}-`));
    });

    it('ends with the store', async () => {
      const store = await keep(open(folder));
      await store.close();
      await keep(open(folder));
    });

    it('is not asked for by a handle that only reads', async () => {
      const store = await keep(open(folder));
      await store.append('proposal-1', events(1), 0);
      const reader = await keep(openReadOnly(folder));
      expect(await reader.version('proposal-1')).toBe(1);
      await expect(reader.append('proposal-1', events(1), 1)).rejects.toThrow('only reads');
    });
  });

  describe('a handle that only reads', () => {
    it('opens a log that nobody writes', async () => {
      const store = await keep(open(folder));
      await store.append('proposal-1', events(2), 0);
      await store.close();
      const reader = await keep(openReadOnly(folder));
      expect([reader.identity, await reader.size()]).toEqual([store.identity, 2]);
    });

    it('says when there is no log', async () => {
      await refused(openReadOnly(folder), 'store-unavailable');
    });

    it('wakes in another thread for every commit', async () => {
      const store = await keep(open(folder));
      const index = new URL('../libs/event-store/index.ts', import.meta.url).href;
      const thread = new Worker(
        `const { parentPort } = require('node:worker_threads');
        import(${JSON.stringify(index)}).then(async ({ openEventStore }) => {
          const store = await openEventStore({ kind: 'sqlite', folder: ${JSON.stringify(folder)}, readOnly: true });
          store.subscribe({}, ({ events }) => parentPort.postMessage(events.map(({ version }) => version)));
          parentPort.on('message', () => {});
          parentPort.postMessage([]);
        });`,
        { eval: true },
      );
      const seen: number[] = [];
      let told = () => {};
      thread.on('message', (versions: number[]) => {
        seen.push(...versions);
        told();
      });
      const next = () =>
        new Promise<void>((resolve) => {
          told = resolve;
        });
      await next();
      for (let n = 0; n < 5; n += 1) {
        const heard = next();
        await store.append('proposal-1', events(1), n);
        await heard;
      }
      await thread.terminate();
      expect(seen).toEqual([1, 2, 3, 4, 5]);
    });
  });

  describe('its file format', () => {
    it('leaves a file alone that a newer Kierto wrote', async () => {
      await (await open(folder)).close();
      inFile((log) => log.exec('PRAGMA user_version = 99'));
      await refused(open(folder), 'store-corrupt');
      await expect(openReadOnly(folder)).rejects.toThrow('has format 99');
      expect(inFile((log) => log.prepare('PRAGMA user_version').get()?.user_version)).toBe(99);
    });

    it('leaves a database alone that is something else', async () => {
      mkdirSync(folder);
      inFile((log) => log.exec('CREATE TABLE recipes (name TEXT)'));
      await expect(open(folder)).rejects.toThrow('not an event store');
    });

    it('says that a file is not a database', async () => {
      mkdirSync(folder);
      writeFileSync(join(folder, 'log.sqlite'), 'x'.repeat(5_000));
      await refused(open(folder), 'store-corrupt');
      await refused(openReadOnly(folder), 'store-corrupt');
    });

    it('says that the folder cannot be made', async () => {
      writeFileSync(folder, '');
      await refused(open(folder), 'store-unavailable');
    });
  });

  it('refuses after a restore the checkpoints of before', async () => {
    const store = await keep(open(folder));
    await store.append('proposal-1', events(2), 0);
    const before = (await store.head())!;
    await store.close();
    const backup = newFolder();
    mkdirSync(backup);
    copyFileSync(join(folder, 'log.sqlite'), join(backup, 'log.sqlite'));
    expect(await startNewEpoch({ kind: 'sqlite', folder: backup })).toBe(2);
    const restored = await keep(open(backup));
    expect([restored.identity, restored.epoch]).toEqual([store.identity, 2]);
    await refused(restored.verify(before), 'checkpoint-mismatch');
    await restored.verify((await restored.head())!);
  });

  it('starts no new epoch under a running server', async () => {
    await keep(open(folder));
    await expect(startNewEpoch({ kind: 'sqlite', folder })).rejects.toThrow('in use by process');
  });

  it('keeps no process alive by being open, and lets an append under way finish', () => {
    const script = `import { openEventStore } from '#event-store';
      const store = await openEventStore({ kind: 'sqlite', folder: process.env.FOLDER });
      store.subscribe({}, () => {});
      store.append('proposal-1', [{ id: '00000000-0000-7000-8000-000000000001', type: 'A', data: {}, metadata: {} }], 0)
        .then(({ version }) => console.log('version', version));`;
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, FOLDER: folder },
      encoding: 'utf8',
      timeout: 15_000,
    });
    expect({ stdout, status }).toEqual({ stdout: 'version 1\n', status: 0 });
  });
});
