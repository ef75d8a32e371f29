import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { funnelLimits } from './funnel.ts';

describe('the limits of a funnel plot', () => {
  // R 4.2.2, the formula of Spiegelhalter (2005), A.1.1, on R's binomial distribution:
  //   r <- qbinom(p, n, share); (r - (pbinom(r, n, share) - p) / dbinom(r, n, share)) / n
  // Lower limits below 0 are printed there as negative and are 0 here.
  it.each([
    [10, 0.1, 0.95, 0, 0.2787356597962],
    [10, 0.1, 0.998, 0, 0.4426695262772],
    [10, 0.5, 0.95, 0.132444444444, 0.767555555556],
    [10, 0.5, 0.998, 0.00024, 0.89976],
    [50, 0.1, 0.95, 0.0138629269573, 0.1797227276234],
    [50, 0.1, 0.998, 0, 0.2401284187524],
    [50, 0.5, 0.95, 0.350702291802, 0.629297708198],
    [100, 0.1, 0.95, 0.0403805955244, 0.1577186116391],
    [100, 0.1, 0.998, 0.0141788650084, 0.1983567185029],
    [100, 0.5, 0.95, 0.396824041726, 0.593175958274],
    [1000, 0.1, 0.95, 0.0812786567447, 0.1184829265305],
    [1000, 0.5, 0.998, 0.450652195996, 0.548347804004],
    [1_000_000, 0.1, 0.95, 0.0994118898246, 0.1005878679531],
    [1_000_000, 0.5, 0.998, 0.498454384216, 0.501544615784],
  ])('for %p cases and a share of %p at level %p are R’s', (of, share, level, low, high) => {
    const found = funnelLimits(of, share, level)!;
    expect(found.low).toBeCloseTo(low, 9);
    expect(found.high).toBeCloseTo(high, 9);
  });

  it('for no case cannot be said', () => {
    expect(funnelLimits(0, 0.3)).toBeUndefined();
  });

  it('leave nothing to chance where the share is 0 or 1', () => {
    expect(funnelLimits(12, 0)).toEqual({ low: 0, high: 0 });
    expect(funnelLimits(12, 1)).toEqual({ low: 1, high: 1 });
  });

  it.each([
    [1.5, 0.5, 0.95],
    [-1, 0.5, 0.95],
    [10, 1.5, 0.95],
    [10, Number.NaN, 0.95],
    [10, 0.5, 1],
  ])('are refused for %p cases, a share of %p and a level of %p', (of, share, level) => {
    expect(() => funnelLimits(of, share, level)).toThrow(RangeError);
  });

  it('lie within 0 to 1, contain the share, are wider at a higher level and mirror those of the other share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (of, share) => {
          const [found, wider, mirrored] = [
            funnelLimits(of, share)!,
            funnelLimits(of, share, 0.998)!,
            funnelLimits(of, 1 - share)!,
          ];
          expect(found.low).toBeGreaterThanOrEqual(0);
          expect(found.low).toBeLessThanOrEqual(share);
          expect(found.high).toBeGreaterThanOrEqual(share);
          expect(found.high).toBeLessThanOrEqual(1);
          expect(wider.low).toBeLessThanOrEqual(found.low + 1e-12);
          expect(wider.high).toBeGreaterThanOrEqual(found.high - 1e-12);
          // Going between counts is not the same from above as from below, but differs by one case at most.
          expect(Math.abs(mirrored.low - (1 - found.high))).toBeLessThanOrEqual(1 / of + 1e-9);
        },
      ),
    );
  });
});
