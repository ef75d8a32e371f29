import { describe, expect, it } from '@jest/globals';
import { digestOfTyped, newTypedCode } from './typed-code.ts';

describe('a code for typing', () => {
  it('stands in groups, without letters that are taken for others', () => {
    const codes = Array.from({ length: 200 }, () => newTypedCode(20));
    for (const code of codes)
      expect(code).toMatch(/^[0-9abcdefghjkmnpqrstvwxyz]{4}(-[0-9abcdefghjkmnpqrstvwxyz]{4}){4}$/);
    expect(new Set(codes).size).toBe(200);
    // Five bits each: all 32 characters come.
    expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
  });

  it('is understood in capitals, without or with other gaps, and with letters mistaken', () => {
    const digest = digestOfTyped('01ab-cdef-gh01', 12);
    expect(digest).toBeDefined();
    for (const typed of ['01ABCDEFGH01', ' o1ab cdef ghOl ', '0-i-a-b-c-d-e-f-g-h-o-L'])
      expect(digestOfTyped(typed, 12)).toBe(digest);
    expect(digestOfTyped('01ab-cdef-gh02', 12)).not.toBe(digest);
  });

  it.each([
    '',
    '01ab',
    '01ab-cdef-gh0u',
    '01ab-cdef-gh01-2',
    '0'.repeat(1_000_000),
    '٠١ab-cdef-gh01',
    '01ab-cdef-gh0\0',
  ])('cannot be %j', (text) => {
    expect(digestOfTyped(text, 12)).toBeUndefined();
  });
});
