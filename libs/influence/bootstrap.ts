import { randomFrom } from './random.ts';
import { checkTime } from './risk-table.ts';
import { checkCount, type Limits } from './wilson.ts';

export interface Bootstrap {
  readonly level?: number;
  /** How many samples are drawn. */
  readonly repeats?: number;
  /** A whole number; the same seed draws the same samples. */
  readonly seed?: number;
}

/** With fewer clusters than this the samples are too alike for their spread to say how uncertain the figure is. */
export const leastClusters = 10;

/**
 * Percentile interval of any figure of clustered cases: as many clusters as there are are drawn with replacement, `repeats` times, the
 * figure is taken of each sample, and of the repeats in order the k-th and the (repeats + 1 − k)-th are the limits, with
 * k = (repeats + 1) (1 − level) / 2 rounded down. Cases of one cluster (the proposals of one group) are thus never taken for
 * independent. Deterministic: xoshiro128** from the seed (random.ts); a draw is ⌊number · clusters / 2³²⌋.
 *
 * Sources: B. Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7; A. C. Davison and D. V. Hinkley
 * (1997), Bootstrap Methods and their Application, 2.4 and 3.8 (clusters); C. A. Field and A. H. Welsh (2007), Bootstrapping
 * clustered data, JRSS B 69.
 *
 * A figure that is undefined for a sample counts as larger than all others (a median that was not reached), and a limit that is such a one
 * is left out. Undefined for fewer than `leastClusters`, and where all samples gave the same figure: then they do not show how it varies.
 * Throws a RangeError for a level outside 0 to 1, or too few repeats for it.
 * @param clusters how many there are
 * @param figureOf is given how often each cluster was drawn; the list is used again for the next sample
 */
export function clusterBootstrapOf(
  clusters: number,
  figureOf: (drawn: Uint32Array) => number | undefined,
  { level = 0.95, repeats = 1999, seed = 1 }: Bootstrap = {},
): Partial<Limits> | undefined {
  if (!(level > 0 && level < 1)) throw new RangeError(`A level lies between 0 and 1, not at ${level}.`);
  // (1 − 0.9) / 2 is a little less than 0.05.
  const place = Math.floor(((repeats + 1) * (1 - level)) / 2 + 1e-9);
  if (!(Number.isInteger(repeats) && place >= 1)) {
    throw new RangeError(`${repeats} repeats are too few for an interval of level ${level}.`);
  }
  if (clusters < leastClusters) return undefined;
  const random = randomFrom(seed);
  const drawn = new Uint32Array(clusters);
  const figures = new Float64Array(repeats);
  for (let repeat = 0; repeat < repeats; repeat++) {
    drawn.fill(0);
    for (let draw = 0; draw < clusters; draw++) drawn[Math.floor((random() / 2 ** 32) * clusters)]!++;
    figures[repeat] = figureOf(drawn) ?? Number.POSITIVE_INFINITY;
  }
  figures.sort();
  if (figures[0] === figures[repeats - 1]) return undefined;
  const [low, high] = [figures[place - 1]!, figures[repeats - place]!];
  return { ...(Number.isFinite(low) && { low }), ...(Number.isFinite(high) && { high }) };
}

/** The sums of one cluster. */
export interface Cluster {
  readonly yes: number;
  readonly of: number;
}

/**
 * Percentile interval (`clusterBootstrapOf`) of the share Σ yes / Σ of over clusters. Clusters without a case are left out.
 * Undefined for fewer than `leastClusters` with a case, and where their share is the same in all samples, as with all yes or all no.
 * Throws a RangeError for a cluster that is no count.
 */
export function clusterBootstrap(clusters: readonly Cluster[], options: Bootstrap = {}): Limits | undefined {
  for (const { yes, of } of clusters) checkCount(yes, of);
  const counted = clusters.filter(({ of }) => of > 0);
  const yes = Float64Array.from(counted, (cluster) => cluster.yes);
  const of = Float64Array.from(counted, (cluster) => cluster.of);
  const share = (drawn: Uint32Array): number => {
    let [allYes, all] = [0, 0];
    for (let cluster = 0; cluster < drawn.length; cluster++) {
      allYes += drawn[cluster]! * yes[cluster]!;
      all += drawn[cluster]! * of[cluster]!;
    }
    return allYes / all;
  };
  // A share of some cases is always defined, so both limits are there.
  return clusterBootstrapOf(counted.length, share, options) as Limits | undefined;
}

/** Times until an event, see `kaplanMeier`, and which cluster each case belongs to. */
export interface ClusteredCases {
  readonly times: ArrayLike<number>;
  readonly events: ArrayLike<number>;
  /** A whole number from 0, for each case. */
  readonly clusters: ArrayLike<number>;
}

/**
 * Kaplan–Meier median of a sample of clusters, as a figure for `clusterBootstrapOf`: the first time at which survival is one half or
 * less, undefined where it stays above. Counting a sample takes as many steps as there are cases, so fewer repeats (399) do for very many.
 * Throws a RangeError for lists of different length, and for bad times.
 */
export function medianOfClusters({
  times,
  events,
  clusters,
}: ClusteredCases): (drawn: Uint32Array) => number | undefined {
  if (events.length !== times.length || clusters.length !== times.length) {
    throw new RangeError('There must be as many times as events and clusters.');
  }
  for (let i = 0; i < times.length; i++) checkTime(times[i]);
  const distinct = Float64Array.from(new Set(Float64Array.from(times))).sort();
  const rowOf = new Map(Array.from(distinct, (time, row) => [time, row]));
  const rows = Uint32Array.from(times, (time) => rowOf.get(time)!);
  const ended = new Float64Array(distinct.length);
  const came = new Float64Array(distinct.length);
  return (drawn) => {
    ended.fill(0);
    came.fill(0);
    let atRisk = 0;
    for (let i = 0; i < rows.length; i++) {
      const often = drawn[clusters[i]!] ?? 0;
      if (often === 0) continue;
      atRisk += often;
      ended[rows[i]!]! += often;
      if (events[i] === 1) came[rows[i]!]! += often;
    }
    let survival = 1;
    for (let row = 0; row < distinct.length && atRisk > 0; row++) {
      survival *= (atRisk - came[row]!) / atRisk;
      // Rounding must not make a survival of just one half a little more.
      if (survival <= 0.5 + 1e-9) return distinct[row];
      atRisk -= ended[row]!;
    }
    return undefined;
  };
}
