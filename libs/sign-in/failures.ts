import type { Failures } from './credentials.ts';

/** So many failures within this time close for as long again; all in milliseconds. */
const mostFailures = 10;
const window = 15 * 60_000;

export const noFailures: Failures = { at: [] };

export const isClosed = ({ closedUntil = 0 }: Failures, now: number): boolean => now < closedUntil;

/** With one more. What is closed stays closed no longer for it: otherwise somebody could be kept out for ever. */
export function withFailure(failures: Failures, now: number): Failures {
  if (isClosed(failures, now)) return failures;
  const at = [...failures.at.filter((one) => one > now - window), now];
  return at.length < mostFailures ? { at } : { at: [], closedUntil: now + window };
}
