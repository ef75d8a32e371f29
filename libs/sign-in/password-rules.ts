import { requires } from '#domain';
import { guessedFirst } from './guessed-first.ts';

/** In characters, after what looks alike has become alike. */
const shortestPassword = 12;
const longestPassword = 128;
/** UTF-16 units that are looked at at all; a character may have several. */
const longestText = 4 * longestPassword;

/** Whose password it is to be. */
export interface Owner {
  readonly address?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * A password as it is hashed: in normal form NFKC, so that it is the same from every keyboard; undefined for what no keyboard
 * types and for what is too long to be one. Costs nothing, however long the text is.
 */
export function plainPassword(text: string): string | undefined {
  if (text.length > longestText || !text.isWellFormed()) return undefined;
  const password = text.normalize('NFKC');
  return /\p{Cc}/u.test(password) || [...password].length > longestPassword ? undefined : password;
}

/**
 * @returns the password as it is hashed
 * @throws Refusal `password.too-long`, `password.unreadable`, `password.too-short`, `password.common`, `password.about-you`
 */
export async function checkedPassword(text: string, owner: Owner): Promise<string> {
  requires(
    text.length <= longestText && [...text.normalize('NFKC')].length <= longestPassword,
    'password.too-long',
    'A password has at most 128 characters.',
    'password',
  );
  const password = plainPassword(text);
  requires(
    password !== undefined,
    'password.unreadable',
    'The password holds a character that cannot be typed. Choose letters, digits, signs and spaces.',
    'password',
  );
  requires(
    [...password].length >= shortestPassword,
    'password.too-short',
    'A password has at least 12 characters. Several words are good.',
    'password',
  );
  const core = coreOf(password);
  const own = wordsOf(owner);
  requires(
    !own.has(core) && !own.has(password.toLowerCase()),
    'password.about-you',
    'Your name or address, and what is made of it, is guessed first. Choose something else.',
    'password',
  );
  const guessed = await guessedFirst();
  requires(
    !guessed.has(core) && !guessed.has(password.toLowerCase()) && !isRun(password),
    'password.common',
    'This password, or what it is made of, is among those that are tried first. Choose something else.',
    'password',
  );
  return password;
}

/** What is left to guess when a word is repeated, or has digits and signs before and behind: `Salasana-2026!` is `salasana`. */
function coreOf(password: string): string {
  const small = password.toLowerCase();
  const letters = small.replace(/[^\p{L}\p{M}]/gu, '');
  const word = letters.length >= 3 ? letters : small;
  return /^(.+?)\1+$/u.exec(word)?.[1] ?? word;
}

/** A run along the alphabet or the digits, or one character again and again. */
function isRun(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0)!);
  const even = codes.slice(1).filter((code, index) => {
    const step = Math.abs(code - codes[index]!);
    return step <= 1 || (step === 9 && /^[09]$/.test(String.fromCodePoint(code)));
  });
  return even.length >= (codes.length * 3) / 4 || new Set(codes).size < 5;
}

function wordsOf({ address = '', name = '' }: Owner): ReadonlySet<string> {
  const parts = name.slice(0, longestText).split(/\s+/);
  const mailbox = address.slice(0, longestText);
  const local = mailbox.split('@')[0]!;
  const spellings = [mailbox, local, parts.join(' '), ...parts, parts.join(''), parts.toReversed().join('')];
  const words = spellings.flatMap((spelling) => {
    const small = spelling.normalize('NFKC').toLowerCase();
    return [small, coreOf(small)];
  });
  return new Set(words.filter((word) => word.length >= 3));
}
