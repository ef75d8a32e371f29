import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface LastBackup {
  /** When it was made, an instant. */
  readonly made: string;
  /** Where it lies, as whoever made it saw it. */
  readonly folder: string;
  readonly events: number;
}

/** What `kierto backup` left in the data folder; undefined where it never ran on this folder. */
export async function lastBackup(folder: string): Promise<LastBackup | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'last-backup.json'), 'utf8')) as LastBackup;
  } catch {
    // Whether a backup was made decides nothing here, so a file that cannot be read is as none.
    return undefined;
  }
}
