import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { type EventStore, type EventToAppend, openEventStore } from '#event-store';
import { interleaved, printTable, type Row, rate, row } from './measure.ts';

/** The event store beside the least that SQLite could do: a bare insert of the same row, equally durable, on the calling thread. */

const STORED = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const CALLERS = 64;
const EVENTS_A_STREAM = 8;
const EVENTS_A_LOAD = 20;

interface Appending {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly EventToAppend[];
}

/** Time-ordered (version 7), as the clients make them. */
let milliseconds = Date.now();
function uuid(): string {
  milliseconds += 1;
  const hex = milliseconds.toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** About 416 bytes of JSON, as a proposal's events have. */
function event(): EventToAppend {
  return {
    id: uuid(),
    type: 'ProposalSubmitted',
    data: {
      group: uuid(),
      unit: uuid(),
      origin: 'commission',
      commission: uuid(),
      kind: 'idea',
      answerWanted: 'decision',
      theme: 'housing',
      voicedBy: 'clients',
      meeting: uuid(),
    },
    metadata: {
      occurredOn: { from: '2024-03-05', to: '2024-03-05' },
      recordedAt: '2024-03-05T12:34:56.789Z',
      by: { post: 'head-of-service', organisation: 'county' },
      recordedBy: uuid(),
      command: uuid(),
    },
  };
}

/** Streams of eight events, each stream written by one caller after the other's end; `size` events an append. */
function work(appends: number, size = 1): Appending[] {
  const all: Appending[] = [];
  for (let stream = `proposal-${uuid()}`, expected = 0; all.length < appends; ) {
    all.push({ stream, expected, events: Array.from({ length: size }, event) });
    expected += size;
    if (expected >= EVENTS_A_STREAM * size) {
      stream = `proposal-${uuid()}`;
      expected = 0;
    }
  }
  return all;
}

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-bench-'));
  folders.push(folder);
  return folder;
}

