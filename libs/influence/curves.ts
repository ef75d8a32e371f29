import { clusterBootstrapOf, leastClusters, medianOfClusters } from './bootstrap.ts';
import { cumulativeIncidence, type IncidenceStep } from './cumulative-incidence.ts';
import { type EstimatedTime, kaplanMeier, type SurvivalStep } from './kaplan-meier.ts';
import { type LogRank, logRank } from './log-rank.ts';
import { type RestrictedMean, restrictedMean } from './restricted-mean.ts';
import { type Dimension, type Snapshot, several } from './snapshot.ts';
import { type End, ends, otherEnds } from './times.ts';
import { type TurnbullCurve, turnbull } from './turnbull.ts';
import type { Limits } from './wilson.ts';

/** How long something took, of the cases of one value of a dimension or of all. */
export interface Curve {
  readonly by: string | undefined;
  /** How many cases ended how. `competing`, by the other end that came first, stands in `others` too. */
  readonly counts: Readonly<Record<End, number>>;
  readonly others: Readonly<Record<(typeof otherEnds)[number], number>>;
  /** Kaplan–Meier over the cases whose days are known exactly; other ends count as censored. */
  readonly survival: readonly SurvivalStep[];
  readonly median: EstimatedTime;
  /** Interval of the median with whole groups drawn anew; undefined for few groups. */
  readonly medianByGroup: Partial<Limits> | undefined;
  /** Within a year; undefined where nothing is known of the whole year. */
  readonly restrictedMean: RestrictedMean | undefined;
  /** How many have come to each end, each beside the others; of the same cases. */
  readonly incidence: readonly {
    readonly end: 'event' | (typeof otherEnds)[number];
    readonly steps: readonly IncidenceStep[];
  }[];
  /** Over all cases, those between two dates too. Only where there are such. */
  readonly turnbull: TurnbullCurve | undefined;
}

/** Days of the restricted mean. */
const horizon = 365;

/** Above so many cases an interval by group would take longer than anybody waits, and the other one is narrow. */
const mostResampled = 20_000;

const code = (end: End): number => ends.indexOf(end) + 1;
const [exact, interval, censored, competing] = ['exact', 'interval', 'censored', 'competing'].map((end) =>
  code(end as End),
) as [number, number, number, number];

interface Cases {
  readonly rows: number[];
  readonly counts: number[];
  readonly others: number[];
}

/** Curves of a time, of the whole or of each value of a dimension, and whether they differ by more than chance would have it. */
export function curves(
  snapshot: Snapshot,
  mask: Uint8Array,
  time: string,
  by?: Exclude<Dimension, typeof several>,
): { readonly curves: readonly Curve[]; readonly logRank: LogRank | undefined } {
  const column = snapshot.times[time]!;
  const cells = new Map<number, Cases>();
  for (let row = 0; row < snapshot.count; row++) {
    const end = column.end[row]!;
    if (mask[row] === 0 || end === 0) continue;
    const cell = by === undefined ? 0 : snapshot.column[by][row]!;
    const cases = cells.get(cell) ?? { rows: [], counts: ends.map(() => 0), others: otherEnds.map(() => 0) };
    cells.set(cell, cases);
    cases.counts[end - 1]! += 1;
    if (end === competing) cases.others[column.other[row]! - 1]! += 1;
    if (end <= competing) cases.rows.push(row);
  }
  const made = [...cells]
    .map(([cell, cases]) => ({ by: by && snapshot.codes[by].values[cell]!, cases }))
    .sort((a, b) => ((a.by ?? '') < (b.by ?? '') ? -1 : 1));
  const known = made.map(({ cases }) => exactCases(snapshot, time, cases.rows));
  return {
    curves: made.map(({ by: value, cases }, index) => curveOf(snapshot, time, value, cases, known[index]!)),
    logRank: known.length > 1 ? logRank(known.filter(({ times }) => times.length > 0)) : undefined,
  };
}

/** Of the cases whose days are known exactly: how long, whether it came, and which end it was. */
function exactCases(snapshot: Snapshot, time: string, rows: readonly number[]) {
  const { end, lower, upper, other } = snapshot.times[time]!;
  const used = rows.filter((row) => end[row] !== interval && lower[row] === upper[row]);
  return {
    rows: used,
    times: Int32Array.from(used, (row) => lower[row]!),
    events: Uint8Array.from(used, (row) => (end[row] === exact ? 1 : 0)),
    causes: Uint8Array.from(used, (row) => (end[row] === exact ? 1 : end[row] === censored ? 0 : 1 + other[row]!)),
  };
}

function curveOf(
  snapshot: Snapshot,
  time: string,
  by: string | undefined,
  { rows, counts, others }: Cases,
  known: ReturnType<typeof exactCases>,
): Curve {
  const { end, lower, upper } = snapshot.times[time]!;
  const curve = kaplanMeier(known);
  const wide = known.rows.length < rows.length;
  return {
    by,
    counts: Object.fromEntries(ends.map((name, index) => [name, counts[index]!])) as Curve['counts'],
    others: Object.fromEntries(otherEnds.map((name, index) => [name, others[index]!])) as Curve['others'],
    survival: curve.steps,
    median: curve.median,
    medianByGroup: medianByGroup(snapshot, known),
    restrictedMean: restrictedMean(curve, horizon),
    incidence: (['event', ...otherEnds] as const)
      .map((name, index) => ({ end: name, steps: cumulativeIncidence(known, index + 1).steps }))
      .filter(({ end: name }, index) => name === 'event' || others[index - 1]! > 0),
    turnbull: wide
      ? turnbull({
          lowers: Int32Array.from(rows, (row) => lower[row]!),
          uppers: Float64Array.from(rows, (row) =>
            end[row] === exact || end[row] === interval ? upper[row]! : Number.POSITIVE_INFINITY,
          ),
        })
      : undefined,
  };
}

function medianByGroup(snapshot: Snapshot, { rows, times, events }: ReturnType<typeof exactCases>) {
  if (rows.length > mostResampled) return undefined;
  const numbers = new Map<number, number>();
  const clusters = Int32Array.from(rows, (row) => {
    const group = snapshot.column.group[row]!;
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return number;
  });
  if (numbers.size < leastClusters) return undefined;
  return clusterBootstrapOf(numbers.size, medianOfClusters({ times, events, clusters }), { repeats: 499 });
}
