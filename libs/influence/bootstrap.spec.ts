import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cluster, clusterBootstrap, clusterBootstrapOf, leastClusters, medianOfClusters } from './bootstrap.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { wilson } from './wilson.ts';

const clusters: readonly Cluster[] = [
  [3, 10],
  [0, 4],
  [7, 9],
  [1, 1],
  [20, 60],
  [2, 15],
  [5, 5],
  [0, 12],
  [8, 30],
  [4, 7],
  [1, 22],
  [6, 11],
].map(([yes, of]) => ({ yes: yes!, of: of! }));

describe('a bootstrap by cluster', () => {
  it('draws the same samples for the same seed, and others for another', () => {
    expect(clusterBootstrap(clusters, { seed: 42 })).toEqual(clusterBootstrap(clusters, { seed: 42 }));
    expect(clusterBootstrap(clusters, { seed: 42 })).not.toEqual(clusterBootstrap(clusters, { seed: 43 }));
  });

  it('comes near the interval of the normal approximation by clusters where there are many of about one size', () => {
    // The linearized standard error of a ratio: W. G. Cochran (1977), Sampling Techniques, 2.11.
    const many = Array.from({ length: 400 }, (_, i) => ({ yes: (i * 7) % 6, of: 8 + (i % 3) }));
    const [yes, of] = [many.reduce((sum, one) => sum + one.yes, 0), many.reduce((sum, one) => sum + one.of, 0)];
    const share = yes / of;
    const residuals = many.reduce((sum, one) => sum + (one.yes - share * one.of) ** 2, 0);
    const standardError = Math.sqrt(residuals) / of;
    const { low, high } = clusterBootstrap(many)!;
    expect(Math.abs(low - (share - 1.96 * standardError))).toBeLessThan(standardError / 4);
    expect(Math.abs(high - (share + 1.96 * standardError))).toBeLessThan(standardError / 4);
  });

  it('is wider than Wilson’s interval where the cases of a cluster go together', () => {
    const together = Array.from({ length: 20 }, (_, i) => ({ yes: i % 2 === 0 ? 10 : 0, of: 10 }));
    const { low, high } = clusterBootstrap(together)!;
    const alone = wilson(100, 200)!;
    expect(high - low).toBeGreaterThan(2 * (alone.high - alone.low));
  });

  it('goes by cases, so that a very large cluster weighs much', () => {
    const uneven = [{ yes: 900, of: 1000 }, ...Array.from({ length: 11 }, () => ({ yes: 0, of: 1 }))];
    const { low, high } = clusterBootstrap(uneven)!;
    // Without the large cluster, in (11/12)¹² = 35 % of samples, no case says yes; with it nearly all cases are its own.
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(0.89);
  });

  it('cannot be said of fewer clusters than ten, as of one', () => {
    expect(leastClusters).toBe(10);
    expect(clusterBootstrap([])).toBeUndefined();
    expect(clusterBootstrap([{ yes: 3, of: 9 }])).toBeUndefined();
    expect(clusterBootstrap(clusters.slice(0, 9))).toBeUndefined();
    expect(clusterBootstrap(clusters.slice(0, 10))).toBeDefined();
  });

  it('does not count clusters without a case', () => {
    const empty = { yes: 0, of: 0 };
    expect(clusterBootstrap([...clusters.slice(0, 9), empty, empty])).toBeUndefined();
    expect(clusterBootstrap([...clusters, empty])).toEqual(clusterBootstrap(clusters));
  });

  it('cannot be said where all clusters have none, or all, or the same share', () => {
    const alike = (yes: number, of: number) => Array.from({ length: 12 }, () => ({ yes, of }));
    expect(clusterBootstrap(alike(0, 5))).toBeUndefined();
    expect(clusterBootstrap(alike(5, 5))).toBeUndefined();
    expect(clusterBootstrap(alike(2, 4))).toBeUndefined();
  });

  it('is refused for what is no count, no level, or repeats that cannot hold the level', () => {
    expect(() => clusterBootstrap([{ yes: 2, of: 1 }])).toThrow(RangeError);
    expect(() => clusterBootstrap(clusters, { level: 95 })).toThrow(RangeError);
    expect(() => clusterBootstrap(clusters, { repeats: 10 })).toThrow(RangeError);
    expect(() => clusterBootstrap(clusters, { repeats: 99.5 })).toThrow(RangeError);
  });

  it('takes the places (repeats + 1) (1 − level) / 2 from both ends', () => {
    // Figures 1, 2, 3, … whatever is drawn: of 199 the tenth and the 190th lie at level 0.9.
    let figure = 0;
    const found = clusterBootstrapOf(10, () => ++figure, { level: 0.9, repeats: 199 });
    expect(found).toEqual({ low: 10, high: 190 });
  });

  it('leaves out a limit that is not defined', () => {
    let figure = 0;
    const found = clusterBootstrapOf(10, () => (++figure > 150 ? undefined : figure), { level: 0.9, repeats: 199 });
    expect(found).toEqual({ low: 10 });
    expect(clusterBootstrapOf(10, () => undefined)).toBeUndefined();
  });

  it('draws as many clusters as there are', () => {
    clusterBootstrapOf(
      17,
      (drawn) => {
        const together = drawn.reduce((sum, often) => sum + often, 0);
        expect(together).toBe(17);
        return together;
      },
      { repeats: 199 },
    );
  });

  it('lies within 0 to 1, in order, and is narrower at a lower level', () => {
    const cluster = fc
      .integer({ min: 1, max: 1000 })
      .chain((of) => fc.record({ yes: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));
    fc.assert(
      fc.property(fc.array(cluster, { minLength: 10, maxLength: 30 }), fc.integer(), (some, seed) => {
        const found = clusterBootstrap(some, { repeats: 199, seed });
        fc.pre(found !== undefined);
        expect(found!.low).toBeGreaterThanOrEqual(0);
        expect(found!.low).toBeLessThanOrEqual(found!.high);
        expect(found!.high).toBeLessThanOrEqual(1);
        const narrower = clusterBootstrap(some, { repeats: 199, seed, level: 0.5 })!;
        expect(narrower.low).toBeGreaterThanOrEqual(found!.low);
        expect(narrower.high).toBeLessThanOrEqual(found!.high);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the median of a sample of clusters', () => {
  it('is the Kaplan–Meier median of the cases that were drawn, each as often as its cluster', () => {
    const oneCase = fc.tuple(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 1 }),
      fc.integer({ min: 0, max: 3 }),
    );
    const often = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(oneCase, { maxLength: 30 }), often, (cases, counts) => {
        const figureOf = medianOfClusters({
          times: cases.map(([time]) => time),
          events: cases.map(([, event]) => event),
          clusters: cases.map(([, , cluster]) => cluster),
        });
        const written = cases.flatMap((one) => Array.from({ length: counts[one[2]]! }, () => one));
        const { steps } = kaplanMeier({
          times: written.map(([time]) => time),
          events: written.map(([, event]) => event),
        });
        const reached = steps.find(({ survival }) => survival <= 0.5 + 1e-9)?.time;
        expect(figureOf(Uint32Array.from(counts))).toBe(reached);
      }),
    );
  });

  it('has an interval that is open above where many samples do not reach it', () => {
    const cases = { times: new Array<number>(24), events: new Array<number>(24), clusters: new Array<number>(24) };
    for (let i = 0; i < 24; i++) {
      cases.times[i] = 10 + i;
      cases.events[i] = i % 2;
      cases.clusters[i] = i >> 1;
    }
    const found = clusterBootstrapOf(12, medianOfClusters(cases))!;
    expect(found.low).toBeGreaterThanOrEqual(10);
    expect(found.low).toBeLessThan(kaplanMeier(cases).median.value!);
    expect(found.high ?? 100).toBeGreaterThan(kaplanMeier(cases).median.value!);
  });

  it('is refused for lists of different length and bad times', () => {
    expect(() => medianOfClusters({ times: [1], events: [1], clusters: [] })).toThrow(RangeError);
    expect(() => medianOfClusters({ times: [-1], events: [1], clusters: [0] })).toThrow(RangeError);
  });
});
