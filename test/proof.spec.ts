import { hash, randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type EventStore,
  type EventStoreSettings,
  type EventToAppend,
  openEventStore,
  startNewEpoch,
} from '#event-store';
import {
  endProofDay,
  followProof,
  keptLines,
  lineOf,
  openContext,
  ProofCheck,
  proofIn,
  proofNow,
  type VerifyReport,
  verifyHistory,
} from '#use-cases';
import { openVault, type Vault } from '#vault';
import { Log } from './esdb-wire-double/log.ts';
import { startEsdbWireDouble, type WireDouble } from './esdb-wire-double/server.ts';

/** An event as it lies in an engine, for whoever reaches into it past the store. */
interface Row {
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** An engine with one log, which can be closed, rewritten by other hands and opened again. */
interface Engine {
  readonly name: string;
  settings(): EventStoreSettings;
  begin(folder: string): Promise<void>;
  /** While no store is open. */
  rewrite(change: (rows: readonly Row[]) => readonly Row[]): Promise<void>;
  end(): Promise<void>;
}

function sqliteEngine(): Engine {
  let folder: string;
  return {
    name: 'SQLite',
    settings: () => ({ kind: 'sqlite', folder }),
    async begin(given) {
      folder = given;
    },
    async rewrite(change) {
      const log = new DatabaseSync(join(folder, 'log.sqlite'));
      const rows = log
        .prepare(
          'SELECT name AS stream, version, id, type, data, metadata FROM events JOIN streams ON number = stream ORDER BY position',
        )
        .all() as unknown as Row[];
      log.exec('BEGIN');
      for (const trigger of ['events_are_not_changed', 'events_are_not_deleted'])
        log.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
      log.exec('DELETE FROM events');
      const insert = log.prepare(
        'INSERT INTO events VALUES (?, (SELECT number FROM streams WHERE name = ?), ?, ?, ?, ?, ?)',
      );
      for (const [index, { stream, version, id, type, data, metadata }] of change(rows).entries())
        insert.run(index + 1, stream, version, id, type, data, metadata);
      log.exec('COMMIT');
      log.close();
    },
    async end() {},
  };
}

function doubleEngine(): Engine {
  let double: WireDouble;
  const ours = /^unit-/;
  return {
    name: 'EventStoreDB’s double',
    settings: () => ({ kind: 'eventstoredb', url: double.url }),
    async begin() {
      double = await startEsdbWireDouble();
    },
    async rewrite(change) {
      const { log: before, port } = double;
      await double.stop();
      const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
      const rows = before.records
        .filter(({ stream }) => ours.test(nameOf(stream)))
        .map((record) => ({
          ...record,
          version: record.revision + 1,
          data: text(record.data),
          metadata: text(record.metadata),
        }));
      const others = before.records.filter(({ stream }) => !stream.startsWith('$') && !ours.test(nameOf(stream)));
      const log = new Log();
      for (const record of others) log.write(record.stream, [record]);
      for (const { stream, id, type, data, metadata } of change(rows))
        log.write(stream, [
          { id, type, contentType: 'application/json', data: Buffer.from(data), metadata: Buffer.from(metadata) },
        ]);
      double = await startEsdbWireDouble({ log, port });
    },
    end: () => double.stop(),
  };
}

/** Our streams have a name before theirs on the server. */
const nameOf = (stream: string): string => stream.slice(stream.indexOf('unit-'));

const days = ['2026-03-05', '2026-03-06', '2026-03-09'] as const;

/** The event of this number: ten a day, from the fifth of March on, in streams of six. */
const placeOf = (number: number) => ({ stream: `unit-${Math.floor(number / 6)}`, version: (number % 6) + 1 });

function eventOf(number: number): EventToAppend {
  const id = `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  return {
    id,
    type: number % 6 === 0 ? 'UnitEstablished' : 'UnitRenamed',
    data: {},
    metadata: {
      recordedAt: `${days[Math.floor(number / 10)]}T1${number % 10}:00:00.000Z`,
      recordedBy: 'developer',
      command: id,
      correlation: id,
      by: { post: 'päällikkö 𐐷 \ud800' },
    },
  };
}

async function fill(store: EventStore, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number += 1) {
    const { stream, version } = placeOf(number);
    await store.append(stream, [eventOf(number)], version - 1);
  }
}

/** The hash of the first events, by the words of docs/reference/proof.md. */
function byTheBook(count: number): string {
  let chained = '0'.repeat(64);
  for (let number = 0; number < count; number += 1) {
    const { stream, version } = placeOf(number);
    const { id, type, data, metadata } = eventOf(number);
    const parts = [chained, id, stream, String(version), type, JSON.stringify(data), JSON.stringify(metadata)];
    chained = hash('sha256', Buffer.from(parts.join('\0'), 'utf8'));
  }
  return chained;
}

/** The fifteenth event as somebody else would have written it; nothing but the chain can tell. */
const forged = { metadata: JSON.stringify(eventOf(14).metadata).replace('developer', 'somebody-else') };

const bytesOf = (folder: string): Buffer => readFileSync(join(folder, 'proof', 'hashes'));
const linesOf = (folder: string): string => readFileSync(join(folder, 'proof', 'checkpoints.txt'), 'utf8');

describe.each([sqliteEngine(), doubleEngine()])('The proof of a log in $name', (engine) => {
  let folder: string;
  let store: EventStore;
  let vault: Vault;
  let told: string[];
  const folders: string[] = [];

  const newFolder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'kierto-proof-'));
    folders.push(made);
    return made;
  };
  const open = async () => {
    store = await openEventStore(engine.settings());
  };
  const context = (now = '2026-03-09T20:00:00Z') => openContext(store, vault, { now: () => Date.parse(now) });

  beforeEach(async () => {
    folder = await newFolder();
    told = [];
    await engine.begin(folder);
    await open();
    vault = await openVault({ kind: 'sqlite', folder });
  });
  afterEach(async () => {
    await store.close();
    await vault.close();
    await engine.end();
    for (const made of folders.splice(0)) rmSync(made, { recursive: true });
  });

  const follow = (into = folder) => followProof(context(), { folder: into, broken: (sentence) => told.push(sentence) });
  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
  }
  /** As with a vault that was put back from before there was a note, or with that of another log. */
  const loseNote = () =>
    vault
      .progress('proof')
      .write(JSON.stringify({ checkpoint: { store: 'another', epoch: 1, position: '', event: '' } }));
  const sizeOf = (at: string) => statSync(join(at, 'proof', 'hashes'), { throwIfNoEntry: false })?.size ?? 0;
  async function keep(count: number, into = folder): Promise<void> {
    const following = await follow(into);
    await until(() => sizeOf(into) === count * 8);
    await following.stop();
  }
  async function rewrite(change: (rows: readonly Row[]) => readonly Row[]): Promise<void> {
    await store.close();
    await engine.rewrite(change);
    await open();
  }
  async function verify(...given: string[]): Promise<VerifyReport> {
    const chain = await ProofCheck.open({ store, vault }, { folder, given: given.map((line) => proofIn(line)!) });
    return verifyHistory({ store, vault }, { chain });
  }
  const misfits = async (...given: string[]) =>
    (await verify(...given)).misfits.map(({ where, problem }) => `${where}: ${problem}`);
  const lineNow = async () => lineOf((await proofNow(context())).proof!);

  it('is the chain that is written down, with a line for each day that is over', async () => {
    await fill(store, 0, 30);
    await keep(30);
    const { proof, caughtUp } = await proofNow(context());
    expect([proof, caughtUp]).toEqual([{ count: 30, hash: byTheBook(30), event: eventOf(29).id, day: days[2] }, true]);
    const shortened = Array.from({ length: 30 }, (_, index) => byTheBook(index + 1).slice(0, 16));
    expect(bytesOf(folder).toString('hex')).toBe(shortened.join(''));
    expect(keptLines(folder).map(({ day, count, hash: made }) => [day, count, made])).toEqual([
      [days[0], 10, byTheBook(10)],
      [days[1], 20, byTheBook(20)],
    ]);
    expect(linesOf(folder)).toBe(
      keptLines(folder)
        .map((line) => `${lineOf(line)}\n`)
        .join(''),
    );
    const { signal } = new AbortController();
    await endProofDay(context('2026-03-09T21:59:00Z'), folder, signal);
    expect(keptLines(folder)).toHaveLength(2);
    await endProofDay(context('2026-03-09T22:01:00Z'), folder, signal);
    await endProofDay(context('2026-03-10T22:01:00Z'), folder, signal);
    expect(keptLines(folder).slice(2)).toEqual([proof]);
    expect(await verify(await lineNow())).toMatchObject({ misfits: [], chain: { hashes: 30 } });
  });

  it('says nothing of an empty log', async () => {
    expect(await proofNow(context())).toEqual({ caughtUp: true });
    expect((await verify()).misfits).toEqual([]);
  });

  it('reads no more of the log for an answer than it is told to', async () => {
    await fill(store, 0, 30);
    expect(await proofNow(context(), { most: 12 })).toMatchObject({ proof: { count: 12 }, caughtUp: false });
    expect(await proofNow(context(), { most: 30 })).toMatchObject({ proof: { count: 30 }, caughtUp: true });
  });

  it('goes on where it stopped, and several who follow come to the same', async () => {
    await fill(store, 0, 13);
    await keep(13);
    await fill(store, 13, 17);
    const other = await newFolder();
    const following = await Promise.all([follow(), follow(other)]);
    await fill(store, 17, 30);
    await until(() => sizeOf(folder) === 240 && sizeOf(other) === 240);
    for (const one of following) await one.stop();
    expect(bytesOf(other)).toEqual(bytesOf(folder));
    expect(linesOf(other)).toBe(linesOf(folder));
    expect(told).toEqual([]);
    expect((await verify()).misfits).toEqual([]);
  });

  it('stays what it was when the log is put back from a backup', async () => {
    await fill(store, 0, 20);
    await keep(20);
    const line = await lineNow();
    await store.close();
    expect(await startNewEpoch(engine.settings())).toBe(2);
    await open();
    await fill(store, 20, 30);
    await keep(30);
    expect(told).toEqual([]);
    expect((await proofNow(context())).proof?.hash).toBe(byTheBook(30));
    expect((await verify(line)).misfits).toEqual([]);
  });

  const changed = (number: number, change: Partial<Row>) => (rows: readonly Row[]) =>
    rows.map((row, index) => (index === number - 1 ? { ...row, ...change } : row));

  it.each<[string, Partial<Row>]>([
    ['data', { data: '{"parent":"0"}' }],
    ['metadata', { metadata: JSON.stringify(eventOf(14).metadata).replace('developer', 'developes') }],
    ['id', { id: '00000000-0000-7000-8000-00000000001a' }],
    ['type', { type: 'PromiseSet' }],
  ])('names the one event whose %s was changed', async (_, change) => {
    await fill(store, 0, 30);
    await keep(30);
    await rewrite(changed(15, change));
    const found = await misfits();
    expect(found).toContainEqual(
      expect.stringMatching(
        /^unit-2, event 3 \(\w+\): is event 15 of the log and does not fit its hash in the data folder/,
      ),
    );
    expect(found.filter((one) => one.includes('of the log'))).toHaveLength(1);
    expect((await verify()).misfitting).toBeGreaterThan(0);
  });

  it.each<[string, number, (rows: readonly Row[]) => readonly Row[]]>([
    ['taken out', 15, (rows) => rows.toSpliced(14, 1)],
    [
      'put in',
      15,
      (rows) => rows.toSpliced(14, 0, { ...rows[14]!, id: randomUUID(), stream: rows[6]!.stream, version: 9 }),
    ],
    ['swapped with the next', 18, (rows) => rows.toSpliced(17, 2, rows[18]!, rows[17]!)],
  ])('names the first place that does not fit when an event was %s', async (_, place, change) => {
    await fill(store, 0, 30);
    await keep(30);
    await rewrite(change);
    expect(await misfits()).toContainEqual(
      expect.stringContaining(`is event ${place} of the log and does not fit its hash`),
    );
  });

  it('says that the end was cut off', async () => {
    await fill(store, 0, 30);
    await keep(30);
    const line = await lineNow();
    await rewrite((rows) => rows.slice(0, 27));
    expect(await misfits(line)).toEqual([
      'the end of the log: is event 27, and what was kept in the data folder and the vault knows 30: the events behind it are gone',
      'the end of the log: is event 27, and the given line of 2026-03-09 knows 30: the events behind it are gone',
    ]);
  });

  it('keeps nothing more of a log that does not fit, so that what was kept still tells', async () => {
    await fill(store, 0, 30);
    await keep(30);
    await loseNote();
    await rewrite(changed(15, forged));
    const before = [bytesOf(folder), linesOf(folder)];
    const following = await follow();
    await until(() => told.length > 0);
    await following.stop();
    expect(told).toEqual([expect.stringContaining('event 15 of the log (unit-2, event 3) is not the one')]);
    await endProofDay(context('2026-04-01T00:00:00Z'), folder, new AbortController().signal);
    expect([bytesOf(folder), linesOf(folder)]).toEqual(before);
  });

  it('is disproved by a line that somebody kept, when the log and all files beside it were rewritten', async () => {
    await fill(store, 0, 30);
    await keep(30);
    const [first, second] = keptLines(folder).map(lineOf) as [string, string];
    await rewrite(changed(15, forged));
    rmSync(join(folder, 'proof'), { recursive: true });
    await loseNote();
    await keep(30);
    expect(await misfits()).toEqual([]);
    expect(await misfits(second, first)).toEqual([
      expect.stringMatching(
        /^events 11 to 20 of the log: up to unit-3, event 2 \(\w+\), do not fit the given line of 2026-03-06/,
      ),
    ]);
  });

  it('says when what was kept was changed, and not the log', async () => {
    await fill(store, 0, 30);
    await keep(30);
    const bytes = bytesOf(folder);
    bytes[14 * 8]! ^= 1;
    writeFileSync(join(folder, 'proof', 'hashes'), bytes);
    expect(await misfits()).toEqual([
      expect.stringMatching(/^unit-2, event 3 .* does not fit its hash .*; but what was kept of later events fits$/),
    ]);
  });

  it('names the events between two lines where no hashes were kept', async () => {
    await fill(store, 0, 30);
    await keep(30);
    rmSync(join(folder, 'proof', 'hashes'));
    await rewrite(changed(15, forged));
    await loseNote();
    expect(await misfits()).toEqual([
      expect.stringMatching(
        /^events 11 to 20 of the log: up to unit-3, event 2 .* the line of 2026-03-06 in checkpoints.txt$/,
      ),
    ]);
  });
});

it('A changed byte that makes no other value is found in the file of SQLite too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kierto-proof-'));
  const engine = sqliteEngine();
  await engine.begin(folder);
  let store = await openEventStore(engine.settings());
  const vault = await openVault({ kind: 'sqlite', folder });
  await fill(store, 0, 3);
  const following = await followProof(openContext(store, vault), { folder, broken: () => {} });
  while ((statSync(join(folder, 'proof', 'hashes'), { throwIfNoEntry: false })?.size ?? 0) < 24)
    await new Promise((resolve) => setImmediate(resolve));
  await following.stop();
  await store.close();
  await engine.rewrite((rows) => rows.map((row, index) => (index === 1 ? { ...row, data: '{ }' } : row)));
  store = await openEventStore(engine.settings());
  const found = async () => {
    const chain = await ProofCheck.open({ store, vault }, { folder, given: [] });
    return verifyHistory({ store, vault }, { chain });
  };
  expect((await found()).misfits.map(({ where }) => where)).toEqual(['unit-0, event 2 (UnitRenamed)']);
  await store.close();
  await engine.rewrite((rows) => rows.map((row, index) => (index === 1 ? { ...row, data: '{' } : row)));
  store = await openEventStore(engine.settings());
  await expect(found()).rejects.toThrow(/The event 2 of unit-0 \(.*\) is not JSON any more/);
  await store.close();
  await vault.close();
  rmSync(folder, { recursive: true });
});
