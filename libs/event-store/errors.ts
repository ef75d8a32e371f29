export type StoreErrorCode =
  | 'wrong-version'
  | 'too-large'
  | 'store-unavailable'
  | 'checkpoint-mismatch'
  | 'store-locked'
  | 'store-corrupt';

/** Errors of the store are told apart by `code`, which survives copies of this module and crossing threads. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.name = 'StoreError';
    this.code = code;
  }
}
