import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from './errors.ts';

/**
 * The files of an embedded event store: `log.sqlite` holds the facts, `lock.sqlite` is held by the one process that
 * writes, `lock.json` says which one that is.
 * Never open `log.sqlite` or `lock.sqlite` with node:fs in a process that has them open here: closing any
 * descriptor of a file drops all POSIX locks that the process holds on it.
 */

/** Step n brings a file of format n to format n + 1; the format is kept in PRAGMA user_version. Steps are never edited. */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE streams (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE events (
     position INTEGER PRIMARY KEY,
     stream INTEGER NOT NULL,
     version INTEGER NOT NULL,
     id TEXT NOT NULL,
     type TEXT NOT NULL,
     data TEXT NOT NULL,
     metadata TEXT NOT NULL,
     UNIQUE (stream, version)
   ) STRICT;`,
  `CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'An event is never changed.'); END;
   CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'An event is never deleted.'); END;
   CREATE TRIGGER streams_are_not_changed BEFORE UPDATE ON streams BEGIN SELECT RAISE(ABORT, 'A stream is never changed.'); END;
   CREATE TRIGGER streams_are_not_deleted BEFORE DELETE ON streams BEGIN SELECT RAISE(ABORT, 'A stream is never deleted.'); END;`,
];

export interface Identity {
  readonly identity: string;
  readonly epoch: number;
}

/** The name under which commits of a store are announced to all threads of the process. */
export const channelOf = (identity: string) => `kierto-log-${identity}`;

/** SQLite's own errors in the words of the store; all others as they are. */
export function asStoreError(error: unknown, what: string): unknown {
  const { code, errcode = 0, message } = error as { code?: string; errcode?: number; message?: string };
  if (code !== 'ERR_SQLITE_ERROR') return error;
  const damaged = [SQLITE_CORRUPT, SQLITE_NOTADB].includes(errcode & 0xff);
  return new StoreError(damaged ? 'store-corrupt' : 'store-unavailable', `${what}: ${message}.`);
}

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/**
 * Holds the folder against a second writer until the answer is closed. The lock is the kernel's, so it ends with the process, however that ends.
 * @throws StoreLocked
 */
export function lockFolder(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  const holder = join(folder, 'lock.json');
  try {
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    lock.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== SQLITE_BUSY)
      throw asStoreError(error, `The lock of ${folder}`);
    const { pid, since } = existsSync(holder)
      ? JSON.parse(readFileSync(holder, 'utf8'))
      : { pid: 'unknown', since: 'just now' };
    throw new StoreError('store-locked', `The event store in ${folder} is in use by process ${pid} since ${since}.`);
  }
  writeFileSync(holder, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
  return lock;
}

/** Opens the log for its one writer, makes it when there is none, and brings an older format up to date. The folder must be locked. */
export function openLogForWriting(folder: string): DatabaseSync {
  const path = join(folder, 'log.sqlite');
  const log = new DatabaseSync(path, { timeout: 2_000 });
  try {
    log.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(log, path);
    log
      .prepare("INSERT INTO meta VALUES ('openedAt', ?) ON CONFLICT DO UPDATE SET value = excluded.value")
      .run(new Date().toISOString());
    assertDurable(log, path);
    return log;
  } catch (error) {
    log.close();
    throw asStoreError(error, path);
  }
}

export function openLogForReading(folder: string): DatabaseSync {
  const path = join(folder, 'log.sqlite');
  if (!existsSync(path)) throw new StoreError('store-unavailable', `There is no event store in ${folder}.`);
  const log = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
  try {
    const format = formatOf(log);
    if (format === MIGRATIONS.length) return log;
    throw new StoreError(
      'store-corrupt',
      `${path} has format ${format}; this Kierto reads format ${MIGRATIONS.length}.`,
    );
  } catch (error) {
    log.close();
    throw asStoreError(error, path);
  }
}

export function identityOf(log: DatabaseSync): Identity {
  const value = (name: string) => log.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.value;
  const identity = value('identity');
  if (typeof identity !== 'string') throw new StoreError('store-corrupt', 'The event store has lost its identity.');
  return { identity, epoch: Number(value('epoch')) };
}

/** @returns the new epoch @throws StoreLocked, StoreCorrupt */
export function startNewEpochIn(folder: string): number {
  const lock = lockFolder(folder);
  try {
    const log = openLogForWriting(folder);
    log.exec("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'epoch'");
    const { epoch } = identityOf(log);
    log.close();
    return epoch;
  } finally {
    lock.close();
  }
}

function formatOf(log: DatabaseSync): number {
  return Number(log.prepare('PRAGMA user_version').get()?.user_version);
}

/** Each step and its new format number are one transaction: a step that fails leaves the file as it was before it. */
function migrate(log: DatabaseSync, path: string): void {
  const format = formatOf(log);
  if (format > MIGRATIONS.length)
    throw new StoreError(
      'store-corrupt',
      `${path} has format ${format}; this Kierto knows formats up to ${MIGRATIONS.length}.`,
    );
  if (format === 0 && log.prepare('SELECT 1 FROM sqlite_schema').get())
    throw new StoreError('store-corrupt', `${path} is a database, but not an event store.`);
  for (let step = format; step < MIGRATIONS.length; step += 1) {
    log.exec('BEGIN IMMEDIATE');
    log.exec(MIGRATIONS[step]!);
    if (step === 0) log.prepare("INSERT INTO meta VALUES ('identity', ?), ('epoch', '1')").run(randomUUID());
    log.exec(`PRAGMA user_version = ${step + 1}; COMMIT`);
  }
}

/** A log that would lose acknowledged events on a power cut is not opened. Called after a write: only then are the settings in force. */
function assertDurable(log: DatabaseSync, path: string): void {
  const synchronous = log.prepare('PRAGMA synchronous').get()?.synchronous;
  const mode = log.prepare('PRAGMA journal_mode').get()?.journal_mode;
  if (synchronous !== 2 || mode !== 'wal')
    throw new StoreError(
      'store-unavailable',
      `${path} is not durable: synchronous is ${synchronous}, not 2 (FULL), in mode ${mode}.`,
    );
}
