import { finnishStems } from './finnish.ts';
import { isSlip, type Spelling, spelling } from './near.ts';
import { isFinnish, stemsOf } from './stems.ts';

/** How alike a word that is sought and one of a text are. */
export const same = 1;
export const otherForm = 0.9;
export const beginsWith = 0.7;
export const endsWith = 0.65;
export const slipped = 0.5;

/** A word that is searched for, made ready to be compared with many. */
export interface Sought {
  readonly word: string;
  /** In all languages: nobody says in which one somebody searches. */
  readonly stems: ReadonlySet<string>;
  /** With what a compound of it may begin. */
  readonly heads: readonly string[];
  /** With what the word begins in each of its forms. */
  readonly steady: readonly string[];
  readonly spelling: Spelling;
  readonly stemSpellings: readonly Spelling[];
  /** What compounds end with and was looked at before: many end alike. */
  readonly ends: Map<string, boolean>;
}

/** Without the marks of its letters, as it is typed where a keyboard has none. */
export const plainly = (word: string): string => word.replace(/[åä]/g, 'a').replaceAll('ö', 'o');

const shortestHead = 4;
/** How much of a compound stands before its last part at least: `t-aika` is none. */
const shortestBefore = 3;
/** `palvelu-kahvi-la` */
const shortestInside = 5;

/** @param word folded */
export function sought(word: string): Sought {
  const stems = new Set(stemsOf(word));
  const finnish = [...stems].filter(isFinnish);
  const isHead = word.length >= shortestHead || /(?:uo|yö|ie)$/.test(word);
  // jonot: jono-
  const single = word.replace(/[tn]$/, '');
  const heads = new Set([
    ...(isHead ? [word] : []),
    ...(single.length >= shortestHead ? [single] : []),
    ...finnish.filter((stem) => stem.length > shortestHead),
  ]);
  const own = spelling(plainly(word));
  return {
    word,
    stems,
    heads: [...heads],
    steady: steadyOf(word, finnish),
    spelling: own,
    ends: new Map(),
    stemSpellings: [...new Set(finnish.map(plainly))].map((plain) => spelling(plain, own.slips)),
  };
}

/** What the stems have in common, as far as no ending changes it; of a short word the first letters of each. */
function steadyOf(word: string, stems: readonly string[]): string[] {
  const all = [word, ...stems];
  let common = 0;
  while (common < word.length && all.every((one) => one[common] === word[common])) common += 1;
  const length = Math.max(3, Math.min(common, word.length - 3));
  return [...new Set(all.map((one) => one.slice(0, length)))].filter((one) => one.length === length);
}

/**
 * How alike they are, from 0, not at all, to 1. It depends on the two alone, so that it is the same whoever asks and whatever else is
 * written anywhere.
 * @param word folded @param lang of the text it stands in, BCP 47
 */
export function likeness(seek: Sought, word: string, lang: string): number {
  if (word === seek.word) return same;
  if (!mayBegin(seek, word)) return isTailOf(seek, word) ? endsWith : 0;
  const stems = stemsOf(word, lang);
  const plain = plainly(word);
  if (stems.some((stem) => seek.stems.has(stem)) || plain === seek.spelling.plain) return otherForm;
  if (isHeadOf(seek, word)) return beginsWith;
  if (isTailOf(seek, word)) return endsWith;
  if (isSlip(seek.spelling, plain)) return slipped;
  return stems.some((stem) => isFinnish(stem) && isSlipOfStem(seek, plainly(stem))) ? slipped : 0;
}

/** Forms of a word begin alike, and so does what has a slip in it but for the first two letters swapped or the first left out. */
function mayBegin({ spelling: { plain } }: Sought, word: string): boolean {
  const first = plainly(word[0]!);
  return first === plain[0] || first === plain[1];
}

export const isHeadOf = ({ heads }: Sought, word: string): boolean => heads.some((head) => word.startsWith(head));

/** Whether a compound ends with a form of the word, or has it inside: `aika`, `vastaanotto-aikoja`. */
export function isTailOf({ word: tail, stems, steady, ends }: Sought, word: string): boolean {
  if (tail.length >= shortestInside && word.includes(tail, shortestBefore)) return true;
  return steady.some((beginning) => {
    for (let at = word.indexOf(beginning, shortestBefore); at > 0; at = word.indexOf(beginning, at + 1)) {
      const end = word.slice(at);
      let isForm = ends.get(end);
      if (isForm === undefined) {
        isForm = end.length <= tail.length + longestEnding && [...finnishStems(end)].some((stem) => stems.has(stem));
        ends.set(end, isForm);
      }
      if (isForm || end === tail) return true;
    }
    return false;
  });
}

/** Letters that the endings of a form and what goes before them may be longer than those of another. */
const longestEnding = 9;

/** Whether a stem, without marks, is one of the word's with a slip in it. */
const isSlipOfStem = ({ stemSpellings }: Sought, stem: string): boolean =>
  stemSpellings.some((one) => isSlip(one, stem));
