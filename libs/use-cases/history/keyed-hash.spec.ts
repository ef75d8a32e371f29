import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { keyedHash } from './keyed-hash.ts';

describe('a keyed hash', () => {
  it('is HMAC-SHA-256, of any text under any key of up to a block', () => {
    const key = fc.uint8Array({ minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(key, fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (key, texts) => {
        const hashed = keyedHash(key);
        for (const text of texts) expect(hashed(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      }),
    );
  });
});
