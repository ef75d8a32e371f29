import { describe, expect, it } from '@jest/globals';
import { normalQuantile, standardErrorsAt } from './normal.ts';

describe('a normal quantile', () => {
  // R 4.2.2: print(qnorm(c(.975, .995, .999, .9, 1e-10, 1e-300)), digits = 17)
  it.each([
    [0.5, 0],
    [0.9, 1.2815515655446008],
    [0.975, 1.9599639845400536],
    [0.995, 2.5758293035488999],
    [0.999, 3.0902323061678132],
    [1e-10, -6.3613409024040557],
    [1e-300, -37.0470962993612],
  ])('at %p is %p, as R says', (probability, quantile) => {
    expect(normalQuantile(probability)).toBeCloseTo(quantile, 13);
  });

  it('is how many standard errors an interval of a level reaches', () => {
    expect(standardErrorsAt(0.95)).toBeCloseTo(1.9599639845400536, 12);
  });

  it.each([0, 1, -0.1, 1.1, Number.NaN])('is refused at %p', (probability) => {
    expect(() => normalQuantile(probability)).toThrow(RangeError);
    expect(() => standardErrorsAt(probability)).toThrow(RangeError);
  });
});
