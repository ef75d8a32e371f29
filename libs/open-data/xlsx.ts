import writeExcelFile, { type Cell, type Sheet } from 'write-excel-file/node';
import { type Citation, citationText } from './citation.ts';
import { type Column, isMissing, rowCheck, type Table, type TableShape, type Value } from './table.ts';

/** Excel calls a file with a longer cell damaged. */
const longestText = 32_767;
const cut = ' […]';

/** A workbook is made in memory, whole; this many cells take some 600 MB. */
const mostCellsOfWorkbook = 1_000_000;

/** Thrown when a table is too big for a workbook; the other formats have no such limit. */
export class WorkbookTooBig extends Error {}

// XML has no way to say these; the library leaves them out together with what stands before a lone half of a pair.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unsayable = /[\0-\x08\x0B\f\x0E-\x1F\uFFFE\uFFFF]/g;

function text(value: string): string {
  const said = value.toWellFormed().replaceAll(unsayable, '');
  if (said.length <= longestText) return said;
  return (
    said
      .slice(0, longestText - cut.length)
      .toWellFormed()
      .replace(/\uFFFD$/, '') + cut
  );
}

function cell({ type }: Column, value: Value): Cell {
  if (isMissing(value)) return null;
  if (type === 'date') return { type: Date, value: new Date(`${value}T00:00:00Z`) };
  // Said to be text, so that nothing in it is ever computed.
  if (typeof value === 'string') return { type: String, value: text(value) };
  return value;
}

const header = (names: readonly string[]): Cell[] =>
  names.map((value) => ({ type: String, value, fontWeight: 'bold', backgroundColor: '#e6e6e6' }));

const sheet = (name: string, names: readonly string[], rows: Cell[][], widths: readonly number[]): Sheet<never> => ({
  sheet: name,
  data: [header(names), ...rows],
  columns: widths.map((width) => ({ width })),
  stickyRowsCount: 1,
  dateFormat: 'yyyy-mm-dd',
});

const widthOf = ({ name, type }: Column): number => Math.max(name.length + 2, type === 'date' ? 12 : 8);

function dictionary(tables: readonly TableShape[]): Sheet<never> {
  const rows = tables.flatMap((table) =>
    table.columns.map(({ name, type, title, description, codes = {}, missing = 'not recorded', required }) => [
      table.name,
      name,
      title,
      type,
      description,
      Object.entries(codes)
        .map(([code, meaning]) => `${code}: ${meaning}`)
        .join('; '),
      required ? '' : missing,
    ]),
  );
  const names = ['table', 'column', 'title', 'type', 'description', 'codes', 'empty cell'];
  return sheet('dictionary', names, rows, [12, 26, 30, 10, 80, 60, 30]);
}

function reference(citation: Citation): Sheet<never> {
  const rows = [
    ['citation', citationText(citation)],
    ...Object.entries(citation).map(([name, value]) => [name, value]),
  ];
  return sheet('citation', ['what', 'value'], rows, [16, 100]);
}

/**
 * The tables as sheets of one workbook, each with its header frozen, then what the columns mean and how to cite them. Texts that
 * are longer than a cell may be end with […]; control characters are left out.
 * @throws WorkbookTooBig beyond `mostCellsOfWorkbook`
 * @throws TypeError when a value does not fit its column
 */
export async function toXlsx(tables: readonly Table[], citation: Citation): Promise<Uint8Array> {
  const sheets: Sheet<never>[] = [];
  let cells = 0;
  for (const table of tables) {
    const { columns, name } = table;
    const check = rowCheck(table);
    const rows: Cell[][] = [];
    for await (const row of table.rows) {
      check(row);
      cells += columns.length;
      if (cells > mostCellsOfWorkbook)
        throw new WorkbookTooBig(`A workbook takes at most ${mostCellsOfWorkbook} cells; take CSV or Parquet.`);
      rows.push(row.map((value, index) => cell(columns[index]!, value)));
    }
    const names = columns.map((column) => column.name);
    sheets.push(sheet(name, names, rows, columns.map(widthOf)));
  }
  return writeExcelFile([...sheets, dictionary(tables), reference(citation)]).toBuffer();
}
