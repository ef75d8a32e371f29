import { chiSquareTail } from './chi-square.ts';
import type { SurvivalCases } from './kaplan-meier.ts';
import { survivalTable } from './risk-table.ts';

export interface LogRank {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Probability of a chi square at least so large if the groups did not differ. */
  readonly p: number;
  /** Events of each group, in the order of the groups. */
  readonly observed: readonly number[];
  /** Events of each group if they had come to all who were at risk alike. */
  readonly expected: readonly number[];
}

/**
 * Log-rank test of whether the events come equally fast in all groups. At each time tᵢ with dᵢ events among nᵢ at risk, group g with
 * nᵢg at risk is expected to have Eᵢg = dᵢ nᵢg / nᵢ of them, with covariances
 * dᵢ (nᵢ − dᵢ) / (nᵢ − 1) · nᵢg / nᵢ · (δgh − nᵢh / nᵢ). Chi square = (O − E)ᵀ V⁻¹ (O − E) without the last group.
 *
 * Sources: N. Mantel (1966), Evaluation of survival data and two new rank order statistics arising in its consideration;
 * R. Peto and J. Peto (1972), Asymptotically efficient rank invariant test procedures, JRSS A 135. The same as R's `survdiff`.
 *
 * Groups in which no event is expected are left out of the degrees of freedom, as in R. Undefined where fewer than two groups are
 * left, or where the events say nothing about a difference (all who were at risk had theirs at the same time). Throws a RangeError
 * for bad times or events, see `kaplanMeier`. O(n log n) and for each distinct event time the square of the number of groups.
 */
export function logRank(groups: readonly SurvivalCases[]): LogRank | undefined {
  const tables = groups.map(({ times, events }) => survivalTable(times, events));
  const eventTimes = new Set<number>();
  for (const table of tables) {
    for (let row = 0; row < table.times.length; row++) if (table.events[row]! > 0) eventTimes.add(table.times[row]!);
  }
  const width = groups.length;
  const observed = new Array<number>(width).fill(0);
  const expected = new Array<number>(width).fill(0);
  const covariance = Array.from({ length: width }, () => new Float64Array(width));
  const rows = new Array<number>(width).fill(0);
  const atRisk = new Float64Array(width);
  for (const time of Float64Array.from(eventTimes).sort()) {
    let [all, events] = [0, 0];
    for (const [group, table] of tables.entries()) {
      let row = rows[group]!;
      while (row < table.times.length && table.times[row]! < time) row++;
      rows[group] = row;
      atRisk[group] = table.atRisk[row] ?? 0;
      const came = table.times[row] === time ? table.events[row]! : 0;
      observed[group]! += came;
      all += atRisk[group]!;
      events += came;
    }
    const spread = all > 1 ? (events * (all - events)) / (all - 1) : 0;
    for (let one = 0; one < width; one++) {
      const share = atRisk[one]! / all;
      expected[one]! += events * share;
      const line = covariance[one]!;
      line[one]! += spread * share;
      for (let other = 0; other < width; other++) line[other]! -= (spread * share * atRisk[other]!) / all;
    }
  }
  const compared = [...expected.keys()].filter((group) => expected[group]! > 0);
  const degreesOfFreedom = compared.length - 1;
  if (degreesOfFreedom < 1) return undefined;
  const kept = compared.slice(0, -1);
  const chiSquare = quadraticForm(
    kept.map((one) => kept.map((other) => covariance[one]![other]!)),
    kept.map((group) => observed[group]! - expected[group]!),
  );
  if (chiSquare === undefined) return undefined;
  return { chiSquare, degreesOfFreedom, p: chiSquareTail(chiSquare, degreesOfFreedom), observed, expected };
}

/** xᵀ V⁻¹ x by Cholesky's factors V = L Lᵀ: the square of the length of L⁻¹ x. Undefined for a V that has no inverse. */
function quadraticForm(v: readonly number[][], x: readonly number[]): number | undefined {
  const factor = v.map((line) => [...line]);
  const solved: number[] = [];
  for (const [i, line] of factor.entries()) {
    for (let j = 0; j <= i; j++) {
      let rest = line[j]!;
      for (let k = 0; k < j; k++) rest -= line[k]! * factor[j]![k]!;
      if (j < i) line[j] = rest / factor[j]![j]!;
      else if (rest > 1e-10 * v[i]![i]!) line[i] = Math.sqrt(rest);
      else return undefined;
    }
    let rest = x[i]!;
    for (let k = 0; k < i; k++) rest -= line[k]! * solved[k]!;
    solved.push(rest / line[i]!);
  }
  return solved.reduce((sum, value) => sum + value * value, 0);
}
