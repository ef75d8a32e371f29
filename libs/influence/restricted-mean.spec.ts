import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kaplanMeier } from './kaplan-meier.ts';
import { placebo, treated } from './leukaemia.ts';
import { restrictedMean } from './restricted-mean.ts';

describe('a mean time within a horizon', () => {
  // R 4.2.2, survival 3.5-3: print(survfit(Surv(time, cens) ~ treat, data = MASS::gehan), rmean = horizon)
  it.each([
    ['treated', treated, 10, 9.277310924, 0.3267691154],
    ['treated', treated, 20, 16.116526611, 1.251560196],
    ['treated', treated, 23, 17.909243697, 1.553189978],
    ['treated', treated, 35, 23.287394958, 2.827467623],
    ['untreated', placebo, 10, 6.619047619, 0.7330122689],
    ['untreated', placebo, 20, 8.428571429, 1.268082683],
    ['untreated', placebo, 23, 8.666666667, 1.377390041],
    ['untreated', placebo, 35, 8.666666667, 1.377390041],
  ])('of the %s children is R’s', (_, cases, horizon, mean, standardError) => {
    const found = restrictedMean(kaplanMeier(cases), horizon)!;
    expect(found.mean).toBeCloseTo(mean, 8);
    expect(found.standardError).toBeCloseTo(standardError, 8);
    expect(found.low).toBeCloseTo(mean - 1.959963984540054 * standardError, 7);
    expect(found.high).toBeCloseTo(Math.min(horizon, mean + 1.959963984540054 * standardError), 7);
  });

  it('is not known where nobody was watched for so long', () => {
    expect(restrictedMean(kaplanMeier(treated), 36)).toBeUndefined();
    expect(restrictedMean(kaplanMeier({ times: [], events: [] }), 1)).toBeUndefined();
  });

  it('is the horizon itself, without an interval, where nothing happened before it', () => {
    const curve = kaplanMeier({ times: [8, 9], events: [0, 0] });
    expect(restrictedMean(curve, 8)).toEqual({ mean: 8, standardError: 0 });
  });

  it('is the one time at which all events came, without an interval', () => {
    const curve = kaplanMeier({ times: [5, 5], events: [1, 1] });
    expect(restrictedMean(curve, 20)).toEqual({ mean: 5, standardError: 0 });
  });

  it('is refused for a horizon that is not above 0', () => {
    expect(() => restrictedMean(kaplanMeier(treated), 0)).toThrow(RangeError);
  });

  it('is the mean itself where nothing is censored, and lies within its limits', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 50 }), (times) => {
        const found = restrictedMean(kaplanMeier({ times, events: times.map(() => 1) }), 40)!;
        expect(found.mean).toBeCloseTo(times.reduce((sum, time) => sum + time, 0) / times.length, 9);
        expect(found.low ?? found.mean).toBeLessThanOrEqual(found.mean);
        expect(found.high ?? found.mean).toBeGreaterThanOrEqual(found.mean);
      }),
    );
  });
});
