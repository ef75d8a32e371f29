import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CompactMap } from './compact-map.ts';

describe('a compact map', () => {
  it('holds what a map holds, however it grows', () => {
    const entry = fc.tuple(fc.string({ maxLength: 3 }), fc.integer({ min: 1, max: 2 ** 32 - 1 }));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 300 }), (entries) => {
        const [compact, plain] = [new CompactMap(), new Map(entries)];
        for (const [text, number] of entries) compact.put(text, () => number);
        for (const [text, number] of plain) expect(compact.get(text)).toBe(number);
        expect(compact.get('not there at all')).toBeUndefined();
      }),
      { numRuns: 50 },
    );
    const many = new CompactMap();
    for (let number = 1; number <= 50_000; number++) many.put(`text ${number}`, () => number);
    for (let number = 1; number <= 50_000; number += 997) expect(many.get(`text ${number}`)).toBe(number);
  });
});
