import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { atRiskAt, kaplanMeier, quantile, type SurvivalCases, survivalAt } from './kaplan-meier.ts';
import { placebo, treated } from './leukaemia.ts';

// Survival in acute myelogenous leukaemia, maintained group: R. G. Miller (1981), Survival Analysis; `aml` in R's package survival.
const maintained: SurvivalCases = {
  times: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161],
  events: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0],
};

const cases = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 1 })), { maxLength: 60 })
  .map((pairs) => ({ times: pairs.map(([time]) => time), events: pairs.map(([, event]) => event) }));

describe('a survival curve', () => {
  it('of the treated children is the one that textbooks print (Kleinbaum and Klein, Survival Analysis, chapter 2)', () => {
    const came = kaplanMeier(treated).steps.filter(({ events }) => events > 0);
    expect(came.map(({ time, atRisk, events, survival }) => [time, atRisk, events, survival.toFixed(4)])).toEqual([
      [6, 21, 3, '0.8571'],
      [7, 17, 1, '0.8067'],
      [10, 15, 1, '0.7529'],
      [13, 12, 1, '0.6902'],
      [16, 11, 1, '0.6275'],
      [22, 7, 1, '0.5378'],
      [23, 6, 1, '0.4482'],
    ]);
  });

  // R 4.2.2, survival 3.5-3: summary(survfit(Surv(time, cens) ~ treat, data = MASS::gehan, conf.type = "log-log"), censored = TRUE)
  it('of the treated children has the standard errors and limits that R prints', () => {
    const { steps } = kaplanMeier(treated);
    const printed = [
      [6, 21, 3, 0.85714285714, 0.07636035483, 0.619717955266, 0.9515517476],
      [7, 17, 1, 0.80672268908, 0.08693528518, 0.563146564622, 0.9228090192],
      [9, 16, 0, 0.80672268908, 0.08693528518, 0.563146564622, 0.9228090192],
      [10, 15, 1, 0.75294117647, 0.09634965299, 0.5031995108, 0.8893618352],
      [11, 13, 0, 0.75294117647, 0.09634965299, 0.5031995108, 0.8893618352],
      [13, 12, 1, 0.69019607843, 0.10681470778, 0.431610222486, 0.8490659633],
      [16, 11, 1, 0.62745098039, 0.11405386526, 0.367510855988, 0.8049121895],
      [17, 10, 0, 0.62745098039, 0.11405386526, 0.367510855988, 0.8049121895],
      [19, 9, 0, 0.62745098039, 0.11405386526, 0.367510855988, 0.8049121895],
      [20, 8, 0, 0.62745098039, 0.11405386526, 0.367510855988, 0.8049121895],
      [22, 7, 1, 0.53781512605, 0.12823375169, 0.267778936767, 0.7467907176],
      [23, 6, 1, 0.44817927171, 0.13459145676, 0.188052005959, 0.6801426285],
      [25, 5, 0, 0.44817927171, 0.13459145676, 0.188052005959, 0.6801426285],
      [32, 4, 0, 0.44817927171, 0.13459145676, 0.188052005959, 0.6801426285],
      [34, 2, 0, 0.44817927171, 0.13459145676, 0.188052005959, 0.6801426285],
      [35, 1, 0, 0.44817927171, 0.13459145676, 0.188052005959, 0.6801426285],
    ];
    expect(steps).toHaveLength(printed.length);
    for (const [row, [time, atRisk, events, survival, standardError, low, high]] of printed.entries()) {
      const step = steps[row]!;
      expect([step.time, step.atRisk, step.events]).toEqual([time, atRisk, events]);
      expect(step.survival).toBeCloseTo(survival!, 10);
      expect(step.standardError).toBeCloseTo(standardError!, 10);
      expect(step.low).toBeCloseTo(low!, 9);
      expect(step.high).toBeCloseTo(high!, 9);
    }
  });

  it('of the children without treatment ends at 0, where no uncertainty can be said', () => {
    const { steps } = kaplanMeier(placebo);
    // R, as above.
    const printed = [
      [1, 0.90476190476, 0.06405644849, 0.670045882235, 0.975294149],
      [8, 0.38095238095, 0.10597116957, 0.18306654882, 0.5777886777],
      [22, 0.04761904762, 0.04647143205, 0.003324463043, 0.1970449057],
    ];
    for (const [time, survival, standardError, low, high] of printed) {
      const step = steps.find((one) => one.time === time)!;
      expect(step.survival).toBeCloseTo(survival!, 10);
      expect(step.standardError).toBeCloseTo(standardError!, 10);
      expect(step.low).toBeCloseTo(low!, 9);
      expect(step.high).toBeCloseTo(high!, 9);
    }
    expect(steps.at(-1)).toEqual({ time: 23, atRisk: 1, events: 1, censored: 0, survival: 0 });
  });

  it('has limits of the level that is asked for', () => {
    // R 4.2.2, survival 3.5-3: survfit(Surv(time, status) ~ 1, data = aml[aml$x == "Maintained", ], conf.type = "log-log", conf.int = .9)
    const curve = kaplanMeier(maintained, 0.9);
    const step = curve.steps.find(({ time }) => time === 31)!;
    expect(step.low).toBeCloseTo(0.2140303029, 9);
    expect(step.high).toBeCloseTo(0.7200967916, 9);
    expect(curve.median).toEqual({ value: 31, low: 18, high: 48 });
    expect(quantile(curve, 0.1)).toEqual({ value: 13, low: 9, high: 18 });
    expect(quantile(curve, 0.75)).toEqual({ value: 48, low: 31 });
  });

  it('counts who is censored at a time as at risk when the events of that time come', () => {
    const [step] = kaplanMeier({ times: [3, 3, 5], events: [0, 1, 0] }).steps;
    expect(step).toMatchObject({ time: 3, atRisk: 3, events: 1, censored: 1, survival: 2 / 3 });
  });

  it('keeps a case that never came: of one answered and nine silent ones a tenth is answered', () => {
    const { steps, median } = kaplanMeier({
      times: [4, ...new Array<number>(9).fill(100)],
      events: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    });
    expect(1 - steps.at(-1)!.survival).toBeCloseTo(0.1, 15);
    expect(median.value).toBeUndefined();
  });

  it('of no case has no step and no median', () => {
    const curve = kaplanMeier({ times: [], events: [] });
    expect(curve).toEqual({ cases: 0, level: 0.95, steps: [], median: {} });
    expect(survivalAt(curve, 3)).toBeUndefined();
    expect(atRiskAt(curve, 3)).toBe(0);
  });

  it('of one case whose event came falls to 0 at once, with a median and no interval', () => {
    const curve = kaplanMeier({ times: [7], events: [1] });
    expect(curve.steps).toEqual([{ time: 7, atRisk: 1, events: 1, censored: 0, survival: 0 }]);
    expect(curve.median).toEqual({ value: 7 });
  });

  it('of censored cases alone stays at 1 and says nothing about its uncertainty', () => {
    const curve = kaplanMeier({ times: [7, 9], events: [0, 0] });
    expect(curve.steps.map(({ survival, standardError }) => [survival, standardError])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(curve.steps.some((step) => 'low' in step || 'high' in step)).toBe(false);
    expect(curve.median).toEqual({});
  });

  it('of events at one time alone falls there', () => {
    const curve = kaplanMeier({ times: [5, 5, 5], events: [1, 1, 1] });
    expect(curve.steps).toEqual([{ time: 5, atRisk: 3, events: 3, censored: 0, survival: 0 }]);
    expect(curve.median).toEqual({ value: 5 });
  });

  it.each<[string, SurvivalCases]>([
    ['lists of different length', { times: [1, 2], events: [1] }],
    ['a negative time', { times: [-1], events: [1] }],
    ['a time that is none', { times: [Number.NaN], events: [1] }],
    ['a time without end', { times: [Number.POSITIVE_INFINITY], events: [0] }],
    ['an event that is neither 0 nor 1', { times: [1], events: [2] }],
    ['an event that is none', { times: [1], events: [Number.NaN] }],
  ])('is refused for %s', (_, bad) => {
    expect(() => kaplanMeier(bad)).toThrow(RangeError);
  });

  it('is refused for a level outside 0 to 1', () => {
    expect(() => kaplanMeier(treated, 95)).toThrow(RangeError);
  });

  it('falls, lies between 0 and 1, and lies within its limits', () => {
    fc.assert(
      fc.property(cases, (some) => {
        let before = 1;
        for (const { survival, low, high, standardError } of kaplanMeier(some).steps) {
          expect(survival).toBeLessThanOrEqual(before);
          expect(survival).toBeGreaterThanOrEqual(0);
          expect(standardError ?? 0).not.toBeNaN();
          if (low !== undefined && high !== undefined) {
            expect(low).toBeGreaterThanOrEqual(0);
            expect(low).toBeLessThanOrEqual(survival);
            expect(high).toBeGreaterThanOrEqual(survival);
            expect(high).toBeLessThanOrEqual(1);
          }
          before = survival;
        }
      }),
    );
  });

  it('without censoring is the share that is left, with the binomial standard error', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 50 }), (times) => {
        for (const step of kaplanMeier({ times, events: times.map(() => 1) }).steps) {
          const left = times.filter((time) => time > step.time).length / times.length;
          expect(step.survival).toBeCloseTo(left, 12);
          if (left > 0) expect(step.standardError).toBeCloseTo(Math.sqrt((left * (1 - left)) / times.length), 12);
        }
      }),
    );
  });

  it('does not depend on the order of the cases, nor on the kind of list', () => {
    fc.assert(
      fc.property(cases, ({ times, events }) => {
        const other = { times: Float64Array.from(times).reverse(), events: Uint8Array.from(events).reverse() };
        expect(kaplanMeier(other)).toEqual(kaplanMeier({ times, events }));
      }),
    );
  });

  it('has numbers for 200 000 cases', () => {
    const times = Float64Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 1000);
    const events = Uint8Array.from({ length: 200_000 }, (_, i) => (i % 3 === 0 ? 0 : 1));
    expect(kaplanMeier({ times, events }).steps).toHaveLength(1000);
  });
});

