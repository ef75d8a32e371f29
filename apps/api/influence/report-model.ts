import type { Language } from '#i18n';

/** A piece of a line. */
export interface Piece {
  readonly text: string;
  /** A path of ours: the list behind a number. On paper it is not there. */
  readonly to?: string;
  /** The language of a name or of somebody's words, where it is not the report's; `und`: nobody said. */
  readonly lang?: string;
}
export type Line = readonly Piece[];
/** Lines one below another. */
export type Cell = readonly Line[];

export interface Column {
  readonly title: string;
  /** Its part of the width of a page. */
  readonly width: number;
}

export interface TableRow {
  /** What the row is of. */
  readonly head: Cell;
  /** One for each further column. */
  readonly cells: readonly Cell[];
}

export interface ReportTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly line: Line }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'list'; readonly lines: readonly Line[] }
  | { readonly kind: 'terms'; readonly terms: readonly { readonly term: string; readonly line: Line }[] }
  | ReportTable;

/** A report as data: what is shown as a page and as a PDF is made from the same, so that the two never say different things. */
export interface Report {
  readonly lang: Language;
  readonly title: string;
  /** The day it is of: a PDF says it was made on it, so that the same report is the same bytes. */
  readonly day: string;
  readonly blocks: readonly Block[];
  /** What stands below each page on paper: `Page PAGE of PAGES`. */
  readonly foot: string;
}

export const line = (...pieces: readonly (string | Piece)[]): Line =>
  pieces.map((piece) => (typeof piece === 'string' ? { text: piece } : piece));

export const heading = (level: 2 | 3, ...pieces: readonly (string | Piece)[]): Block => ({
  kind: 'heading',
  level,
  line: line(...pieces),
});

export const paragraph = (...pieces: readonly (string | Piece)[]): Block => ({
  kind: 'paragraph',
  line: line(...pieces),
});

export const textOf = (of: Line): string => of.map(({ text }) => text).join('');

const mark = '\u0001';

/** Lets a sentence of the catalogue name pieces: each is put in as a mark, and the sentence is taken apart there. */
export class Pieces {
  readonly #put: Piece[] = [];

  /** What stands for the piece in a sentence. */
  put(piece: Piece): string {
    return `${mark}${this.#put.push(piece) - 1}${mark}`;
  }

  /** The sentence with its pieces. */
  line(sentence: string): Line {
    return sentence
      .split(mark)
      .map((part, index) => (index % 2 === 0 ? { text: part } : this.#put[Number(part)]!))
      .filter(({ text }) => text !== '');
  }
}
