import { digestOfTyped, newTypedCode } from './typed-code.ts';

/** Codes of 80 bits for those who have lost what makes the others. Each works once. */
const many = 8;
const length = 16;

/** @returns the codes, which are told once, and what is kept of them */
export function newRecoveryCodes(): { readonly codes: readonly string[]; readonly digests: readonly string[] } {
  const codes = Array.from({ length: many }, () => newTypedCode(length));
  return { codes, digests: codes.map((code) => digestOfTyped(code, length)!) };
}

/** Those that are left when this one is used; undefined when it is none of them. */
export function withoutCode(digests: readonly string[], code: string): readonly string[] | undefined {
  const digest = digestOfTyped(code, length);
  return digest !== undefined && digests.includes(digest) ? digests.filter((one) => one !== digest) : undefined;
}
