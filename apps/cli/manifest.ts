import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CannotDo } from './terminal.ts';

/** Lies in each backup, and is written last: without it a folder is no backup. */
export const manifestName = 'backup.json';

export interface BackupManifest {
  /** Of Kierto, whose formats the files have. */
  readonly version: string;
  /** When its log was taken, an instant. */
  readonly made: string;
  /** The event store that it is a backup of. */
  readonly of: { readonly store: string; readonly epoch: number };
  /** Id of the last event in it; missing when the log was empty. */
  readonly head?: string;
  readonly counts: Readonly<Record<'events' | 'streams' | 'texts' | 'forgotten', number>>;
  /** Whether the master keys lie in it. */
  readonly keys: boolean;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

export const backedUp = ['log.sqlite', 'vault.sqlite', 'master-keys.json'] as const;

export async function describeFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { bytes: statSync(path).size, sha256: hash.digest('hex') };
}

/** @throws CannotDo when the folder holds no whole backup */
export function readManifest(folder: string): BackupManifest {
  const path = join(folder, manifestName);
  if (!existsSync(path))
    throw new CannotDo(`${folder} is no backup, or not a whole one: there is no ${manifestName} in it.`);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as BackupManifest;
  } catch {
    throw new CannotDo(`${path} is damaged.`);
  }
}

/** @throws CannotDo naming the first file that is not as it was when the backup was made */
export async function checkFiles(folder: string, { files }: BackupManifest): Promise<void> {
  for (const [name, { sha256 }] of Object.entries(files)) {
    const path = join(folder, name);
    if (!existsSync(path)) throw new CannotDo(`${path} is missing, and the backup is not whole.`);
    if ((await describeFile(path)).sha256 !== sha256)
      throw new CannotDo(
        `${path} is not as it was when the backup was made (its SHA-256 differs). Take another backup.`,
      );
  }
}
