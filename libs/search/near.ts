/** Rows of the table that `distance` fills, used again and again. */
let [beforeLast, last, row] = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];

/**
 * How many letters must be left out, put in, replaced or swapped with their neighbour to make one word of the other.
 * @param one @param other of up to 60 letters
 * @returns `most + 1` as soon as it is more than `most`
 */
function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  for (let j = 0; j <= other.length; j += 1) last[j] = j;
  for (let i = 1; i <= one.length; i += 1) {
    const letter = one.charCodeAt(i - 1);
    row[0] = i;
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const facing = other.charCodeAt(j - 1);
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (letter === facing ? 0 : 1));
      const isSwapped =
        i > 1 && j > 1 && letter === other.charCodeAt(j - 2) && facing === one.charCodeAt(i - 2) && letter !== facing;
      if (isSwapped) cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[other.length]!;
}

/** How many slips are forgiven in a word of so many letters: in a short one a slip makes another word. */
const slipsIn = (length: number): number => (length < 6 ? 0 : length < 10 ? 1 : 2);

/** Which letters a word has, a bit for each: words whose letters differ much need not be compared. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index += 1) letters |= 1 << (word.charCodeAt(index) % 31);
  return letters;
}

/** How many bits are set. */
function howMany(letters: number): number {
  let bits = letters - ((letters >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A word without marks, as it is compared letter by letter. */
export interface Spelling {
  readonly plain: string;
  readonly letters: number;
  readonly slips: number;
}

export const spelling = (plain: string, most = 2): Spelling => ({
  plain,
  letters: lettersOf(plain),
  slips: Math.min(most, slipsIn(plain.length)),
});

/** Whether a spelling could be another with slips in it, by its letters and their number alone. */
export function mayBeSlip({ plain, letters, slips }: Spelling, length: number, others: number): boolean {
  const most = length < 10 ? Math.min(slips, slipsIn(length)) : slips;
  return most > 0 && Math.abs(plain.length - length) <= most && howMany(letters ^ others) <= most * 2;
}

/** Whether the one is the other with slips in it. People know how a word begins. @param other without marks */
export function isSlip({ plain, slips }: Spelling, other: string): boolean {
  const most = Math.min(slips, slipsIn(other.length));
  return most > 0 && (plain[0] === other[0] || plain[0] === other[1]) && distance(plain, other, most) <= most;
}
