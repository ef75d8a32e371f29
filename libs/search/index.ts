export { findInText, type Snippet, snippetOf } from './find-in-text.ts';
export { compareRanks, type Entry, type Found, type Hit, type Rank, type Text, type Wanted } from './found.ts';
export { likeness, sought } from './likeness.ts';
export { WordIndex } from './word-index.ts';
export { folded, wordsIn } from './words-in.ts';
