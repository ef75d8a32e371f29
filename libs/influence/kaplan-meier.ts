import { standardErrorsAt } from './normal.ts';
import { survivalTable } from './risk-table.ts';

/** Times until an event, in any one unit (days), one for each case; a case whose event had not come by its time is censored. */
export interface SurvivalCases {
  /** From 0, finite. */
  readonly times: ArrayLike<number>;
  /** 1: the event came at the time; 0: it had not come by then. */
  readonly events: ArrayLike<number>;
}

export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  /** Share of cases for which the event has not come by this time, the time included. */
  readonly survival: number;
  /** Undefined from the time on at which survival is 0. */
  readonly standardError?: number;
  /** Both limits are undefined where survival is 1 or 0: there the curve says nothing about its own uncertainty. */
  readonly low?: number;
  readonly high?: number;
}

/** A time and the limits of its interval; each is undefined where its curve does not come down so far. */
export interface EstimatedTime {
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
}

export interface SurvivalCurve {
  readonly cases: number;
  readonly level: number;
  /** One for each distinct time, those of censorings alone included, in order of time; before the first one survival is 1. */
  readonly steps: readonly SurvivalStep[];
  readonly median: EstimatedTime;
}

/**
 * Product-limit estimate of survival: S(t) = Π (1 − dᵢ / nᵢ) over the times tᵢ ≤ t, with dᵢ events among nᵢ at risk.
 * Standard error by Greenwood: S(t) √Σ dᵢ / (nᵢ (nᵢ − dᵢ)). Interval on the scale log(−log S):
 * S(t)^exp(± z·se / (S log S)), which stays between 0 and 1.
 *
 * Sources: E. L. Kaplan and P. Meier (1958), Nonparametric estimation from incomplete observations, JASA 53; M. Greenwood (1926),
 * The errors of sampling of the survivorship tables; J. D. Kalbfleisch and R. L. Prentice (1980), The Statistical Analysis of
 * Failure Time Data, 1.3 (the interval). The same as R's `survfit(…, conf.type = "log-log")`.
 *
 * Without a case there is no step and no median. Throws a RangeError for lists of different length, a time that is no finite
 * number from 0, an event that is neither 0 nor 1, or a level outside 0 to 1.
 * @param level of the pointwise intervals
 */
export function kaplanMeier({ times, events }: SurvivalCases, level = 0.95): SurvivalCurve {
  const table = survivalTable(times, events);
  const reach = standardErrorsAt(level);
  let survival = 1;
  let greenwood = 0;
  const steps = Array.from(table.times, (time, row): SurvivalStep => {
    const [atRisk, died] = [table.atRisk[row]!, table.events[row]!];
    survival *= (atRisk - died) / atRisk;
    // Where nobody is left survival is 0, and the sum is not needed any more.
    if (died < atRisk) greenwood += died / (atRisk * (atRisk - died));
    const counted = { time, atRisk, events: died, censored: table.censored[row]!, survival };
    if (survival === 0) return counted;
    const standardError = survival * Math.sqrt(greenwood);
    if (survival === 1) return { ...counted, standardError };
    const factor = Math.exp((reach * Math.sqrt(greenwood)) / Math.abs(Math.log(survival)));
    return { ...counted, standardError, low: survival ** factor, high: survival ** (1 / factor) };
  });
  const curve = { cases: times.length, level, steps };
  return { ...curve, median: quantile(curve, 0.5) };
}

/** Two numbers of a curve that differ by less are the same number; R's tolerance. */
const tolerance = Math.sqrt(Number.EPSILON);

/**
 * The first time by which the event has come for at least `share` of the cases; where survival is exactly 1 − share for a while,
 * the middle of that while. Its limits are the times at which the limits of the curve come down so far.
 *
 * Sources: R. Brookmeyer and J. Crowley (1982), A confidence interval for the median survival time, Biometrics 38; the middle as in
 * R's `quantile(survfit(…))`. Throws a RangeError for a share outside 0 to 1, both excluded.
 */
export function quantile(curve: Pick<SurvivalCurve, 'steps'>, share: number): EstimatedTime {
  if (!(share > 0 && share < 1)) throw new RangeError(`A quantile lies between 0 and 1, not at ${share}.`);
  const value = timeAt(curve.steps, ({ survival }) => survival, 1 - share);
  const low = timeAt(curve.steps, (step) => step.low, 1 - share);
  const high = timeAt(curve.steps, (step) => step.high, 1 - share);
  return {
    ...(value !== undefined && { value }),
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
  };
}

function timeAt(
  steps: readonly SurvivalStep[],
  heightOf: (step: SurvivalStep) => number | undefined,
  height: number,
): number | undefined {
  const reached = steps.find((step) => (heightOf(step) ?? Number.POSITIVE_INFINITY) <= height + tolerance);
  if (reached === undefined || heightOf(reached)! < height - tolerance) return reached?.time;
  const left = steps.find((step) => (heightOf(step) ?? Number.POSITIVE_INFINITY) < height - tolerance);
  return (reached.time + (left ?? steps.at(-1)!).time) / 2;
}

/** The last step at or before the time, by halving. */
function stepAt(steps: readonly SurvivalStep[], time: number): number {
  let [from, to] = [-1, steps.length - 1];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (steps[middle]!.time <= time) from = middle;
    else to = middle - 1;
  }
  return from;
}

/**
 * Survival at a time, between 0 and 1. Undefined without a case, and after the last time of all unless survival is 0 by then:
 * nobody was watched for so long.
 */
export function survivalAt({ steps }: Pick<SurvivalCurve, 'steps'>, time: number): number | undefined {
  const last = steps.at(-1);
  if (last === undefined || (time > last.time && last.survival > 0)) return undefined;
  return steps[stepAt(steps, time)]?.survival ?? 1;
}

/** How many were at risk just before the time: neither come to their event nor censored earlier. */
export function atRiskAt({ steps }: Pick<SurvivalCurve, 'steps'>, time: number): number {
  const before = stepAt(steps, time);
  if (steps[before]?.time === time) return steps[before].atRisk;
  return steps[before + 1]?.atRisk ?? 0;
}