describe('the time by which the event has come for a share', () => {
  it('is a median of 23 and 8 weeks of remission, as R prints', () => {
    // R, as above: print(survfit(…)); quantile(survfit(…))
    expect(kaplanMeier(treated).median).toEqual({ value: 23, low: 13 });
    expect(kaplanMeier(placebo).median).toEqual({ value: 8, low: 4, high: 11 });
    expect(quantile(kaplanMeier(treated), 0.25)).toEqual({ value: 13, low: 6, high: 22 });
    expect(quantile(kaplanMeier(treated), 0.75)).toEqual({ low: 23 });
    expect(quantile(kaplanMeier(placebo), 0.25)).toEqual({ value: 4, low: 1, high: 5 });
    expect(quantile(kaplanMeier(placebo), 0.75)).toEqual({ value: 12, low: 8, high: 22 });
  });

  // R: quantile(survfit(Surv(c(1, 2, 3, 4), c(1, 1, 1, 1)) ~ 1, conf.type = "log-log"), c(.25, .5, .75))
  it('is the middle of the time at which survival is just that share', () => {
    const curve = kaplanMeier({ times: [1, 2, 3, 4], events: [1, 1, 1, 1] });
    expect(quantile(curve, 0.25)).toEqual({ value: 1.5, low: 1, high: 3 });
    expect(quantile(curve, 0.5)).toEqual({ value: 2.5, low: 1 });
    expect(quantile(curve, 0.75)).toEqual({ value: 3.5, low: 1 });
  });

  it('is the middle up to the last time where survival stays at just that share', () => {
    // R: quantile(survfit(Surv(c(1, 2, 5, 6), c(1, 1, 0, 0)) ~ 1, conf.type = "log-log"), .5) is 4, with a lower limit of 1
    expect(kaplanMeier({ times: [1, 2, 5, 6], events: [1, 1, 0, 0] }).median).toEqual({ value: 4, low: 1 });
  });

  it('is refused outside 0 to 1', () => {
    expect(() => quantile(kaplanMeier(treated), 1)).toThrow(RangeError);
  });
});

describe('a curve read at a time', () => {
  const curve = kaplanMeier(treated);

  it('has the survival of the last step, 1 before all, and nothing after the last time', () => {
    expect([0, 5.9, 6, 6.5].map((time) => survivalAt(curve, time)?.toFixed(4))).toEqual([
      '1.0000',
      '1.0000',
      '0.8571',
      '0.8571',
    ]);
    expect(survivalAt(curve, 35)).toBeCloseTo(0.44817927171, 10);
    expect(survivalAt(curve, 35.5)).toBeUndefined();
    expect(survivalAt(kaplanMeier(placebo), 100)).toBe(0);
  });

  it('has the number at risk just before', () => {
    expect([0, 6, 6.5, 10, 20, 30, 35, 36].map((time) => atRiskAt(curve, time))).toEqual([21, 21, 17, 15, 8, 4, 1, 0]);
  });
});
