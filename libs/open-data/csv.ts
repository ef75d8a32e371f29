import { stringify } from 'csv-stringify/sync';
import { isMissing, rowCheck, type Table, type Value } from './table.ts';

/** How a file of comma-separated values is written, in the words of Data Package's Table Dialect and Table Schema. */
export interface Dialect {
  readonly delimiter: string;
  readonly lineTerminator: string;
  readonly quoteChar: string;
  /** A quote inside quotes is written twice. */
  readonly doubleQuote: boolean;
  readonly decimalChar: string;
  /** Whether the file begins with the mark by which a spreadsheet knows UTF-8. */
  readonly byteOrderMark: boolean;
  /** Whether a text that a spreadsheet would compute has an apostrophe before it. */
  readonly guarded: boolean;
}

/**
 * `plain` is for programs: every text is as it is. `excel` opens by a double click where settings are Finnish or Swedish, with
 * every column in its place. Days are written as 2026-03-09 in both: Excel takes that for a date under any settings, and
 * it sorts as text everywhere else.
 */
export const dialects = {
  plain: {
    delimiter: ',',
    lineTerminator: '\n',
    quoteChar: '"',
    doubleQuote: true,
    decimalChar: '.',
    byteOrderMark: false,
    guarded: false,
  },
  excel: {
    delimiter: ';',
    lineTerminator: '\r\n',
    quoteChar: '"',
    doubleQuote: true,
    decimalChar: ',',
    byteOrderMark: true,
    guarded: true,
  },
} as const satisfies Readonly<Record<string, Dialect>>;

export type DialectName = keyof typeof dialects;

/** The signs with which a formula begins, also those of double width, and those that spreadsheets skip before one. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

const rowsAtATime = 1000;

/**
 * The table as text, in pieces. Its first row has the names of the columns. An empty cell is a missing value, and so is an empty
 * text. TRUE and FALSE are in capitals, without which R takes them for words. U+0000, at which many programs take a text to
 * end, becomes U+FFFD.
 * @throws TypeError when a value does not fit its column
 */
export async function* toCsv(table: Table, dialect: DialectName = 'plain'): AsyncGenerator<string> {
  const check = rowCheck(table);
  const { delimiter, lineTerminator, quoteChar, decimalChar, byteOrderMark, guarded } = dialects[dialect];
  const cell = (value: Value): string => {
    if (isMissing(value)) return '';
    if (typeof value === 'number') return String(value).replace('.', decimalChar);
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
    const text = value.replaceAll('\0', '\uFFFD');
    return guarded && formula.test(text) ? `'${text}` : text;
  };
  const written = (rows: string[][]): string =>
    stringify(rows, {
      delimiter,
      quote: quoteChar,
      escape: quoteChar,
      record_delimiter: lineTerminator,
      // Left out, only the line ends of this file would be quoted, and other programs end lines with others.
      quote_record_delimiter: true,
    });
  yield (byteOrderMark ? '\uFEFF' : '') + written([table.columns.map(({ name }) => name)]);
  let rows: string[][] = [];
  for await (const row of table.rows) {
    check(row);
    if (rows.push(row.map(cell)) < rowsAtATime) continue;
    yield written(rows);
    rows = [];
  }
  if (rows.length > 0) yield written(rows);
}
