import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dissimilarity, gini } from './evenness.ts';

describe('the index of dissimilarity', () => {
  it('of men and women over the six departments of Berkeley is R’s', () => {
    // Applications to graduate school in 1973: P. J. Bickel, E. A. Hammel and J. W. O'Connell (1975), Science 187; `UCBAdmissions` in R.
    // R 4.2.2: u <- apply(UCBAdmissions, c(2, 3), sum); sum(abs(u[1, ] / sum(u[1, ]) - u[2, ] / sum(u[2, ]))) / 2
    const men = [825, 560, 325, 417, 191, 373];
    const women = [108, 25, 593, 375, 393, 341];
    expect(dissimilarity(men, women)).toBeCloseTo(0.4421989941, 10);
  });

  it('can be reckoned by hand: what the third place has too much is what the others lack', () => {
    // 200, 150, 300 of 650 against 300, 250, 200 of 750.
    expect(dissimilarity([200, 150, 300], [300, 250, 200])).toBeCloseTo(300 / 650 - 200 / 750, 12);
  });

  it('is 0 where both are spread alike and 1 where they never meet', () => {
    expect(dissimilarity([1, 2, 3], [10, 20, 30])).toBeCloseTo(0, 15);
    expect(dissimilarity([1, 0], [0, 5])).toBe(1);
    expect(dissimilarity([3], [4])).toBe(0);
  });

  it('cannot be said where one of the two is nothing', () => {
    expect(dissimilarity([], [])).toBeUndefined();
    expect(dissimilarity([0, 0], [1, 2])).toBeUndefined();
    expect(dissimilarity([1, 2], [0, 0])).toBeUndefined();
  });

  it('is refused for lists of different length and for what is no amount', () => {
    expect(() => dissimilarity([1], [1, 2])).toThrow(RangeError);
    expect(() => dissimilarity([1], [-1])).toThrow(RangeError);
    expect(() => dissimilarity([Number.NaN], [1])).toThrow(RangeError);
  });

  it('lies within 0 to 1 and is the same the other way round', () => {
    const pairs = fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(pairs, (both) => {
        const [ones, others] = [both.map(([one]) => one), both.map(([, other]) => other)];
        const index = dissimilarity(ones, others);
        expect(dissimilarity(others, ones)).toBe(index);
        expect(index ?? 0).toBeGreaterThanOrEqual(0);
        expect(index ?? 0).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('Gini’s coefficient', () => {
  it('is 0.4620911 for the incomes in the manual of R’s package ineq', () => {
    expect(gini([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261])?.toFixed(7)).toBe('0.4620911');
  });

  it('is 0.3076923 for the list in the manual of R’s package phylotools', () => {
    expect(gini([1, 3, 2, 1, 1, 1, 4])?.toFixed(7)).toBe('0.3076923');
  });

  it('is 0 for equal amounts and (n − 1) / n where one has all', () => {
    expect(gini([5, 5, 5])).toBeCloseTo(0, 15);
    expect(gini([7])).toBe(0);
    expect(gini([0, 0, 0, 8])).toBe(3 / 4);
  });

  it('cannot be said of nothing', () => {
    expect(gini([])).toBeUndefined();
    expect(gini([0, 0])).toBeUndefined();
  });

  it('is refused for what is no amount', () => {
    expect(() => gini([1, -1])).toThrow(RangeError);
    expect(() => gini([Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });

  it('is half the mean difference of two amounts by their mean', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 20 }), (values) => {
        const sum = values.reduce((all, value) => all + value, 0);
        fc.pre(sum > 0);
        const differences = values.flatMap((one) => values.map((other) => Math.abs(one - other)));
        const byPairs = differences.reduce((all, value) => all + value, 0) / (2 * values.length * sum);
        expect(gini(values)).toBeCloseTo(byPairs, 12);
      }),
    );
  });
});
