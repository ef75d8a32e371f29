import { standardErrorsAt } from './normal.ts';
import { riskTable } from './risk-table.ts';

/** Times until an end of one of several kinds, in any one unit (days), one for each case. */
export interface CompetingCases {
  /** From 0, finite. */
  readonly times: ArrayLike<number>;
  /** 0: no end had come by the time; from 1: which end came at the time. */
  readonly causes: ArrayLike<number>;
}

export interface IncidenceStep {
  readonly time: number;
  readonly atRisk: number;
  /** Ends by the cause that was asked for. */
  readonly events: number;
  /** Ends by any other cause. */
  readonly others: number;
  readonly censored: number;
  /** Share of cases that have come to this end by the time, the time included. */
  readonly incidence: number;
  /** Undefined where the incidence is 1. */
  readonly standardError?: number;
  /** Both limits are undefined where the incidence is 0 or 1: there the curve says nothing about its own uncertainty. */
  readonly low?: number;
  readonly high?: number;
}

export interface IncidenceCurve {
  readonly cases: number;
  readonly level: number;
  /** One for each distinct time, in order of time; before the first one the incidence is 0. */
  readonly steps: readonly IncidenceStep[];
}

/**
 * Share of cases that come to one end while others compete: F(t) = Σ S(tᵢ−) dᵢ / nᵢ over the times tᵢ ≤ t, with dᵢ such ends among nᵢ
 * at risk and S the Kaplan–Meier survival of all ends together. The incidences of all ends and S add up to 1; one minus the
 * Kaplan–Meier curve of one end, the others censored, would be too high.
 *
 * The variance is that of the Aalen–Johansen estimator by the recursion of Greenwood's type: with the multinomial shares q = (all ends)
 * / nᵢ and r = dᵢ / nᵢ, Var F grows by 2 r Cov(S, F) + r² Var S + S² r (1 − r) / nᵢ, while Cov(S, F) and Var S are carried along in the same
 * way. With one end only it is Greenwood's. Interval on the scale log(−log(1 − F)).
 *
 * Sources: O. O. Aalen and S. Johansen (1978), An empirical transition matrix for non-homogeneous Markov chains based on censored
 * observations, Scandinavian Journal of Statistics 5; P. K. Andersen, Ø. Borgan, R. D. Gill and N. Keiding (1993), Statistical Models
 * Based on Counting Processes, IV.4 (variance); J. J. Gaynor et al. (1993), On the use of cause-specific failure and conditional
 * failure probabilities, JASA 88. The same as R's `summary(etmCIF(…), ci.fun = "cloglog")`.
 *
 * Without a case there is no step. Throws a RangeError for lists of different length, a time that is no finite number from 0, a cause
 * that is no whole number from 0 (or, of interest, from 1), or a level outside 0 to 1.
 */
export function cumulativeIncidence({ times, causes }: CompetingCases, cause: number, level = 0.95): IncidenceCurve {
  if (!(Number.isInteger(cause) && cause > 0)) {
    throw new RangeError(`A cause of interest is a whole number from 1, not ${cause}.`);
  }
  const table = riskTable(times, causes, cause);
  const reach = standardErrorsAt(level);
  let [survival, incidence, ended] = [1, 0, 0];
  let [varianceOfSurvival, covariance, variance] = [0, 0, 0];
  const steps = Array.from(table.times, (time, row): IncidenceStep => {
    const [atRisk, events, others] = [table.atRisk[row]!, table.events[row]!, table.others[row]!];
    const stay = (atRisk - events - others) / atRisk;
    const [leave, share] = [1 - stay, events / atRisk];
    const square = (survival * survival) / atRisk;
    variance += 2 * share * covariance + share * share * varianceOfSurvival + square * share * (1 - share);
    covariance = stay * (covariance + share * varianceOfSurvival) - square * share * stay;
    varianceOfSurvival = stay * stay * varianceOfSurvival + square * leave * stay;
    incidence += survival * share;
    survival *= stay;
    ended += others;
    // If everybody has come to this end, rounding must not say otherwise.
    if (survival === 0 && ended === 0) incidence = 1;
    const counted = { time, atRisk, events, others, censored: table.censored[row]!, incidence };
    if (incidence >= 1) return counted;
    if (incidence === 0) return { ...counted, standardError: 0 };
    const standardError = Math.sqrt(Math.max(0, variance));
    const left = 1 - incidence;
    const factor = Math.exp((reach * standardError) / (left * Math.abs(Math.log(left))));
    return { ...counted, standardError, low: 1 - left ** (1 / factor), high: 1 - left ** factor };
  });
  return { cases: times.length, level, steps };
}
