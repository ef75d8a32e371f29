import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wilson } from './wilson.ts';

describe('the interval of a share', () => {
  it.each([
    [81, 263, '0.2553', '0.3662'],
    [15, 148, '0.0624', '0.1605'],
    [0, 20, '0.0000', '0.1611'],
    [1, 29, '0.0061', '0.1718'],
  ])('of %p of %p is the one that Newcombe (1998) prints in table I', (yes, of, low, high) => {
    const found = wilson(yes, of)!;
    expect([found.low.toFixed(4), found.high.toFixed(4)]).toEqual([low, high]);
  });

  // R 4.2.2: prop.test(yes, of, correct = FALSE)$conf.int
  it.each([
    [81, 263, 0.2552885199, 0.366209577],
    [15, 148, 0.06238639953, 0.16048724172],
    [0, 20, 0, 0.1611251581],
    [1, 29, 0.006113214293, 0.171755218793],
    [1, 10, 0.0178762131, 0.4041500268],
    [263, 263, 0.9856039656, 1],
  ])('of %p of %p is R’s', (yes, of, low, high) => {
    const found = wilson(yes, of)!;
    expect(found.low).toBeCloseTo(low, 9);
    expect(found.high).toBeCloseTo(high, 9);
  });

  it('of nothing cannot be said', () => {
    expect(wilson(0, 0)).toBeUndefined();
  });

  it.each([
    [2, 1],
    [-1, 3],
    [0.5, 1],
    [Number.NaN, 1],
  ])('of %p of %p is refused', (yes, of) => {
    expect(() => wilson(yes, of)).toThrow(RangeError);
  });

  it('lies within 0 to 1, contains the share, is wider at a higher level and mirrors the other share', () => {
    const counts = fc
      .integer({ min: 1, max: 100_000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(counts, ([yes, of]) => {
        const [found, wider, mirrored] = [wilson(yes, of)!, wilson(yes, of, 0.99)!, wilson(of - yes, of)!];
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.low).toBeLessThanOrEqual(yes / of);
        expect(found.high).toBeGreaterThanOrEqual(yes / of);
        expect(found.high).toBeLessThanOrEqual(1);
        expect(wider.low).toBeLessThanOrEqual(found.low);
        expect(wider.high).toBeGreaterThanOrEqual(found.high);
        expect(mirrored.low).toBeCloseTo(1 - found.high, 12);
      }),
    );
  });
});
