import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface LastBackup {
  /** When it was made, an instant. */
  readonly made: string;
  readonly events: number;
}

/** What `kierto backup` left in the data folder; undefined where it never ran on this folder. */
export async function lastBackup(folder: string): Promise<LastBackup | undefined> {
  try {
    const { made, events } = JSON.parse(await readFile(join(folder, 'last-backup.json'), 'utf8')) as LastBackup;
    return { made, events };
  } catch {
    // Whether a backup was made decides nothing here, so a file that cannot be read is as none.
    return undefined;
  }
}
