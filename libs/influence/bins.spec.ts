import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { binOf, bins } from './bins.ts';

const percents = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

describe('bins', () => {
  it('have no gap: 20.05 % belongs to one bin, that from 20 to 30', () => {
    const counted = bins([20.05], percents).filter(({ count }) => count > 0);
    expect(counted).toEqual([{ from: 20, to: 30, count: 1 }]);
  });

  it.each([
    [0, 0],
    [9.999, 0],
    [10, 1],
    [19.999999999, 1],
    [20, 2],
    [20.05, 2],
    [90, 9],
    [100, 9],
  ])('have %p in that with the number %p', (value, bin) => {
    expect(binOf(value, percents)).toBe(bin);
  });

  it.each([-0.001, 100.001, Number.NaN])('have no place for %p', (value) => {
    expect(binOf(value, percents)).toBeUndefined();
    expect(() => bins([50, value], percents)).toThrow(RangeError);
  });

  it('are empty without values', () => {
    expect(bins([], [0, 1])).toEqual([{ from: 0, to: 1, count: 0 }]);
  });

  it.each([[[]], [[1]], [[1, 1]], [[2, 1]], [[0, Number.NaN]], [[Number.NaN, 1]]])(
    'are refused with the edges %p',
    (edges) => {
      expect(() => bins([], edges)).toThrow(RangeError);
      expect(() => binOf(1, edges)).toThrow(RangeError);
    },
  );

  it('hold every value exactly once', () => {
    const edges = fc
      .uniqueArray(fc.integer({ min: 1, max: 999 }), { maxLength: 12 })
      .map((inner) => [0, ...inner.sort((one, other) => one - other), 1000]);
    const values = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(edges, values, (borders, some) => {
        const counted = bins(some, borders);
        expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(some.length);
        for (const [index, { from, to, count }] of counted.entries()) {
          const last = index === counted.length - 1;
          expect(some.filter((value) => value >= from && (value < to || (last && value === to)))).toHaveLength(count);
        }
      }),
    );
  });
});
