import { hash } from 'node:crypto';

/** The same id for the same step, so that what was broken off goes on where it was. */
export function commandOf(step: string): string {
  const digest = hash('sha256', `demo ${step}`, 'hex');
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digest.slice(from, to))
    .join('-');
}
