import { StoreError } from './errors.ts';

/**
 * `again`: whether it was carried out is not known, or it was not because the server was not ready; trying again with the same
 * ids is safe. `wrong-version`: a race was lost. `refused`: trying again will not help.
 */
export type Outcome = 'again' | 'wrong-version' | 'refused';

/** What a call to EventStoreDB came to, without the driver's own classes and without what it was called with. */
export class DriverError extends Error {
  readonly outcome: Outcome;
  /** How many events the stream holds, when a race was lost. */
  readonly holds: number;

  constructor(outcome: Outcome, message: string, holds = 0) {
    super(message);
    this.name = 'DriverError';
    this.outcome = outcome;
    this.holds = holds;
  }
}

/** Types of the driver's errors after which the same call may succeed. */
const PASSING = new Set(['unavailable', 'cancelled', 'not-leader', 'timeout', 'deadline-exceeded']);
/** gRPC's CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS: some calls throw them raw. */
const PASSING_CODES = new Set([1, 4, 8, 10, 13, 14, 15]);
const PASSING_SENTENCES = /Failed to discover|Server Is (Not Ready|Too Busy|Busy)|No leader info/i;

/** Told apart by their fields: in a process with several copies of the driver, classes would not match. */
export function driverError(error: unknown): DriverError {
  if (error instanceof DriverError) return error;
  const { type, code, message = '', actualVersion } = error as ErrorOfDriver;
  if (type === 'wrong-expected-version')
    return new DriverError('wrong-version', message, typeof actualVersion === 'bigint' ? Number(actualVersion) + 1 : 0);
  const passing =
    (type !== undefined && PASSING.has(type)) ||
    (code !== undefined && PASSING_CODES.has(code)) ||
    PASSING_SENTENCES.test(message);
  return new DriverError(passing ? 'again' : 'refused', [type, message].filter(Boolean).join(': '));
}

interface ErrorOfDriver {
  readonly type?: string;
  readonly code?: number;
  readonly message?: string;
  readonly actualVersion?: unknown;
}

/** A call was refused for good, for instance because the user may not do it. */
export class RefusedByServer extends StoreError {
  constructor({ message }: DriverError) {
    super('store-unavailable', `EventStoreDB refuses this: ${message}.`);
  }
}

/** Milliseconds to wait after so many failures: 50, 100, 200 … up to 5 seconds, and up to half as much again by chance. */
export function pause(failures: number): number {
  const least = Math.min(50 * 2 ** (failures - 1), 5_000);
  return Math.min(least * (1 + Math.random() / 2), 5_000);
}
