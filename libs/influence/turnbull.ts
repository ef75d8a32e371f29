import { checkTime } from './risk-table.ts';
import { climb, type Pattern } from './turnbull-climb.ts';

/** Times of which only is known between which two they lie, in any one unit (days), one for each case. */
export interface IntervalCases {
  /** From 0, finite. */
  readonly lowers: ArrayLike<number>;
  /** Equal to the lower one: known exactly. Infinity: the event had not come by the lower one (censored). */
  readonly uppers: ArrayLike<number>;
}

/** Where the event comes with some probability; without `to` it comes at any time after `from`, or never. */
export interface TurnbullStep {
  readonly from: number;
  /** Whether the event comes only after `from`, because somebody was then still without it; `to` is always included. */
  readonly after: boolean;
  readonly to?: number;
  readonly probability: number;
}

export interface TurnbullCurve {
  readonly cases: number;
  /** In order of time; the probabilities are above 0 and add up to 1. */
  readonly steps: readonly TurnbullStep[];
  /** The first step by which the event has come for one half; undefined where that is not reached before all are censored. */
  readonly median?: { readonly from: number; readonly to: number };
  /** Whether the stated tolerance was reached; if not, the steps are the best that was found. */
  readonly converged: boolean;
}

/** An end of an interval. At one time the order is: from here on, up to here, after here. */
interface End {
  readonly time: number;
  readonly order: 0 | 1 | 2;
}
const inOrder = (one: End, other: End): number =>
  one.time === other.time ? one.order - other.order : one.time - other.time;

/** An innermost interval: a beginning that is followed by an end, with neither in between. */
interface Innermost {
  readonly begin: End;
  readonly end: End;
}

/**
 * Survival where times are known only to lie in intervals: the distribution that makes the observed intervals most likely. It puts
 * probability only on the innermost intervals, and is self-consistent: each of them has the mean, over all cases, of the probability
 * that the case's event lies in it, given that it lies in the case's own interval. Where within an innermost interval the probability
 * lies, nobody can say.
 *
 * Convention: an event is observed in [lower, upper], both included; one that is censored lies in (lower, Infinity). Where all times
 * are exact or censored this is the Kaplan–Meier estimate.
 *
 * Worked out by the steps of the EM algorithm in turns with iterative convex minorants (turnbull-climb.ts), until no other distribution
 * can have a log likelihood per case higher by more than 1e-10. Probabilities below a thousandth of one case are then taken for 0.
 *
 * Sources: R. Peto (1973), Experimental survival curves for interval-censored data, Applied Statistics 22; B. W. Turnbull (1976),
 * The empirical distribution function with arbitrarily grouped, censored and truncated data, JRSS B 38; R. Gentleman and C. J. Geyer
 * (1994), Maximum likelihood for interval censored data: consistency and computation, Biometrika 81 (when it is reached).
 *
 * Without a case there is no step and no median. Throws a RangeError for lists of different length, a lower time that is no finite
 * number from 0, or an upper one below it. O(n log n), and each turn in the number of different intervals.
 */
export function turnbull({ lowers, uppers }: IntervalCases): TurnbullCurve {
  const observed = distinctIntervals(lowers, uppers);
  const innermost = innermostOf(observed);
  const patterns = observed.map(
    ({ begin, end, cases }): Pattern => ({
      first: firstFrom(innermost, ({ begin: inner }) => inOrder(inner, begin) >= 0),
      last: firstFrom(innermost, ({ end: inner }) => inOrder(inner, end) > 0) - 1,
      cases,
    }),
  );
  const { probabilities, converged } = climb(patterns, innermost.length);
  const least = 1 / (1000 * lowers.length);
  const kept = probabilities.reduce((sum, probability) => sum + (probability >= least ? probability : 0), 0);
  const steps = innermost.flatMap(({ begin, end }, index): TurnbullStep[] => {
    const probability = probabilities[index]!;
    if (probability < least) return [];
    const step = { from: begin.time, after: begin.order === 2, probability: probability / kept };
    return [end.time === Number.POSITIVE_INFINITY ? step : { ...step, to: end.time }];
  });
  const median = medianOf(steps);
  return { cases: lowers.length, steps, ...(median && { median }), converged };
}

function medianOf(steps: readonly TurnbullStep[]): { from: number; to: number } | undefined {
  let reached = 0;
  for (const { from, to, probability } of steps) {
    reached += probability;
    // A half that is reached just so is reached, whatever the tolerance left of it.
    if (reached >= 0.5 - 1e-6) return to === undefined ? undefined : { from, to };
  }
  return undefined;
}

/**
 * Between which two values survival at a time lies, the time included. They differ where the time lies within a step: from its beginning
 * on some of its probability may have come, up to its end it need not have. Undefined without a case.
 */
export function turnbullSurvivalAt(
  { steps }: Pick<TurnbullCurve, 'steps'>,
  time: number,
): { readonly low: number; readonly high: number } | undefined {
  if (steps.length === 0) return undefined;
  let [low, high] = [0, 0];
  for (const { from, after, to, probability } of steps) {
    if (from > time || (after && from === time)) low += probability;
    if (to === undefined || to > time) high += probability;
  }
  return { low: Math.min(1, low), high: Math.min(1, high) };
}

interface Observed extends Innermost {
  readonly cases: number;
}

function distinctIntervals(lowers: ArrayLike<number>, uppers: ArrayLike<number>): Observed[] {
  if (lowers.length !== uppers.length) {
    throw new RangeError(`There are ${lowers.length} lower and ${uppers.length} upper times.`);
  }
  const counts = new Map<number, Map<number, number>>();
  for (let i = 0; i < lowers.length; i++) {
    const [lower, upper] = [lowers[i], uppers[i]!];
    checkTime(lower);
    if (!(upper >= lower)) throw new RangeError(`An interval cannot go from ${lower} to ${upper}.`);
    const ofLower = counts.get(lower) ?? new Map<number, number>();
    counts.set(lower, ofLower.set(upper, (ofLower.get(upper) ?? 0) + 1));
  }
  const intervals: Observed[] = [];
  for (const [lower, ofLower] of counts) {
    for (const [upper, cases] of ofLower) {
      const begin: End = { time: lower, order: upper === Number.POSITIVE_INFINITY ? 2 : 0 };
      intervals.push({ begin, end: { time: upper, order: 1 }, cases });
    }
  }
  return intervals;
}

function innermostOf(intervals: readonly Observed[]): Innermost[] {
  const ends = intervals.flatMap(({ begin, end }) => [begin, end]).sort(inOrder);
  return ends.flatMap((end, index) => {
    const begin = ends[index - 1];
    return end.order === 1 && begin !== undefined && begin.order !== 1 ? [{ begin, end }] : [];
  });
}

/** Index of the first for which it holds, by halving; if for none, their number. It holds for all after the first. */
function firstFrom(all: readonly Innermost[], holds: (one: Innermost) => boolean): number {
  let [from, to] = [0, all.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(all[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}
