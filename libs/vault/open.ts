import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { createKeysFile, keysFileExists, keysFromFile, keysFromText, type MasterKeys } from './keys.ts';
import { isSealed, sqlVault } from './sql.vault.ts';
import { openSqliteEngine } from './sqlite.engine.ts';
import type { Vault } from './vault.ts';

export interface VaultSettings {
  readonly kind: 'sqlite';
  /** Made when missing. Holds `vault.sqlite` and, without `masterKeys`, `master-keys.json`. */
  readonly folder: string;
  /** Content of KIERTO_MASTER_KEY: 32 bytes in base64, or several versions as `1:…,2:…`. The highest version seals. */
  readonly masterKeys?: string | undefined;
  /** A handle beside the one that writes, in this process, thread or another. Writing is refused with `vault-read-only`. */
  readonly readOnly?: boolean;
}

/**
 * @throws VaultError `vault-locked` (another server has it), `vault-unavailable`, `vault-corrupt`, `vault-newer`,
 * `key-missing`, `key-wrong`, `keys-unreadable`, `keys-file-open-to-others`
 */
export async function openVault(settings: VaultSettings): Promise<Vault> {
  const { folder, readOnly = false } = settings;
  if (!readOnly) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const engine = await openSqliteEngine(folder, readOnly);
  try {
    return await sqlVault(engine, await keysFor(engine, settings), readOnly);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Under the engine's lock, so that two first starts do not make two sets of keys. */
async function keysFor(engine: Engine, { folder, masterKeys, readOnly }: VaultSettings): Promise<MasterKeys> {
  if (masterKeys) return keysFromText(masterKeys);
  const file = join(folder, 'master-keys.json');
  if (!readOnly && !keysFileExists(file) && !(await isSealed(engine))) createKeysFile(file);
  return keysFromFile(file);
}
