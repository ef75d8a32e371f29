import { describe, expect, it } from '@jest/globals';
import { randomFrom, xoshiro128 } from './random.ts';

const first = (random: () => number, count: number): number[] => Array.from({ length: count }, random);

describe('a generator of numbers', () => {
  it('gives the numbers of the authors’ reference code for the state 1, 2, 3, 4, as in the tests of the crate rand_xoshiro', () => {
    expect(first(xoshiro128([1, 2, 3, 4]), 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('gives the same numbers for a seed, and others for another one', () => {
    expect(first(randomFrom(7), 20)).toEqual(first(randomFrom(7), 20));
    expect(first(randomFrom(7), 20)).not.toEqual(first(randomFrom(8), 20));
  });

  it('spreads evenly: each tenth gets about a tenth of the numbers', () => {
    const counts = new Array<number>(10).fill(0);
    for (const value of first(randomFrom(0), 100_000)) counts[Math.floor((value / 2 ** 32) * 10)]!++;
    // Five standard deviations of a count of 10 000.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(100_000 * 0.1 * 0.9));
  });
});
