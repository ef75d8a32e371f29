import type { Language } from '#i18n/browser';

/** Where a number leads: the list behind it. */
export interface Lead {
  readonly to: string;
  readonly search: Readonly<Record<string, string>>;
}

export interface Cell {
  /** As it is read. */
  readonly text: string;
  /** As it is saved; missing: as it is read. */
  readonly value?: string | number | undefined;
  readonly lead?: Lead | undefined;
}

export interface Column {
  readonly label: string;
  readonly isNumber?: boolean;
}

/** What a plot shows, in words and numbers: the first cell of each row names it. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const quoted = (text: string): string => (/[";,\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text that a spreadsheet would take for a formula is kept from it. */
const harmless = (text: string): string => (/^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text);

/** As the spreadsheets of that language open it by a double click: in Finnish and Swedish the comma is the decimal's. */
export function csvOf({ columns, rows }: Table, lang: Language): string {
  const [between, decimal] = lang === 'en' ? [',', '.'] : [';', ','];
  const said = (value: string | number): string =>
    typeof value === 'number' ? String(value).replace('.', decimal) : quoted(harmless(value));
  const lines = [
    columns.map(({ label }) => said(label)),
    ...rows.map((row) => row.map((cell) => said('value' in cell ? (cell.value ?? '') : cell.text))),
  ];
  return `\uFEFF${lines.map((one) => one.join(between)).join('\r\n')}\r\n`;
}
