import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineOf, proofIn } from './checkpoint-line.ts';

const proof = {
  day: '2026-03-05',
  count: 1_234,
  hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  event: '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
};
const line =
  '2026-03-05 events 1234 hash 9f86 d081 884c 7d65 9a2f eaa0 c55a d015 a3bf 4f1b 2b0b 822c d15d 6c15 b0f0 0a08 event 0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10';

describe('The line of a proof', () => {
  it('is printed in groups that can be read aloud', () => {
    expect(lineOf(proof)).toBe(line);
  });

  it('is read again as it was', () => {
    const hex = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), hex, (count, digits) => {
        const made = { ...proof, count, hash: digits.join('') };
        expect(proofIn(lineOf(made))).toEqual(made);
      }),
    );
  });

  it.each([
    ['broken over lines and indented', `  ${line.replace(' hash ', '\n   hash\t')}\r\n`],
    ['in capitals', line.toUpperCase()],
    ['without the spaces between the groups', line.replace(/(?<= [0-9a-f]{4}) (?=[0-9a-f]{4} )/g, '')],
  ])('is understood as it comes back from minutes: %s', (_, typed) => {
    expect(proofIn(typed)).toEqual(proof);
  });

  it.each([
    ['nothing', ''],
    ['a day that is none', line.replace('03-05', '02-30')],
    ['no events', line.replace('1234', '0')],
    ['a digit too few', line.replace('9f86', '9f8')],
    ['a digit too many', line.replace('9f86', '9f861')],
    ['a letter that is no digit', line.replace('9f86', '9fo6')],
    ['no id', line.replace('0197c2a4-', '')],
    ['something behind it', `${line} x`],
  ])('is refused with %s', (_, typed) => {
    expect(proofIn(typed)).toBeUndefined();
  });
});
