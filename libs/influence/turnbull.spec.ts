import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kaplanMeier, survivalAt } from './kaplan-meier.ts';
import { type IntervalCases, turnbull, turnbullSurvivalAt } from './turnbull.ts';

// Months until cosmetic deterioration of the breast after radiotherapy alone, and with chemotherapy: later than the first number and by the
// second; without a second, not by the first. D. M. Finkelstein and R. A. Wolfe (1985), A semiparametric model for regression analysis of
// interval-censored failure time data, Biometrics 41; `bcos` in R's package interval.
const radiotherapy = `45- 25-37 37- 6-10 46- 0-5 0-7 26-40 18- 46- 46- 24- 46- 27-34 36- 7-16 36-44 5-11 17- 46- 19-35 7-14 36-48
  17-25 37-44 37- 24- 0-8 40- 32- 4-11 17-25 33- 15- 46- 19-26 11-15 11-18 37- 22- 38- 34- 46- 5-12 36- 46-`;
const withChemotherapy = `8-12 0-5 30-34 0-22 5-8 13- 24-31 12-20 10-17 17-27 11- 8-21 17-23 33-40 4-9 24-30 31- 11- 16-24 13-39 14-19
  13- 19-32 4-8 11-13 34- 34- 16-20 13- 30-36 18-25 16-24 18-24 17-26 35- 16-60 32- 15-22 35-39 23- 11-17 21- 44-48 22-32 11-20
  14-17 10-35 48-`;

/** Later than the first month is, in whole months, from the next one on; who is censored stays so from the first on. */
function inWholeMonths(text: string): IntervalCases {
  const pairs = text.split(/\s+/).map((pair) => pair.split('-'));
  return {
    lowers: pairs.map(([after, by]) => Number(after) + (by === '' ? 0 : 1)),
    uppers: pairs.map(([, by]) => (by === '' ? Number.POSITIVE_INFINITY : Number(by))),
  };
}

const probabilities = (cases: IntervalCases) =>
  turnbull(cases).steps.map(({ from, after, to, probability }) => [
    `${after ? 'after' : 'from'} ${from}`,
    to,
    probability.toFixed(4),
  ]);

const interval = fc
  .tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(Number.POSITIVE_INFINITY)),
  )
  .map(([lower, length]) => [lower, lower + length] as const);
const someCases = fc.array(interval, { minLength: 1, maxLength: 40 }).map((pairs) => ({
  lowers: pairs.map(([lower]) => lower),
  uppers: pairs.map(([, upper]) => upper),
}));

