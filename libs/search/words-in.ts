/** A word of a text: as it is compared, and where it stands, in UTF-16 code units. */
export interface WordAt {
  readonly word: string;
  readonly begin: number;
  readonly end: number;
}

/** What a word can be longer than only when it is none: an address, a key, a line without spaces. */
const longestWord = 40;

const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}]+)?/gu;
const plainPattern = /^[a-z0-9åäö]+$/;

/** As words are compared: small letters, marks taken away but from å, ä and ö, which are letters of their own. */
export function folded(word: string): string {
  const small = word.toLowerCase();
  if (plainPattern.test(small)) return small;
  return small
    .normalize('NFKC')
    .replace(/['’]/g, "'")
    .replace(/[^a-z0-9åäö']/gu, (letter) => letter.normalize('NFD').replace(/\p{M}/gu, ''));
}

/** The words of a text that say something, in their order. */
export function wordsIn(text: string): WordAt[] {
  const words: WordAt[] = [];
  for (const found of text.matchAll(wordPattern)) {
    const word = folded(found[0]);
    if (word.length < 2 || word.length > longestWord || functionWords.has(word)) continue;
    words.push({ word, begin: found.index, end: found.index + found[0].length });
  }
  return words;
}

/** Words that stand in every text: they would find everything, and be most of the index. */
const functionWords: ReadonlySet<string> = new Set(
  [
    'ja tai sekä että mutta vaan kun kuin jos niin myös ei en et emme ette eivät on oli ole olla ovat olivat olisi se ne',
    'tämä tuo nämä me te he hän minä sinä mikä mitä joka jotka jota jonka sen siitä siinä niitä niiden vai eli kuten',
    'och eller men att som en ett det den de är var vara har inte på av till för med om vi ni han hon jag du sig så',
    'the and or but of to in is are was were be been it its this that these those for with on at by we you he she they not as',
  ]
    .join(' ')
    .split(' '),
);
