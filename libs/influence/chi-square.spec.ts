import { describe, expect, it } from '@jest/globals';
import { chiSquareTail } from './chi-square.ts';

describe('the probability of a chi square at least so large', () => {
  // R 4.2.2: print(pchisq(x, df, lower = FALSE), digits = 15)
  it.each([
    [3.841, 1, 5.00136837639569e-2],
    [16.79, 1, 4.17527513891979e-5],
    [0.5, 3, 9.18891411654676e-1],
    [12.2, 4, 1.59243608083492e-2],
    [100, 7, 1.07879796717029e-18],
    [0.01, 20, 1],
    [0, 5, 1],
    [1600, 1, 0],
  ])('of %p with %p degrees of freedom is %p, as R says', (value, degreesOfFreedom, probability) => {
    expect(chiSquareTail(value, degreesOfFreedom) / (probability || 1)).toBeCloseTo(probability && 1, 12);
  });

  it('is that of tables: five per cent lie above 3.841, 5.991 and 18.307 with 1, 2 and 10 degrees', () => {
    expect(chiSquareTail(3.841, 1)).toBeCloseTo(0.05, 4);
    expect(chiSquareTail(5.991, 2)).toBeCloseTo(0.05, 4);
    expect(chiSquareTail(18.307, 10)).toBeCloseTo(0.05, 4);
  });

  it.each([
    [-1, 1],
    [Number.NaN, 1],
    [1, 0],
    [1, 1.5],
  ])('of %p with %p degrees is refused', (value, degreesOfFreedom) => {
    expect(() => chiSquareTail(value, degreesOfFreedom)).toThrow(RangeError);
  });
});
