import type { SurvivalCurve } from './kaplan-meier.ts';
import { standardErrorsAt } from './normal.ts';

/** In the unit of the times. */
export interface RestrictedMean {
  readonly mean: number;
  readonly standardError: number;
  /** Both limits are undefined where the standard error is 0: nothing happened before the horizon, or everything at once. */
  readonly low?: number;
  readonly high?: number;
}

/**
 * Mean time to the event within the horizon, where a case whose event comes later, or not at all, counts with the horizon itself:
 * the area under the survival curve from 0 to the horizon τ. Variance Σ Aᵢ² dᵢ / (nᵢ (nᵢ − dᵢ)) over the event times tᵢ ≤ τ, with Aᵢ
 * the area between tᵢ and τ. Interval mean ± z·se, cut at 0 and at the horizon.
 *
 * Sources: J. O. Irwin (1949), The standard error of an estimate of expectation of life, Journal of Hygiene 47; J. P. Klein and
 * M. L. Moeschberger (2003), Survival Analysis, 4.5. The same as `print(survfit(…), rmean = horizon)` in R.
 *
 * Undefined without a case, and where the horizon lies after the last time of all while survival is not 0: nobody was watched for
 * so long. Throws a RangeError for a horizon that is not above 0.
 */
export function restrictedMean(curve: SurvivalCurve, horizon: number): RestrictedMean | undefined {
  if (!(horizon > 0)) throw new RangeError(`A horizon lies above 0, not at ${horizon}.`);
  const last = curve.steps.at(-1);
  if (last === undefined || (horizon > last.time && last.survival > 0)) return undefined;
  let mean = 0;
  let variance = 0;
  // From the horizon backwards, so that `mean` is the area still to come when a step is met.
  let until = horizon;
  for (const { time, atRisk, events, survival } of curve.steps.toReversed()) {
    if (time > horizon) continue;
    mean += survival * (until - time);
    until = time;
    if (events < atRisk) variance += (mean * mean * events) / (atRisk * (atRisk - events));
  }
  mean += until;
  const standardError = Math.sqrt(variance);
  if (standardError === 0) return { mean, standardError };
  const reach = standardErrorsAt(curve.level) * standardError;
  return { mean, standardError, low: Math.max(0, mean - reach), high: Math.min(horizon, mean + reach) };
}
