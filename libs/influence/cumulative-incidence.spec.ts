import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CompetingCases, cumulativeIncidence } from './cumulative-incidence.ts';
import { kaplanMeier, survivalAt } from './kaplan-meier.ts';
import { placebo, treated } from './leukaemia.ts';

// Days to relapse (1) or death in remission (2) after bone marrow transplant, patients with acute lymphoblastic leukaemia:
// J. P. Klein and M. L. Moeschberger (2003), Survival Analysis, section 1.3 and table D.1, group 1.
const transplants: CompetingCases = {
  times: [
    2081, 1602, 1496, 1462, 1433, 1377, 1330, 996, 226, 1199, 1111, 530, 1182, 1167, 418, 383, 276, 104, 609, 172, 487,
    662, 194, 230, 526, 122, 129, 74, 122, 86, 466, 192, 109, 55, 1, 107, 110, 332,
  ],
  causes: [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 1, 2, 2, 1, 2, 1, 2, 2, 1, 1, 1, 2, 2, 1, 1, 1, 2, 2, 1, 2,
  ],
};

const someCases = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 3 })), { maxLength: 60 })
  .map((pairs) => ({ times: pairs.map(([time]) => time), causes: pairs.map(([, cause]) => cause) }));

const at = (cases: CompetingCases, cause: number, time: number) =>
  cumulativeIncidence(cases, cause).steps.findLast((step) => step.time <= time)!;

