/** Texts for benches that look like Finnish to an index: few words are frequent, most are seldom, and each has many forms. */

const syllables = (
  'ka la ta pu he lin jo no ai sa ki toi mek si an to vas us työ ryh mä ko kei lu pal ve neu von ha ke mus lo ma oh je ra asi kas ' +
  'osal li suus kah vi huo ne nuo ri per tuki apu kurs in fo vies ti ky lä ää pö yt os käy tän nön hoi to ter veys sy dän mie len'
).split(' ');
const endings = ['', 'n', 'a', 'ssa', 'sta', 'lla', 'lle', 'ksi', 't', 'ja', 'ihin', 'ista', 'kin', 'mme', 'lta', 'na'];
const stemCount = 20_000;

/** The same numbers between 0 and 1 each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function finnishWords(seed = 1): () => string {
  const next = numbers(seed);
  const one = <Of>(of: readonly Of[]): Of => of[Math.floor(next() * of.length)]!;
  const stems = Array.from({ length: stemCount }, () =>
    Array.from({ length: 2 + Math.floor(next() * 3) }, () => one(syllables)).join(''),
  );
  // The third power makes a few words frequent and the most seldom, as they are in texts.
  return () => stems[Math.floor(stemCount * next() ** 3)]! + one(endings);
}

export interface Proposal {
  readonly title: string;
  readonly text: string;
}

/** So many proposals, each with a title of five words and a text of fifty. */
export function* finnishProposals(count: number, seed = 1): Generator<Proposal> {
  const word = finnishWords(seed);
  const words = (of: number) => Array.from({ length: of }, word).join(' ');
  for (let number = 0; number < count; number += 1) yield { title: words(5), text: words(50) };
}
