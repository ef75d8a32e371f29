import { standardErrorsAt } from './normal.ts';

export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** Throws a RangeError unless they are whole numbers and 0 ≤ yes ≤ of. */
export function checkCount(yes: number, of: number): void {
  if (!(Number.isInteger(yes) && Number.isInteger(of) && yes >= 0 && yes <= of)) {
    throw new RangeError(`${yes} of ${of} is no count.`);
  }
}

/**
 * Interval of a share of independent cases: (2np + z² ± z √(z² + 4np(1 − p))) / (2(n + z²)), with p = yes / of and n = of. It lies
 * within 0 to 1 and contains the share; of 0 of n the lower limit is 0, of n of n the upper one is 1.
 *
 * Sources: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22; R. G. Newcombe (1998),
 * Two-sided confidence intervals for the single proportion: comparison of seven methods, Statistics in Medicine 17, method 3.
 *
 * Undefined for a share of nothing. Throws a RangeError for what is no count, or a level outside 0 to 1.
 */
export function wilson(yes: number, of: number, level = 0.95): Limits | undefined {
  checkCount(yes, of);
  const z = standardErrorsAt(level);
  if (of === 0) return undefined;
  const spread = z * Math.sqrt(z * z + (4 * yes * (of - yes)) / of);
  const [middle, size] = [2 * yes + z * z, 2 * (of + z * z)];
  return { low: yes === 0 ? 0 : (middle - spread) / size, high: yes === of ? 1 : (middle + spread) / size };
}
