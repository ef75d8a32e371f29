import type { Limits } from './wilson.ts';

/**
 * Between which shares a group of `of` cases is expected to lie if its true share is `share`: the limits of a funnel plot. With
 * F the binomial distribution of the count and r the smallest count with F(r) ≥ p, the limit is (r − α) / of, where
 * α = (F(r) − p) / (F(r) − F(r − 1)) goes between the counts, so that the limits fall smoothly with the number of cases; p is
 * (1 − level) / 2 for the lower and (1 + level) / 2 for the upper one.
 *
 * Source: D. J. Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24, A.1.1.
 *
 * The limits are cut so that they lie within 0 to 1 and never on the wrong side of the share itself, which going between counts
 * would do in groups of very few. A share of 0 or 1 leaves nothing to chance: both limits are the share.
 * Undefined for no case. Throws a RangeError for a number of cases that is no whole number from 0, a share outside 0 to 1, or a level
 * that is not between. Takes about 30 √of steps.
 */
export function funnelLimits(of: number, share: number, level = 0.95): Limits | undefined {
  if (!(Number.isInteger(of) && of >= 0))
    throw new RangeError(`A number of cases is a whole number from 0, not ${of}.`);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A share lies within 0 to 1, not at ${share}.`);
  if (!(level > 0 && level < 1)) throw new RangeError(`A level lies between 0 and 1, not at ${level}.`);
  if (of === 0) return undefined;
  if (share === 0 || share === 1) return { low: share, high: share };
  const { first, cumulated } = binomial(of, share);
  const at = (probability: number): number => {
    const row = cumulated.findIndex((sum) => sum >= probability);
    const below = row > 0 ? cumulated[row - 1]! : 0;
    return (first + row - (cumulated[row]! - probability) / (cumulated[row]! - below)) / of;
  };
  return {
    low: Math.min(share, Math.max(0, at((1 - level) / 2))),
    high: Math.max(share, at((1 + level) / 2)),
  };
}

/**
 * The binomial distribution function from the count `first` on. Each probability follows from its neighbour's by
 * P(r + 1) / P(r) = (of − r) / (r + 1) · share / (1 − share), and all are divided by their sum, so that no factorial is needed. Counts
 * more than twelve standard deviations and thirty from the mean have no probability that a double could tell from 0.
 */
function binomial(of: number, share: number): { first: number; cumulated: Float64Array } {
  const mean = of * share;
  const far = 12 * Math.sqrt(mean * (1 - share)) + 30;
  const first = Math.max(0, Math.floor(mean - far));
  const last = Math.min(of, Math.ceil(mean + far));
  const probability = new Float64Array(last - first + 1);
  const middle = Math.min(of, Math.round(mean)) - first;
  const odds = share / (1 - share);
  probability[middle] = 1;
  for (let row = middle + 1; row < probability.length; row++) {
    probability[row] = ((probability[row - 1]! * (of - first - row + 1)) / (first + row)) * odds;
  }
  for (let row = middle - 1; row >= 0; row--) {
    probability[row] = (probability[row + 1]! * (first + row + 1)) / (of - first - row) / odds;
  }
  let sum = 0;
  const cumulated = probability.map((value) => {
    sum += value;
    return sum;
  });
  return { first, cumulated: cumulated.map((value) => value / sum) };
}
