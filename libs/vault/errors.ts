export type VaultErrorCode =
  | 'vault-locked'
  | 'vault-unavailable'
  | 'vault-corrupt'
  | 'vault-newer'
  | 'vault-read-only'
  | 'key-missing'
  | 'key-wrong'
  | 'keys-unreadable'
  | 'keys-file-open-to-others'
  | 'keys-from-environment'
  | 'not-plain-text';

/** Errors of the vault are told apart by `code`, which survives threads and copies of this module. Their sentences name rows and never hold words. */
export class VaultError extends Error {
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string) {
    super(message);
    this.name = 'VaultError';
    this.code = code;
  }
}