describe('survival where times lie in intervals', () => {
  // R 4.2.2, with nothing but the iteration itself, for (L, R] as published; (4,5] is from 5 to 5 here, in whole months:
  //   A <- outer(seq_along(L), 1:K, function(i, j) L[i] <= pts[j] & pts[j + 1] <= R[i])   # pts: all ends, in order; K cells
  //   repeat p <- p * colMeans(A / as.vector(A %*% p))                                    # until no p moves by 1e-13
  it('is that of the breast cosmesis data with radiotherapy alone', () => {
    expect(probabilities(inWholeMonths(radiotherapy))).toEqual([
      ['from 5', 5, '0.0463'],
      ['from 7', 7, '0.0334'],
      ['from 8', 8, '0.0887'],
      ['from 12', 12, '0.0708'],
      ['after 24', 25, '0.0926'],
      ['after 33', 34, '0.0818'],
      ['after 38', 40, '0.1209'],
      ['after 46', 48, '0.4656'],
    ]);
  });

  it('is that of the breast cosmesis data with chemotherapy', () => {
    expect(probabilities(inWholeMonths(withChemotherapy))).toEqual([
      ['from 5', 5, '0.0433'],
      ['from 6', 8, '0.0433'],
      ['from 12', 12, '0.0692'],
      ['from 17', 17, '0.1454'],
      ['from 19', 19, '0.1411'],
      ['from 20', 20, '0.1157'],
      ['from 25', 25, '0.0999'],
      ['from 31', 31, '0.0709'],
      ['from 36', 36, '0.1608'],
      ['from 45', 48, '0.0552'],
      ['after 48', 60, '0.0552'],
    ]);
  });

  it('agrees with the plain iteration in R to more digits than are printed', () => {
    const found = turnbull(inWholeMonths(radiotherapy));
    expect(found.converged).toBe(true);
    const masses = [
      0.046346774, 0.033363371, 0.088667368, 0.070752922, 0.092645837, 0.081785765, 0.120879827, 0.465558136,
    ];
    for (const [step, mass] of masses.entries()) expect(found.steps[step]!.probability).toBeCloseTo(mass, 5);
    const chemotherapy = [
      0.043282628, 0.043282628, 0.069205583, 0.145397715, 0.141094898, 0.115745926, 0.099865311, 0.070881377,
      0.160831107, 0.055206414, 0.055206414,
    ];
    const steps = turnbull(inWholeMonths(withChemotherapy)).steps;
    for (const [step, mass] of chemotherapy.entries()) expect(steps[step]!.probability).toBeCloseTo(mass, 5);
  });

  it('takes exact days, months, years and silence together', () => {
    const { steps } = turnbull({
      lowers: [3, 3, 5, 1, 1, 10, 10, 8, 12, 4, 6, 20],
      uppers: [3, 3, 5, 31, 10, 10, 40, 8, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 9, 20],
    });
    expect(steps.map(({ from, to }) => [from, to])).toEqual([
      [3, 3],
      [5, 5],
      [8, 8],
      [10, 10],
      [20, 20],
    ]);
    // R 4.2.2, the same iteration on the days 0 to 40 and one cell for later.
    const masses = [0.2076432011, 0.1194764643, 0.2389529286, 0.1648718619, 0.2690555441];
    for (const [step, mass] of masses.entries()) expect(steps[step]!.probability).toBeCloseTo(mass, 5);
  });

  it('says between which times the median lies', () => {
    expect(turnbull(inWholeMonths(radiotherapy)).median).toEqual({ from: 38, to: 40 });
    expect(turnbull(inWholeMonths(withChemotherapy)).median).toEqual({ from: 20, to: 20 });
    expect(turnbull({ lowers: [3, 5], uppers: [3, Number.POSITIVE_INFINITY] }).median).toEqual({ from: 3, to: 3 });
    expect(turnbull({ lowers: [3, 5, 5], uppers: [3, Infinity, Infinity] }).median).toBeUndefined();
  });

  it('of no case has no step', () => {
    expect(turnbull({ lowers: [], uppers: [] })).toEqual({ cases: 0, steps: [], converged: true });
    expect(turnbullSurvivalAt({ steps: [] }, 1)).toBeUndefined();
  });

  it('of one case lies in its interval', () => {
    expect(turnbull({ lowers: [2], uppers: [9] })).toEqual({
      cases: 1,
      steps: [{ from: 2, after: false, to: 9, probability: 1 }],
      median: { from: 2, to: 9 },
      converged: true,
    });
  });

  it('of censored cases alone comes after the last of them, or never', () => {
    expect(turnbull({ lowers: [2, 9], uppers: [Infinity, Infinity] })).toEqual({
      cases: 2,
      steps: [{ from: 9, after: true, probability: 1 }],
      converged: true,
    });
  });

  it('of one answered and nine silent cases is a tenth', () => {
    const { steps } = turnbull({
      lowers: [4, ...new Array<number>(9).fill(100)],
      uppers: [6, ...new Array<number>(9).fill(Number.POSITIVE_INFINITY)],
    });
    expect(steps.map(({ from, to, probability }) => [from, to, probability.toFixed(6)])).toEqual([
      [4, 6, '0.100000'],
      [100, undefined, '0.900000'],
    ]);
  });

  it('lies between two values within a step, and is known outside', () => {
    const curve = turnbull({ lowers: [4, 10], uppers: [6, Number.POSITIVE_INFINITY] });
    const read = (time: number) => {
      const { low, high } = turnbullSurvivalAt(curve, time)!;
      return [Number(low.toFixed(6)), Number(high.toFixed(6))];
    };
    expect(read(3)).toEqual([1, 1]);
    expect(read(4)).toEqual([0.5, 1]);
    expect(read(6)).toEqual([0.5, 0.5]);
    expect(read(10)).toEqual([0.5, 0.5]);
    expect(read(11)).toEqual([0, 0.5]);
  });

  it.each<[string, IntervalCases]>([
    ['lists of different length', { lowers: [1], uppers: [] }],
    ['an end before its beginning', { lowers: [2], uppers: [1] }],
    ['an end that is none', { lowers: [2], uppers: [Number.NaN] }],
    ['a beginning that never comes', { lowers: [Infinity], uppers: [Infinity] }],
    ['a negative time', { lowers: [-1], uppers: [1] }],
  ])('is refused for %s', (_, bad) => {
    expect(() => turnbull(bad)).toThrow(RangeError);
  });

  it('is the Kaplan–Meier estimate where all times are exact or censored', () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(cases, (pairs) => {
        const times = pairs.map(([time]) => time);
        const events = pairs.map(([, event]) => event);
        const curve = kaplanMeier({ times, events });
        const found = turnbull({
          lowers: times,
          uppers: pairs.map(([time, event]) => (event === 1 ? time : Number.POSITIVE_INFINITY)),
        });
        expect(found.converged).toBe(true);
        for (const { time } of curve.steps) {
          const { low, high } = turnbullSurvivalAt(found, time)!;
          expect(low).toBeCloseTo(survivalAt(curve, time)!, 5);
          expect(high).toBeCloseTo(low, 9);
        }
      }),
    );
  });

  it('is self-consistent: each step has the mean of what the cases say of it, and no other place would have more', () => {
    fc.assert(
      fc.property(someCases, ({ lowers, uppers }) => {
        const { steps, converged } = turnbull({ lowers, uppers });
        expect(converged).toBe(true);
        expect(steps.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
        // An innermost interval lies in a case's interval wholly or not at all, so that one place of it is enough.
        const holds = (index: number, place: number) =>
          uppers[index] === Number.POSITIVE_INFINITY
            ? place > lowers[index]!
            : place >= lowers[index]! && place <= uppers[index]!;
        const placed = steps.map(({ from, to, probability }) => ({ place: to ?? from + 0.5, probability }));
        const ofCase = lowers.map((_, index) =>
          placed.reduce((sum, { place, probability }) => sum + (holds(index, place) ? probability : 0), 0),
        );
        const meanAt = (place: number) =>
          ofCase.reduce((sum, all, index) => sum + (holds(index, place) ? 1 / all : 0), 0) / lowers.length;
        for (const { place, probability } of placed) {
          expect(meanAt(place) * probability).toBeCloseTo(probability, 4);
        }
        // Masses under a thousandth of a case were left out, which moves the others by so little.
        for (let place = 0; place <= 45; place += 0.5) expect(meanAt(place)).toBeLessThan(1 + 1e-3);
      }),
    );
  });

  it('is found for many cases, of which many know only the month or the year', () => {
    const length = 50_000;
    const lowers = Float64Array.from({ length }, (_, i) => (i * 7919) % 2000);
    const uppers = lowers.map((lower, i) => lower + ([0, 0, 30, 365, Number.POSITIVE_INFINITY][i % 5] as number));
    const found = turnbull({ lowers, uppers });
    expect(found.converged).toBe(true);
    expect(found.steps.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
  });
});
