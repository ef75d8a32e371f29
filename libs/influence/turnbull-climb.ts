/** So many cases are known to lie in one of the cells from the first to the last, both included. */
export interface Pattern {
  readonly first: number;
  readonly last: number;
  readonly cases: number;
}

/** How much the log likelihood per case may at most lie under the highest one. */
const tolerance = 1e-10;
const mostTurns = 10_000;

/**
 * The probabilities of cells that make the patterns most likely, and whether `tolerance` was reached within 10 000 turns.
 *
 * A turn is one step of the EM algorithm (self-consistency), which always climbs but slowly, and one of the iterative convex minorant,
 * which is fast and can bring a cell to 0 and back: together they always arrive. The rise still possible is never more than
 * the largest slope towards one cell alone, which is what the tolerance is compared with.
 *
 * Sources: J. A. Wellner and Y. Zhan (1997), A hybrid algorithm for computation of the nonparametric maximum likelihood estimator from
 * censored data, JASA 92; G. Jongbloed (1998), The iterative convex minorant algorithm for nonparametric estimation, Journal of
 * Computational and Graphical Statistics 7 (halving).
 */
export function climb(
  patterns: readonly Pattern[],
  cells: number,
): { probabilities: Float64Array; converged: boolean } {
  const cases = patterns.reduce((sum, pattern) => sum + pattern.cases, 0);
  // Distribution function: what comes before each cell; the last entry is all.
  let before: Float64Array = Float64Array.from({ length: cells + 1 }, (_, cell) => cell / cells);
  for (let turn = 0; turn < mostTurns && cells > 1; turn++) {
    const slopes = slopesAt(before, patterns, cases);
    if (slopes.reduce((most, slope) => Math.max(most, slope)) - 1 <= tolerance) {
      return { probabilities: probabilitiesOf(before), converged: true };
    }
    before = convexMinorantStep(selfConsistentStep(before, slopes), patterns);
  }
  return { probabilities: probabilitiesOf(before), converged: cells <= 1 };
}

const probabilitiesOf = (before: Float64Array): Float64Array =>
  Float64Array.from({ length: before.length - 1 }, (_, cell) => before[cell + 1]! - before[cell]!);

/** For each cell the slope of the log likelihood per case; at its top 1 for each cell with a probability, and at most 1 for the others. */
function slopesAt(before: Float64Array, patterns: readonly Pattern[], cases: number): Float64Array {
  const slopes = new Float64Array(before.length);
  for (const { first, last, cases: count } of patterns) {
    const part = count / cases / (before[last + 1]! - before[first]!);
    slopes[first]! += part;
    slopes[last + 1]! -= part;
  }
  for (let cell = 1; cell < slopes.length; cell++) slopes[cell]! += slopes[cell - 1]!;
  return slopes.subarray(0, -1);
}

/** Each cell gets the mean of its probability given the patterns: its own times its slope. */
function selfConsistentStep(before: Float64Array, slopes: Float64Array): Float64Array {
  const next = new Float64Array(before.length);
  for (let cell = 0; cell < slopes.length; cell++) {
    next[cell + 1] = next[cell]! + (before[cell + 1]! - before[cell]!) * Math.max(0, slopes[cell]!);
  }
  const all = next[slopes.length]!;
  return next.map((value) => value / all);
}

function logLikelihood(before: Float64Array, patterns: readonly Pattern[]): number {
  let sum = 0;
  for (const { first, last, cases } of patterns) {
    const probability = before[last + 1]! - before[first]!;
    if (!(probability > 0)) return Number.NEGATIVE_INFINITY;
    sum += cases * Math.log(probability);
  }
  return sum;
}

/**
 * Newton's step for each value of the distribution function alone, made to rise again by isotonic regression, and halved until the
 * likelihood does not fall.
 */
function convexMinorantStep(before: Float64Array, patterns: readonly Pattern[]): Float64Array {
  const inner = before.length - 2;
  const slope = new Float64Array(before.length);
  const weight = new Float64Array(before.length);
  for (const { first, last, cases } of patterns) {
    const probability = before[last + 1]! - before[first]!;
    slope[last + 1]! += cases / probability;
    slope[first]! -= cases / probability;
    weight[last + 1]! += cases / (probability * probability);
    weight[first]! += cases / (probability * probability);
  }
  const goal = new Float64Array(inner);
  for (let i = 0; i < inner; i++) goal[i] = before[i + 1]! + slope[i + 1]! / weight[i + 1]!;
  const rising = isotonic(goal, weight.subarray(1, -1));
  const target = Float64Array.from(before, (value, i) =>
    i === 0 || i > inner ? value : Math.min(1, Math.max(0, rising[i - 1]!)),
  );
  const start = logLikelihood(before, patterns);
  for (let part = 1; part > 1e-6; part /= 2) {
    const next = before.map((value, i) => value + part * (target[i]! - value));
    if (logLikelihood(next, patterns) >= start) return next;
  }
  return before;
}

/**
 * The values nearest to these, by weighted squares, that never fall: neighbours that fall are pooled to their mean.
 * Source: R. E. Barlow et al. (1972), Statistical Inference under Order Restrictions.
 */
function isotonic(values: Float64Array, weights: Float64Array): Float64Array {
  const means: number[] = [];
  const sums: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < values.length; i++) {
    let [mean, sum] = [values[i]!, weights[i]!];
    while (means.length > 0 && means.at(-1)! >= mean) {
      const sumBefore = sums.pop()!;
      mean = (means.pop()! * sumBefore + mean * sum) / (sumBefore + sum);
      sum += sumBefore;
      ends.pop();
    }
    means.push(mean);
    sums.push(sum);
    ends.push(i + 1);
  }
  const rising = new Float64Array(values.length);
  for (const [block, mean] of means.entries()) rising.fill(mean, ends[block - 1] ?? 0, ends[block]!);
  return rising;
}
