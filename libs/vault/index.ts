export { compareRows, type RowsCompared } from './copy-rows.ts';
export { VaultError } from './errors.ts';
export {
  masterKeysOf,
  openVault,
  type PostgresVaultSettings,
  type SqliteVaultSettings,
  saveMasterKeys,
  type VaultSettings,
} from './open.ts';
export { openVaultRows, type Row, tableNames, type VaultRows } from './rows.ts';
export { backUpVault } from './sqlite.backup.ts';
export type * from './stores.ts';
export type * from './vault.ts';
