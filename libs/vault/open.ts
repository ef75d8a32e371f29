import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { VaultError } from './errors.ts';
import { createKeysFile, keysFileExists, keysFromFile, keysFromText, type MasterKeys, textOfKeysFile } from './keys.ts';
import { isSealed, sqlVault } from './sql.vault.ts';
import { openSqliteEngine } from './sqlite.engine.ts';
import type { Vault } from './vault.ts';

interface KeysAndUse {
  /** Content of KIERTO_MASTER_KEY: 32 bytes in base64, or several versions as `1:…,2:…`. The highest version seals. */
  readonly masterKeys?: string | undefined;
  /** A handle beside those that write, in this process, thread or another. Writing is refused with `vault-read-only`. */
  readonly readOnly?: boolean;
}

export interface SqliteVaultSettings extends KeysAndUse {
  readonly kind: 'sqlite';
  /** Made when missing. Holds `vault.sqlite` and, without `masterKeys`, `master-keys.json`. */
  readonly folder: string;
}

/** Any number of processes at once, on any number of machines. */
export interface PostgresVaultSettings extends KeysAndUse {
  readonly kind: 'postgres';
  /** `postgres://user:password@host:port/database`; the schema is `kierto`, unless `?search_path=…` names another. */
  readonly url: string;
  /**
   * Made when missing. Holds `master-keys.json`, where `masterKeys` is not given: processes of other machines need the same file, and
   * are refused with `key-wrong` when theirs is another.
   */
  readonly folder?: string | undefined;
}

export type VaultSettings = SqliteVaultSettings | PostgresVaultSettings;

/**
 * @throws VaultError `vault-locked` (another server has it), `vault-unavailable`, `vault-corrupt`, `vault-newer`,
 * `key-missing`, `key-wrong`, `keys-unreadable`, `keys-file-open-to-others`
 */
export async function openVault(settings: VaultSettings): Promise<Vault> {
  const { readOnly = false } = settings;
  const engine = await openEngine(settings, readOnly);
  try {
    return await sqlVault(engine, await keysFor(engine, settings), readOnly);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** @throws VaultError */
export async function openEngine(settings: VaultSettings, readOnly: boolean): Promise<Engine> {
  const { folder } = settings;
  if (folder !== undefined && !readOnly) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (settings.kind === 'sqlite') return openSqliteEngine(settings.folder, readOnly);
  // Its driver is loaded by those who need it.
  const { openPostgresEngine } = await import('./postgres.engine.ts');
  return openPostgresEngine(settings.url, readOnly);
}

const keysFileIn = (folder: string): string => join(folder, 'master-keys.json');

/** The master keys that a vault would be opened with, as KIERTO_MASTER_KEY holds them; undefined where there are none yet. */
export function masterKeysOf({ folder, masterKeys }: VaultSettings): string | undefined {
  if (masterKeys || folder === undefined) return masterKeys;
  const file = keysFileIn(folder);
  return keysFileExists(file) ? textOfKeysFile(file) : undefined;
}

/** Puts master keys into a folder that has none; `text` as KIERTO_MASTER_KEY holds them. */
export function saveMasterKeys(folder: string, text: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  createKeysFile(keysFileIn(folder), text);
}

/** Of several first starts together one makes the file, and all take the keys that lie in it. */
async function keysFor(engine: Engine, { folder, masterKeys, readOnly }: VaultSettings): Promise<MasterKeys> {
  if (masterKeys) return keysFromText(masterKeys);
  if (folder === undefined) {
    throw new VaultError('key-missing', 'The master keys are neither in KIERTO_MASTER_KEY nor in a folder.');
  }
  const file = keysFileIn(folder);
  if (!readOnly && !keysFileExists(file) && !(await isSealed(engine))) createKeysFile(file);
  return keysFromFile(file);
}