async function withStore<Answer>(folder: string, use: (store: EventStore) => Promise<Answer>): Promise<Answer> {
  const store = await openEventStore({ kind: 'sqlite', folder });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function inTurn(store: EventStore, all: readonly Appending[]): Promise<void> {
  for (const { stream, events, expected } of all) await store.append(stream, events, expected);
}

/** Every caller waits for its answer before it appends again. */
async function byCallers(store: EventStore, shares: readonly (readonly Appending[])[]): Promise<void> {
  await Promise.all(shares.map((share) => inTurn(store, share)));
}

const shared = (appends: number) => Array.from({ length: CALLERS }, () => work(appends / CALLERS));

/** The appends in the order in which they reach the log when every caller has its turn. */
const taken = (shares: readonly (readonly Appending[])[]) =>
  shares[0]!.flatMap((_, turn) => shares.map((share) => share[turn]!));

/** Events a second, `group` appends a transaction. */
async function raw(all: readonly Appending[], group: number): Promise<number> {
  const log = new DatabaseSync(join(newFolder(), 'raw.sqlite'));
  log.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, id TEXT NOT NULL,
      type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, UNIQUE (stream, version)) STRICT`);
  const insert = log.prepare('INSERT INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?)');
  const begin = log.prepare('BEGIN IMMEDIATE');
  const commit = log.prepare('COMMIT');
  const rows = all.map(({ stream, expected, events }) =>
    events.map(
      (e, i) => [stream, expected + i + 1, e.id, e.type, JSON.stringify(e.data), JSON.stringify(e.metadata)] as const,
    ),
  );
  const answer = await rate(rows.flat().length, () => {
    for (let at = 0; at < rows.length; at += group) {
      begin.run();
      for (const events of rows.slice(at, at + group)) for (const values of events) insert.run(...values);
      commit.run();
    }
  });
  log.close();
  return answer;
}

const ours = (appends: number, run: (store: EventStore) => Promise<void>, folder = newFolder()) =>
  withStore(folder, (store) => rate(appends, () => run(store)));

async function fill(store: EventStore, events: number): Promise<void> {
  for (let done = 0; done < events; done += 8_000)
    await Promise.all(
      Array.from({ length: 1_000 }, () =>
        store.append(`proposal-${uuid()}`, Array.from({ length: EVENTS_A_STREAM }, event), 0),
      ),
    );
}

async function appending(): Promise<Row[]> {
  const inTurnOnce = () => {
    const all = work(2_000);
    return ours(all.length, (store) => inTurn(store, all));
  };
  const byCallersOnce = (folder?: string) => {
    const shares = shared(32_000);
    return ours(32_000, (store) => byCallers(store, shares), folder);
  };
  const one = await interleaved({ ours: inTurnOnce, raw: () => raw(work(2_000), 1) });
  const many = await interleaved({
    ours: () => byCallersOnce(),
    inTurn: inTurnOnce,
    raw: () => raw(taken(shared(32_000)), 100),
  });
  const batches = await interleaved({
    ours: () => {
      const all = work(400, 100);
      return ours(40_000, (store) => inTurn(store, all));
    },
    raw: () => raw(work(400, 100), 1),
  });
  const stored = newFolder();
  await withStore(stored, (store) => fill(store, STORED));
  const full = await interleaved({ ours: () => byCallersOnce(stored), empty: () => byCallersOnce() });
  return [
    row('append, one caller / bare insert, one a transaction', one.ours, one.raw, 0.9, 'appends/s'),
    row('append, 64 callers / one commit a call', many.ours, many.inTurn, 8, 'appends/s'),
    row('append, 64 callers / bare insert, 100 a transaction', many.ours, many.raw, 0.7, 'appends/s'),
    row(`append, 64 callers, ${STORED} events stored / empty`, full.ours, full.empty, 0.7, 'appends/s'),
    row('append, batches of 100 / bare insert of 100', batches.ours, batches.raw, 0.7, 'events/s'),
    ...(await reading(stored)),
  ];
}

/** Reads of a store that holds a million events; its own figures beside bare SELECTs over the same rows. */
async function reading(folder: string): Promise<Row[]> {
  return withStore(folder, async (store) => {
    const streams = Array.from({ length: 2_000 }, () => `meeting-${uuid()}`);
    for (const stream of streams) await store.append(stream, Array.from({ length: EVENTS_A_LOAD }, event), 0);
    const log = new DatabaseSync(join(folder, 'log.sqlite'), { readOnly: true });
    const select = log.prepare(
      'SELECT * FROM events WHERE stream = (SELECT number FROM streams WHERE name = ?) ORDER BY version',
    );
    const loads = await interleaved({
      ours: () =>
        rate(streams.length, async () => {
          for (const stream of streams) await store.read(stream);
        }),
      raw: () =>
        rate(streams.length, () => {
          for (const stream of streams) for (const found of select.all(stream)) JSON.parse(found.data as string);
        }),
    });
    const size = await store.size();
    const everything = log.prepare('SELECT data, metadata FROM events ORDER BY position');
    const scans = await interleaved(
      {
        ours: () => rate(size, () => readAll(store)),
        raw: () =>
          rate(size, () => {
            for (const found of everything.iterate()) {
              JSON.parse(found.data as string);
              JSON.parse(found.metadata as string);
            }
          }),
      },
      5,
    );
    log.close();
    return [
      row('load a stream of 20 events / SELECT with one JSON.parse each', loads.ours, loads.raw, 0.8, 'streams/s'),
      row('subscription from the beginning / scan and JSON.parse of the log', scans.ours, scans.raw, 0.7, 'events/s'),
    ];
  });
}

function readAll(store: EventStore): Promise<void> {
  const subscription = store.subscribe({}, ({ caughtUp }) => (caughtUp ? subscription.stop() : undefined));
  return subscription.ended;
}

export async function run(): Promise<Row[]> {
  try {
    return await appending();
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) printTable(await run());
