import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Checkpoint, EventStore, EventStoreSettings } from '#event-store';
import { FolderLocked } from './errors.ts';
import { patiently } from './patience.ts';
import { checkpointTable, ReadDatabase, readCheckpoint, writeCheckpoint } from './read-database.ts';
import type { ReadModel } from './read-model.ts';

/** What a worker of the read models is told when it starts. */
export interface WorkerData {
  readonly store: EventStoreSettings;
  /** Holds `<model>.sqlite`, and beside it `<model>.building.sqlite` while one is built anew. */
  readonly folder: string;
  readonly models: readonly string[];
}

/** Seconds by which the clock may have been set meanwhile. */
const tolerance = 60;

const inUse = (folder: string): string => join(folder, 'in-use.json');

/** Held by the one process that has the folder in use. Never opened with node:fs, which would drop the lock. */
const lockFile = 'in-use.lock';

/** A folder in use: nobody else may use it until it is left. */
export interface TakenFolder {
  /** Whether the machine went down under whoever had it in use. */
  readonly wentDown: boolean;
  /** Says that everything in the folder was closed. */
  leave(): void;
}

/**
 * Takes the folder into use: the views in it are one process's own, also where the log and the vault serve many. Nothing in it is
 * flushed to the disk, because all can be built again; so when the machine went down under whoever had it in use, what lies there
 * is not trusted and is deleted.
 * @throws FolderLocked
 */
export function takeFolder(folder: string): TakenFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  const bootedAt = Math.round(Date.now() / 1_000 - uptime());
  const before = bootOf(inUse(folder));
  const wentDown = before !== undefined && Math.abs(before - bootedAt) > tolerance;
  if (wentDown)
    for (const name of readdirSync(folder))
      if (!name.startsWith(lockFile)) rmSync(join(folder, name), { recursive: true });
  writeFileSync(inUse(folder), JSON.stringify({ bootedAt }));
  return {
    wentDown,
    leave() {
      rmSync(inUse(folder), { force: true });
      lock.close();
    },
  };
}

/** The lock is the kernel's: it ends with the process, however that ends. */
function lockFolder(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, lockFile), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    const busy = ((error as { errcode?: number }).errcode ?? 0) % 256 === sqliteBusy;
    throw busy ? new FolderLocked(folder) : error;
  }
}

const sqliteBusy = 5;

function bootOf(file: string): number | undefined {
  try {
    return Number(JSON.parse(readFileSync(file, 'utf8')).bootedAt);
  } catch {
    return undefined;
  }
}

export const liveFile = (folder: string, model: string): string => join(folder, `${model}.sqlite`);
const buildingFile = (folder: string, model: string): string => join(folder, `${model}.building.sqlite`);

export type Fitting =
  | { readonly database: ReadDatabase; readonly at: Checkpoint | undefined }
  | { readonly database: undefined; readonly why: string };

/** Opens a model's file to be followed up, or says why it has to be built anew. */
export async function openLive(folder: string, model: ReadModel, store: EventStore): Promise<Fitting> {
  let database: ReadDatabase | undefined;
  try {
    database = new ReadDatabase(liveFile(folder, model.name), 'live');
    const found = readCheckpoint(database);
    if (!found) throw new Error('is not a finished one');
    if (found.version !== model.version) throw new Error(`has version ${found.version}, not ${model.version}`);
    const { at } = found;
    if (at) await patiently(() => store.verify(at));
    return { database, at };
  } catch (error) {
    database?.close();
    return { database: undefined, why: (error as Error).message };
  }
}

/** Begins a model from nothing, beside the one that is there. */
export function openBuilding(folder: string, model: ReadModel): ReadDatabase {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  discardBuilding(folder, model.name);
  const database = new ReadDatabase(buildingFile(folder, model.name), 'building');
  if (model.rewritten) database.exec('PRAGMA cache_size = -65536');
  database.exec(checkpointTable);
  database.exec(model.tables);
  return database;
}

export function finishBuilding(database: ReadDatabase, model: ReadModel, at: Checkpoint | undefined): void {
  database.exec(model.indexes);
  writeCheckpoint(database, model.version, at);
  database.exec('PRAGMA optimize');
  database.close();
}

export function discardBuilding(folder: string, model: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(buildingFile(folder, model) + end, { force: true });
}

/** Puts the newly built file in the place of the old one, which nobody may have open. */
export function swapIn(folder: string, model: string): void {
  for (const end of ['-wal', '-shm']) rmSync(liveFile(folder, model) + end, { force: true });
  renameSync(buildingFile(folder, model), liveFile(folder, model));
}
