/** The next whole number from 0 to 2³² − 1. */
export type Random = () => number;

const rotated = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/**
 * The generator xoshiro128** from a state of four words of 32 bits, not all 0. The same state gives the same numbers for ever.
 * Source: D. Blackman and S. Vigna (2021), Scrambled linear pseudorandom number generators, ACM Transactions on Mathematical
 * Software 47.
 */
export function xoshiro128(state: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
}

/**
 * A generator for a seed, which is read as a whole number of 32 bits. Its four words are those of a Weyl sequence from the seed on,
 * stirred by the finalizer of MurmurHash3 (A. Appleby 2011), which maps different words to different ones: never are all four 0.
 */
export function randomFrom(seed: number): Random {
  const word = (index: number): number => {
    let mixed = (seed + Math.imul(index, 0x9e3779b9)) | 0;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
  return xoshiro128([word(1), word(2), word(3), word(4)]);
}
