/** A part of what is printed. */
export interface Part {
  readonly heading: string;
  /** Each a paragraph: what stands in bold, and what follows. */
  readonly entries: readonly { readonly title: string; readonly text: string }[];
  /** How many there are when not all are among the entries. */
  readonly total: number;
}

export interface Shown extends Part {
  /** How many are not shown. */
  readonly rest: number;
}

/** Characters of a line of A4 in the size that is printed, of the widest of the fonts there may be. */
const lineOf = 66;
/** Lines that these take with the space around them. */
const headingTakes = 1.7;
const restTakes = 1;
const betweenEntries = 0.25;

/** Lines of the longest text of an entry, where there are few parts and where there are many: the rest is read on its own page. */
const longest = (parts: number): number => (parts > 4 ? 2 : 4);

export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

const linesOf = ({ title, text }: Part['entries'][number]): number =>
  Math.ceil((title.length + text.length + 3) / lineOf) + betweenEntries;

/**
 * As much as stands on one page, what comes first before what comes later; but every part has its first entry, and says how many
 * more there are.
 * @param lines that the page holds
 */
export function onOnePage(parts: readonly Part[], lines: number): Shown[] {
  const filled = parts.filter(({ total }) => total > 0);
  const shortenedParts = filled.map((part) => ({
    ...part,
    entries: part.entries.map(({ title, text }) => ({
      title: shortened(title, lineOf),
      text: shortened(text, longest(filled.length) * lineOf),
    })),
  }));
  const firsts = shortenedParts.map(({ entries }) => headingTakes + restTakes + (entries[0] ? linesOf(entries[0]) : 0));
  let left = lines - firsts.reduce((sum, one) => sum + one, 0);
  return shortenedParts.map((part) => {
    let shown = Math.min(1, part.entries.length);
    for (const entry of part.entries.slice(1)) {
      if (linesOf(entry) > left) break;
      left -= linesOf(entry);
      shown += 1;
    }
    return { ...part, entries: part.entries.slice(0, shown), rest: part.total - shown };
  });
}
