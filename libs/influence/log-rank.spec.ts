import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { placebo, treated } from './leukaemia.ts';
import { logRank } from './log-rank.ts';

describe('whether groups differ', () => {
  it('is a log-rank statistic of 16.79 for the children with leukaemia, as the textbooks print (Kleinbaum and Klein, chapter 2)', () => {
    const found = logRank([treated, placebo])!;
    expect(found.chiSquare.toFixed(2)).toBe('16.79');
    expect(found.observed).toEqual([9, 21]);
    expect(found.expected.map((value) => value.toFixed(2))).toEqual(['19.25', '10.75']);
    // R 4.2.2, survival 3.5-3: survdiff(Surv(time, cens) ~ treat, data = MASS::gehan)
    expect(found.chiSquare).toBeCloseTo(16.79294099, 8);
    expect(found.degreesOfFreedom).toBe(1);
    expect(found.p).toBeCloseTo(4.168809109e-5, 13);
  });

  // Ovarian cancer: J. H. Edmonson et al. (1979), Cancer Treatment Reports 63; `ovarian` in R's package survival.
  const ovarian = [
    { times: [448, 638, 803, 855, 1106], events: [0, 1, 0, 0, 0] },
    { times: [563, 744, 1129, 1227, 353, 377], events: [1, 0, 0, 0, 1, 0] },
    { times: [59, 115, 156, 431, 477, 1040, 268, 329], events: [1, 1, 1, 1, 0, 0, 1, 1] },
    { times: [421, 464, 475, 769, 770, 1206, 365], events: [0, 1, 1, 0, 0, 0, 1] },
  ];

  it('is told for several groups', () => {
    // R 4.2.2, survival 3.5-3: survdiff(Surv(futime, fustat) ~ interaction(rx, resid.ds), data = ovarian)
    const found = logRank(ovarian)!;
    expect(found.chiSquare).toBeCloseTo(9.105106373, 8);
    expect(found.degreesOfFreedom).toBe(3);
    expect(found.p).toBeCloseTo(0.02792559299, 10);
    expect(found.observed).toEqual([1, 2, 6, 3]);
    for (const [group, expected] of [3.076868592, 3.183816031, 2.156662425, 3.582652952].entries()) {
      expect(found.expected[group]).toBeCloseTo(expected, 8);
    }
  });

  it('leaves out a group in which no event could be expected', () => {
    const gone = { times: [10, 12], events: [0, 0] };
    const found = logRank([...ovarian.slice(0, 2), gone, ...ovarian.slice(2)])!;
    expect(found.degreesOfFreedom).toBe(3);
    expect(found.chiSquare).toBeCloseTo(9.105106373, 8);
  });

  it('cannot be said of fewer than two groups, without events, or where all have theirs at the same time', () => {
    expect(logRank([])).toBeUndefined();
    expect(logRank([treated])).toBeUndefined();
    expect(logRank([treated, { times: [], events: [] }])).toBeUndefined();
    expect(
      logRank([
        { times: [3, 4], events: [0, 0] },
        { times: [5], events: [0] },
      ]),
    ).toBeUndefined();
    expect(
      logRank([
        { times: [3, 3], events: [1, 1] },
        { times: [3], events: [1] },
      ]),
    ).toBeUndefined();
  });

  it('is nothing for groups that are the same', () => {
    const found = logRank([treated, treated])!;
    expect(found.chiSquare).toBeCloseTo(0, 12);
    expect(found.p).toBeCloseTo(1, 6);
  });

  it('expects as many events as there are, and does not depend on the order of the groups', () => {
    const group = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })), { maxLength: 20 })
      .map((pairs) => ({ times: pairs.map(([time]) => time), events: pairs.map(([, event]) => event) }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 2, maxLength: 4 }), (groups) => {
        const found = logRank(groups);
        const other = logRank(groups.toReversed());
        expect(other === undefined).toBe(found === undefined);
        if (found === undefined || other === undefined) return;
        const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
        expect(sum(found.expected)).toBeCloseTo(sum(found.observed), 9);
        expect(found.chiSquare).toBeGreaterThanOrEqual(0);
        expect(other.chiSquare).toBeCloseTo(found.chiSquare, 6);
        expect(found.p).toBeGreaterThanOrEqual(0);
        expect(found.p).toBeLessThanOrEqual(1);
      }),
    );
  });
});