describe('the incidence of one of several ends', () => {
  it('of relapse and of death in remission is that of the transplants', () => {
    // R 4.2.2, cmprsk 2.2-11: timepoints(cuminc(t, cause), c(100, 200, 365, 500, 1000, 2000))$est
    const printed = [
      [100, 0.052631579, 0.052631579],
      [200, 0.21052632, 0.15789474],
      [365, 0.23798627, 0.21281465],
      [500, 0.26544622, 0.29519451],
      [1000, 0.32428898, 0.32265446],
      [2000, 0.32428898, 0.32265446],
    ];
    for (const [time, relapse, death] of printed) {
      expect(at(transplants, 1, time!).incidence).toBeCloseTo(relapse!, 8);
      expect(at(transplants, 2, time!).incidence).toBeCloseTo(death!, 8);
    }
  });

  it('has the variance and the limits that R prints', () => {
    // R 4.2.2, etm 1.1.1: summary(etmCIF(Surv(t, cause != 0) ~ 1, data, etype = cause, failcode = 1), ci.fun = "cloglog")
    const printed = [
      [1, 55, 0.0263157895, 0.000674296545, 0.00374931798, 0.172487268, 37],
      [1, 122, 0.1578947368, 0.00349905234, 0.07423009545, 0.318115405, 30],
      [1, 230, 0.23798627, 0.004802389663, 0.13156707421, 0.407651958, 23],
      [1, 662, 0.3242889833, 0.00597210958, 0.19850150476, 0.500636368, 13],
      [2, 1, 0.0263157895, 0.000674296545, 0.00374931798, 0.172487268, 38],
      [2, 122, 0.1052631579, 0.002478495407, 0.04086542151, 0.256584568, 30],
      [2, 466, 0.2677345538, 0.005263101576, 0.15388875603, 0.44070974, 18],
      [2, 662, 0.3226544622, 0.005890613058, 0.19772062242, 0.497881341, 13],
    ];
    for (const [cause, time, incidence, variance, low, high, atRisk] of printed) {
      const step = at(transplants, cause!, time!);
      expect(step).toMatchObject({ time, atRisk });
      expect(step.incidence).toBeCloseTo(incidence!, 9);
      expect(step.standardError! ** 2).toBeCloseTo(variance!, 11);
      expect(step.low).toBeCloseTo(low!, 8);
      expect(step.high).toBeCloseTo(high!, 8);
    }
  });

  it('can be reckoned by hand: of four, one comes to each end, one is censored and one comes to the first end', () => {
    const { steps } = cumulativeIncidence({ times: [1, 2, 3, 4], causes: [1, 2, 0, 1] }, 1);
    expect(steps.map(({ incidence }) => incidence)).toEqual([1 / 4, 1 / 4, 1 / 4, 3 / 4]);
    expect(steps.map(({ events, others, censored }) => [events, others, censored])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
  });

  it.each([
    ['treated', treated],
    ['untreated', placebo],
  ])('is one minus survival, with its limits, where there is one end only: %s children', (_, cases) => {
    const survival = kaplanMeier(cases).steps;
    const { steps } = cumulativeIncidence({ times: cases.times, causes: cases.events }, 1);
    for (const [row, step] of steps.entries()) {
      const beside = survival[row]!;
      expect(step.incidence).toBeCloseTo(1 - beside.survival, 12);
      expect(step.standardError === undefined).toBe(beside.standardError === undefined);
      expect(step.standardError ?? 0).toBeCloseTo(beside.standardError ?? 0, 12);
      expect(step.low === undefined).toBe(beside.high === undefined);
      expect(step.low ?? 0).toBeCloseTo(1 - (beside.high ?? 1), 12);
      expect(step.high ?? 0).toBeCloseTo(1 - (beside.low ?? 1), 12);
    }
  });

  it('of no case has no step, and of censored ones alone is 0 without limits', () => {
    expect(cumulativeIncidence({ times: [], causes: [] }, 1).steps).toEqual([]);
    expect(cumulativeIncidence({ times: [2], causes: [0] }, 1).steps).toEqual([
      { time: 2, atRisk: 1, events: 0, others: 0, censored: 1, incidence: 0, standardError: 0 },
    ]);
  });

  it('of one case that comes to the end is 1, and to another end 0', () => {
    expect(at({ times: [2], causes: [1] }, 1, 2)).toEqual({
      time: 2,
      atRisk: 1,
      events: 1,
      others: 0,
      censored: 0,
      incidence: 1,
    });
    expect(at({ times: [2], causes: [2] }, 1, 2)).toMatchObject({ incidence: 0, standardError: 0 });
  });

  it('shares a time at which all ends come', () => {
    const all = { times: [5, 5, 5, 5], causes: [1, 1, 1, 2] };
    expect(at(all, 1, 5).incidence).toBe(3 / 4);
    expect(at(all, 2, 5).incidence).toBe(1 / 4);
    expect(at(all, 1, 5).standardError).toBeCloseTo(Math.sqrt((3 / 4) * (1 / 4) * (1 / 4)), 12);
  });

  it.each([0, -1, 1.5])('is refused for the cause %p', (cause) => {
    expect(() => cumulativeIncidence(transplants, cause)).toThrow(RangeError);
  });

  it('is refused for causes that are none, and lists of different length', () => {
    expect(() => cumulativeIncidence({ times: [1], causes: [0.5] }, 1)).toThrow(RangeError);
    expect(() => cumulativeIncidence({ times: [1], causes: [-1] }, 1)).toThrow(RangeError);
    expect(() => cumulativeIncidence({ times: [1], causes: [] }, 1)).toThrow(RangeError);
  });

  it('rises, lies within its limits, and adds up to 1 with those of the other ends and survival', () => {
    fc.assert(
      fc.property(someCases, (cases) => {
        const survival = kaplanMeier({
          times: cases.times,
          events: cases.causes.map((cause) => (cause === 0 ? 0 : 1)),
        });
        const curves = [1, 2, 3].map((cause) => cumulativeIncidence(cases, cause).steps);
        for (const [row, { time }] of survival.steps.entries()) {
          const together = curves.reduce((sum, steps) => sum + steps[row]!.incidence, 0);
          expect(together + survivalAt(survival, time)!).toBeCloseTo(1, 12);
        }
        for (const steps of curves) {
          let before = 0;
          for (const { incidence, low, high, standardError } of steps) {
            expect(incidence).toBeGreaterThanOrEqual(before);
            expect(incidence).toBeLessThanOrEqual(1);
            expect(standardError ?? 0).not.toBeNaN();
            if (low !== undefined && high !== undefined) {
              expect(low).toBeGreaterThanOrEqual(0);
              expect(low).toBeLessThanOrEqual(incidence + 1e-12);
              expect(high).toBeGreaterThanOrEqual(incidence - 1e-12);
              expect(high).toBeLessThanOrEqual(1);
            }
            before = incidence;
          }
        }
      }),
    );
  });
});
