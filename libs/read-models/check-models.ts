import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '#event-store';
import { readModels } from './models.ts';
import { ReadDatabase, readCheckpoint } from './read-database.ts';
import { liveFile } from './read-files.ts';

/** A read model as its file is, and why that does not fit the log, where it does not. */
export interface CheckedModel {
  readonly name: string;
  readonly problem?: string;
}

/** Looks at the files of the read models in a data folder, and changes none. One that was never built is nothing wrong, and left out. */
export async function checkModels(dataFolder: string, store: EventStore): Promise<readonly CheckedModel[]> {
  const folder = join(dataFolder, 'read');
  const built = readModels.filter(({ name }) => existsSync(liveFile(folder, name)));
  return Promise.all(
    built.map(async ({ name, version }) => {
      let database: ReadDatabase | undefined;
      try {
        database = new ReadDatabase(liveFile(folder, name), 'reading');
        const found = readCheckpoint(database);
        if (!found) return { name, problem: 'is not a finished one' };
        if (found.version !== version) return { name, problem: `has version ${found.version}, not ${version}` };
        if (found.at) await store.verify(found.at);
        return { name };
      } catch (error) {
        return { name, problem: (error as Error).message };
      } finally {
        database?.close();
      }
    }),
  );
}
