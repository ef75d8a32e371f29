import { newStemmer } from 'snowball-stemmers';
import { finnishStems } from './finnish.ts';

const swedish = newStemmer('swedish');
const english = newStemmer('english');

/** Shorter stems are the same for words that have nothing in common. */
const shortestStem = 3;

/** Snowball's Swedish leaves what neuter words end with: svaret, mötena. */
const neuter = /(?:(?<=.{3})et|(?<=[aeiouyåäö])na)$/;

/**
 * What a word has in common with its other forms. Stems of different languages are kept apart: `s:` Swedish, `e:` English, without a
 * mark Finnish; of a word of a language that is not known there are all, of a further language none.
 * @param word folded @param lang BCP 47
 */
export function stemsOf(word: string, lang = 'und'): string[] {
  const all = lang === 'und';
  const stems = all || lang.startsWith('fi') ? [...finnishStems(word)] : [];
  if (all || lang.startsWith('sv')) {
    for (const form of new Set([word, word.replace(neuter, '')])) {
      const stem = swedish.stem(form).replace(/([mn])\1$/, '$1');
      if (stem.length >= shortestStem) stems.push(`s:${stem}`);
    }
  }
  if (all || lang.startsWith('en')) {
    const stem = english.stem(word);
    if (stem.length >= shortestStem) stems.push(`e:${stem}`);
  }
  return stems;
}

export const isFinnish = (stem: string): boolean => stem[1] !== ':';
