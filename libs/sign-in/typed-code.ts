import { hash, randomBytes } from 'node:crypto';

/** Douglas Crockford's base 32: no letter can be taken for another or for a digit, and who mistakes one all the same is understood. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const inGroupsOf = 4;

/** A code for people to type, of `length` characters with five bits of chance each: `7k2m-…`. */
export function newTypedCode(length: number): string {
  const chance = [...randomBytes(length)].map((byte) => letters[byte % letters.length]!).join('');
  return chance.match(new RegExp(`.{1,${inGroupsOf}}`, 'g'))!.join('-');
}

/**
 * What is kept of a code, and compared: its SHA-256. A slow hash is not needed against so much chance.
 * @returns undefined when the text cannot be a code of this length
 */
export function digestOfTyped(text: string, length: number): string | undefined {
  if (text.length > 4 * length) return undefined;
  const plain = text.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  if (plain.length !== length || [...plain].some((letter) => !letters.includes(letter))) return undefined;
  return hash('sha256', plain, 'base64url');
}
