export { VaultError } from './errors.ts';
export { openVault, type VaultSettings } from './open.ts';
export type * from './vault.ts';
