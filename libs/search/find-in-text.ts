import { likeness, type Sought } from './likeness.ts';
import { wordsIn } from './words-in.ts';

/** Where something stands: from the first UTF-16 code unit to the one behind the last. */
export type Place = readonly [begin: number, end: number];

/** A part of a text in which something was found. */
export interface Snippet {
  readonly text: string;
  /** In this part. */
  readonly places: readonly Place[];
  /** Something stands before it, or behind it. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

export interface FoundInText {
  readonly places: readonly Place[];
  /** By the words that are sought, how much what stands there is like each. */
  readonly likeness: readonly number[];
}

/** @returns undefined: none of the words is there in any form */
export function findInText(text: string, lang: string, seeks: readonly Sought[]): FoundInText | undefined {
  const known = new Map<string, readonly number[]>();
  const best = seeks.map(() => 0);
  const places: Place[] = [];
  for (const { word, begin, end } of wordsIn(text)) {
    let alike = known.get(word);
    if (alike === undefined) {
      alike = seeks.map((seek) => likeness(seek, word, lang));
      known.set(word, alike);
    }
    if (alike.every((one) => one === 0)) continue;
    places.push([begin, end]);
    for (const [index, one] of alike.entries()) best[index] = Math.max(best[index]!, one);
  }
  return places.length > 0 ? { places, likeness: best } : undefined;
}

const lengthOfSnippet = 240;
const before = 60;

/** The part of a text around the first place, cut where words end. */
export function snippetOf(text: string, places: readonly Place[]): Snippet {
  const [first = [0, 0] as const] = places;
  const begin = first[0] <= before ? 0 : wordEndAfter(text, first[0] - before, first[0]);
  const end =
    text.length <= begin + lengthOfSnippet ? text.length : wordEndBefore(text, begin + lengthOfSnippet, first[1]);
  return {
    text: text.slice(begin, end),
    places: places.filter(([from, to]) => from >= begin && to <= end).map(([from, to]) => [from - begin, to - begin]),
    cutBefore: begin > 0,
    cutAfter: end < text.length,
  };
}

const isSpace = (text: string, at: number): boolean => /\s/.test(text[at] ?? ' ');

/** Where a word begins from `from` on, at the latest at `latest`, where one does. */
function wordEndAfter(text: string, from: number, latest: number): number {
  for (let at = from; at < latest; at += 1) if (isSpace(text, at - 1) && !isSpace(text, at)) return at;
  return latest;
}

/** Where a word ends up to `to`, at the earliest at `earliest`, where one does. */
function wordEndBefore(text: string, to: number, earliest: number): number {
  for (let at = to; at > earliest; at -= 1) if (isSpace(text, at) && !isSpace(text, at - 1)) return at;
  return earliest;
}
