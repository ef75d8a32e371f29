import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import type { Checkpoint, EventStore, EventStoreSettings } from '#event-store';
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

/**
 * Takes the folder into use. Nothing in it is flushed to the disk, because all can be built again; so when the machine went
 * down under whoever had it in use, what lies there is not trusted and is deleted. @returns whether that was so
 */
export function takeFolder(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const bootedAt = Math.round(Date.now() / 1_000 - uptime());
  const before = bootOf(inUse(folder));
  const wentDown = before !== undefined && Math.abs(before - bootedAt) > tolerance;
  if (wentDown) rmSync(folder, { recursive: true });
  if (wentDown) mkdirSync(folder, { mode: 0o700 });
  writeFileSync(inUse(folder), JSON.stringify({ bootedAt }));
  return wentDown;
}

function bootOf(file: string): number | undefined {
  try {
    return Number(JSON.parse(readFileSync(file, 'utf8')).bootedAt);
  } catch {
    return undefined;
  }
}

/** Says that everything in the folder was closed. */
export const leaveFolder = (folder: string): void => rmSync(inUse(folder), { force: true });

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
    if (found.at) await store.verify(found.at);
    return { database, at: found.at };
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
