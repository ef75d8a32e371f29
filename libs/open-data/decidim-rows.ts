import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { CsvError, parse } from 'csv-parse';

/** Bytes that one row may have. */
const mostBytes = 4_194_304;

/** One row of an export; what it says by the names of its columns, `title/fi`, empty cells left out. */
export interface DecidimRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

export type RowRead =
  | DecidimRow
  /** The names of the columns, before the first row; in JSON the names that came new with the row that follows. */
  | { readonly columns: readonly string[] }
  | { readonly line: number; readonly problem: string };

/**
 * The rows of an export as Decidim writes it: CSV (with ; or another sign between its cells) or a JSON list of objects. A row that
 * cannot be read is told and the next ones are read on. Never more than a row and a piece of the file are in memory.
 */
export async function* decidimRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RowRead> {
  const pieces = textOf(bytes);
  const { begun, ended } = await beginning(pieces);
  async function* whole(): AsyncGenerator<string> {
    yield begun;
    if (!ended) yield* pieces;
  }
  if (begun.trim() === '') return;
  if (/^\s*[[{]/.test(begun)) yield* rowsOfJson(whole());
  else yield* rowsOfCsv(whole(), delimiterIn(begun));
}

/** With one kind of line ends, so that lines are counted as people count them. */
async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let isFirst = true;
  let held = '';
  for await (const piece of bytes) {
    const text = held + decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    held = text.endsWith('\r') ? '\r' : '';
    const whole = text.slice(0, text.length - held.length).replaceAll(/\r\n?/g, '\n');
    if (whole === '') continue;
    yield isFirst ? whole.replace(/^\uFEFF/, '') : whole;
    isFirst = false;
  }
  yield (held + decoder.end()).replace('\r', '\n');
}

/** As much as is needed to see the first line, or what the file is at all. */
async function beginning(pieces: AsyncGenerator<string>): Promise<{ begun: string; ended: boolean }> {
  let begun = '';
  while (!/\S.*\n/.test(begun) && begun.length < mostBytes) {
    const { value, done } = await pieces.next();
    if (done) return { begun, ended: true };
    begun += value;
  }
  return { begun, ended: false };
}

/** The sign that stands most often between the names of the columns; Decidim's own is ; and an installation may have another. */
function delimiterIn(text: string): string {
  const [header = ''] = text.trimStart().split('\n', 1);
  const bare = header.replaceAll(/"[^"]*"/g, '');
  const counts = [';', ',', '\t', '|'].map((sign) => ({ sign, count: bare.split(sign).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]!.sign;
}

async function* rowsOfCsv(pieces: AsyncGenerator<string>, delimiter: string): AsyncGenerator<RowRead> {
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    relax_quotes: true,
    max_record_size: mostBytes,
    info: true,
  });
  const skipped: CsvError[] = [];
  let isLost = false;
  parser.on('skip', (error: CsvError) => {
    // Where a row begins after that nobody can say.
    if (!isLost) skipped.push(error);
    isLost ||= wrongIn(error) === neverEnds;
  });
  async function* untilLost(): AsyncGenerator<string> {
    for await (const piece of pieces) {
      if (isLost) return;
      yield piece;
    }
  }
  let columns: readonly string[] | undefined;
  let line = 1;
  const source = Readable.from(untilLost(), { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<CsvRecord>) {
      const began = info.lines - record.reduce((ends, cell) => ends + cell.split('\n').length - 1, 0);
      // The parser reads ahead of what is taken from it.
      while (skipped[0] && Number(skipped[0].lines) <= info.lines) {
        const problem = wrongIn(skipped.shift()!);
        yield { line, problem };
        if (problem === neverEnds) return;
      }
      line = info.lines + 1;
      if (columns === undefined) {
        columns = record.map((name) => name.trim());
        yield { columns };
      } else if (record.length !== columns.length)
        yield { line: began, problem: `has ${record.length} cells where there are ${columns.length} columns` };
      else yield { line: began, cells: cellsOf(columns, record) };
    }
    for (const error of skipped) yield { line, problem: wrongIn(error) };
  } finally {
    source.destroy();
    parser.destroy();
  }
}

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

const neverEnds = 'begins a text in quotes that does not end; nothing after it could be read';

function wrongIn({ code }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') return neverEnds;
  return 'cannot be read as CSV';
}

/** A spreadsheet would compute what begins so; Decidim puts an apostrophe before it. */
const guarded = /^'(?=[=+\-@])/;

function cellsOf(columns: readonly string[], record: readonly string[]): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  for (const [index, name] of columns.entries()) {
    const cell = record[index]!.replace(guarded, '');
    if (cell.trim() !== '' && !cells.has(name)) cells.set(name, cell);
  }
  return cells;
}

async function* rowsOfJson(pieces: AsyncGenerator<string>): AsyncGenerator<RowRead> {
  const known = new Set<string>();
  for await (const { line, text } of objectsIn(pieces)) {
    if (text === undefined) {
      yield { line, problem: `is longer than ${mostBytes} characters` };
      continue;
    }
    let object: unknown;
    try {
      object = JSON.parse(text);
    } catch {
      yield { line, problem: 'is not JSON' };
      continue;
    }
    const { columns, cells } = flat(object as object);
    const further = columns.filter((name) => !known.has(name));
    for (const name of further) known.add(name);
    if (further.length > 0) yield { columns: further };
    yield { line, cells };
  }
}

/** What lies deeper is no export of Decidim; it stands there as one text. */
const deepest = 5;

/** A nested object as CSV has it: `{ title: { fi } }` is the column `title/fi`, a list one cell with commas. */
function flat(object: object): { readonly columns: string[]; readonly cells: ReadonlyMap<string, string> } {
  const columns: string[] = [];
  const cells = new Map<string, string>();
  const put = (value: unknown, name: string, depth: number): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < deepest) {
      for (const [key, one] of Object.entries(value)) put(one, name === '' ? key : `${name}/${key}`, depth + 1);
      return;
    }
    columns.push(name);
    const text = Array.isArray(value)
      ? value
          .map(asText)
          .filter((one) => one !== '')
          .join(', ')
      : asText(value);
    if (text.trim() !== '') cells.set(name, text);
  };
  put(object, '', 0);
  return { columns, cells };
}

const asText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The objects of a list, one after the other; text is left out where one is longer than a row may be. */
async function* objectsIn(pieces: AsyncGenerator<string>): AsyncGenerator<{ line: number; text?: string }> {
  let line = 1;
  let began = 1;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let parts: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const sign = piece.charCodeAt(at);
      if (sign === 10) line++;
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (sign === 92) isEscaped = true;
        else if (sign === 34) isText = false;
      } else if (sign === 34) isText = depth > 0;
      else if (sign === 123 && depth++ === 0) [began, from, parts, length] = [line, at, [], 0];
      else if (sign === 125 && depth > 0 && --depth === 0) {
        const last = piece.slice(from, at + 1);
        yield length + last.length > mostBytes ? { line: began } : { line: began, text: parts.join('') + last };
        parts = [];
      }
    }
    if (depth === 0) continue;
    length += piece.length - from;
    if (length <= mostBytes) parts.push(piece.slice(from));
    else parts = [];
  }
  if (depth > 0) yield length > mostBytes ? { line: began } : { line: began, text: parts.join('') };
}
