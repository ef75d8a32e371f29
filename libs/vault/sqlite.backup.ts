import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { backUpTo } from './sqlite.connection.ts';

/**
 * Copies the vault of `folder` as it is at one moment into `file`, which is made, also while others write.
 * @throws VaultError `vault-unavailable` when there is none
 */
export async function backUpVault(folder: string, file: string): Promise<void> {
  closeSync(openSync(file, 'wx', 0o600));
  await backUpTo(join(folder, 'vault.sqlite'), file);
}
