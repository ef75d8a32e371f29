import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keysOf, pageOf } from './cursor.ts';
import { QueryRefused } from './errors.ts';

const how = ['string', 'number'] as const;
const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value) ?? '').toString('base64url');

/** What is in the cursor, or that it is refused; anything else is thrown on. */
function read(cursor: string): unknown {
  try {
    return keysOf(cursor, 'owed', how);
  } catch (error) {
    if (error instanceof QueryRefused && error.code === 'query.cursor-wrong') return 'refused';
    throw error;
  }
}

describe('a cursor', () => {
  it('leads to where the page before ended', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, number) => {
        const { next } = pageOf(
          [
            { text, number },
            { text: 'z', number: 0 },
          ],
          1,
          'owed',
          (row) => [row.text, row.number],
        );
        expect(keysOf(next!, 'owed', how)).toEqual([text, Object.is(number, -0) ? 0 : number]);
      }),
    );
  });

  it('that nobody was given is refused, whatever stands in it', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.jsonValue().map(cursorOf),
      fc.anything().map((one) => cursorOf(['owed', one])),
    );
    fc.assert(
      fc.property(anything, (cursor) => {
        expect(read(cursor)).toBe('refused');
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused when it is of another list or when one of its characters was changed to what is no key', () => {
    expect(read(cursorOf(['changes', 'a', 1]))).toBe('refused');
    expect(read(cursorOf(['owed', 'a', '1']))).toBe('refused');
    expect(read(cursorOf(['owed', 'a']))).toBe('refused');
    expect(read(cursorOf({ 0: 'owed', 1: 'a', 2: 1, length: 3 }))).toBe('refused');
    expect(read(`${'['.repeat(10_000)}`)).toBe('refused');
  });
});
