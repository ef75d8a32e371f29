import type { CellProblem, Said } from './decidim-cells.ts';

/** One line of a history file. */
export type HistoryLine = Readonly<Record<string, unknown>>;

/** A field's texts, the column they stand in, and how many characters the field holds. */
export type Field = readonly [said: Said, column: string, longest: number];

const mark = ' […]';

/** The language in which most fields were written; of these the first, and one that is asked for before all. */
function original(fields: readonly Field[], wanted: string | undefined): string | undefined {
  const counts = new Map<string, number>();
  for (const [{ written }] of fields)
    for (const lang of written.keys())
      counts.set(lang, (counts.get(lang) ?? 0) + (lang === wanted ? fields.length : 1));
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/**
 * The line of an event with its words in one language, and behind it a line for each further language. What is too long is cut, and
 * a field that is only in another language than the rest is left out; both are told.
 */
export function told(
  line: HistoryLine,
  stream: 'proposal' | 'organisation' | 'unit' | 'group',
  words: Readonly<Record<string, Field>>,
  { language, problems }: { readonly language: string | undefined; readonly problems: CellProblem[] },
): HistoryLine[] {
  const lang = original(Object.values(words), language);
  const cut = (text: string, column: string, longest: number): string => {
    if (text.length <= longest) return text;
    problems.push({
      column,
      problem: `is longer than ${longest.toLocaleString('en-US')} characters; its end was cut off`,
    });
    return (
      text
        .slice(0, longest - mark.length)
        .toWellFormed()
        .replace(/\uFFFD$/, '') + mark
    );
  };
  const originals: Record<string, string> = {};
  const versions: HistoryLine[] = [];
  for (const [field, [{ written, byMachine }, column, longest]] of Object.entries(words)) {
    const text = lang === undefined ? undefined : written.get(lang);
    const others = [...written].filter(([one]) => one !== lang);
    if (text === undefined) {
      for (const [one] of others)
        problems.push({
          column: `${column}/${one}`,
          problem: `is in another language than what it belongs to, ${lang}`,
        });
      continue;
    }
    originals[field] = cut(text, column, longest);
    const version =
      (madeBy: string) =>
      ([one, said]: [string, string]) => {
        if (one === '' || one === lang) return;
        versions.push({
          event: 'WordsTranslated',
          stream,
          of: line.of,
          ofEvent: line.id,
          field,
          language: one,
          madeBy,
          words: { text: cut(said, `${column}/${one}`, longest) },
          lang: one,
          source: line.source,
        });
      };
    others.forEach(version('translator'));
    [...byMachine].filter(([one]) => !written.has(one)).forEach(version('machine'));
  }
  const given = Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined));
  const hasWords = Object.keys(originals).length > 0;
  return [{ ...given, ...(hasWords && { words: originals }), ...(hasWords && lang ? { lang } : {}) }, ...versions];
}
