import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEventStore } from './open.ts';
import { lockFolder, MIGRATIONS, openLogForWriting } from './sqlite.log.ts';

const id = '00000000-0000-7000-8000-000000000001';

describe('a log of an older format', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'kierto-log-')), 'store');
    path = join(folder, 'log.sqlite');
    mkdirSync(folder);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function inFile<Answer>(use: (log: DatabaseSync) => Answer): Answer {
    const log = new DatabaseSync(path);
    try {
      return use(log);
    } finally {
      log.close();
    }
  }

  /** A file as the first version wrote it, in store "planted", epoch 3, with one event. */
  function plant(): void {
    inFile((log) => {
      log.exec(MIGRATIONS[0]!);
      log.exec(`PRAGMA journal_mode = WAL; PRAGMA user_version = 1;
        INSERT INTO meta VALUES ('identity', 'planted'), ('epoch', '3');
        INSERT INTO streams VALUES (1, 'proposal-1');
        INSERT INTO events VALUES (5, 1, 1, '${id}', 'ProposalSubmitted', '{"kind":"idea"}', '{}')`);
    });
  }

  const format = () => inFile((log) => log.prepare('PRAGMA user_version').get()?.user_version);

  it('is brought up to date with its identity and its events', async () => {
    plant();
    const store = await openEventStore({ kind: 'sqlite', folder });
    expect([store.identity, store.epoch]).toEqual(['planted', 3]);
    expect(await store.read('proposal-1')).toMatchObject([{ id, version: 1, data: { kind: 'idea' } }]);
    const further = { id: id.replace(/1$/, '2'), type: 'ProposalReceived', data: {}, metadata: {} };
    expect((await store.append('proposal-1', [further], 1)).version).toBe(2);
    await store.close();
    expect(format()).toBe(MIGRATIONS.length);
    expect(() => inFile((log) => log.exec('DELETE FROM events'))).toThrow('An event is never deleted.');
  });

  it('is left as it was when a step fails', () => {
    plant();
    // The last statement of step 2 cannot be done, so none of its earlier ones may remain.
    inFile((log) => log.exec('CREATE TRIGGER streams_are_not_deleted AFTER INSERT ON meta BEGIN SELECT 1; END'));
    const triggers = () => inFile((log) => log.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all());
    const lock = lockFolder(folder);
    expect(() => openLogForWriting(folder)).toThrow('already exists');
    lock.close();
    expect(format()).toBe(1);
    expect(triggers()).toEqual([{ name: 'streams_are_not_deleted' }]);
  });

  it('is not read before a writer has brought it up to date', async () => {
    plant();
    await expect(openEventStore({ kind: 'sqlite', folder, readOnly: true })).rejects.toThrow('has format 1');
  });
});
