import { hash } from 'node:crypto';
import { plainText, readable } from './decidim-text.ts';

/** By language; `''` where the export does not say which. */
export type Texts = ReadonlyMap<string, string>;

/** What is wrong with a cell, which is then as if it were empty. */
export interface CellProblem {
  readonly column: string;
  readonly problem: string;
}

type Cells = ReadonlyMap<string, string>;

export interface Said {
  readonly written: Texts;
  readonly byMachine: Texts;
}

const machines = 'machine_translations/';
const language = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}$/;

/** The texts of one field by their languages. @param html whether it may hold HTML; a title never does */
export function textsIn(cells: Cells, field: string, html: boolean, problems: CellProblem[]): Said {
  const said = { written: new Map<string, string>(), byMachine: new Map<string, string>() };
  for (const [column, cell] of cells) {
    if (column !== field && !column.startsWith(`${field}/`)) continue;
    const rest = column.slice(field.length + 1);
    const isMachine = rest.startsWith(machines);
    const lang = isMachine ? rest.slice(machines.length) : rest === 'und' ? '' : rest;
    if (lang !== '' && !language.test(lang)) problems.push({ column, problem: 'does not end with a language' });
    else {
      const text = html ? plainText(cell) : readable(cell).replaceAll(/\s+/g, ' ').trim();
      if (text !== '') said[isMachine ? 'byMachine' : 'written'].set(lang, text);
    }
  }
  return said;
}

const instant = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/;

export interface Calendar {
  readonly today: string;
  /** The day on which an instant lies here. @param instant in milliseconds */
  readonly dayOf: (instant: number) => string;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return text >= '1900' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day that a cell names; undefined where it is empty or wrong. */
export function dayIn(
  cells: Cells,
  column: string,
  { today, dayOf }: Calendar,
  problems: CellProblem[],
  mayComeYet = false,
): string | undefined {
  const cell = cells.get(column)?.trim();
  if (cell === undefined) return undefined;
  const [, date = cell, time, zone] = instant.exec(cell) ?? [];
  const offset = zone === undefined || zone === 'UTC' ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2');
  const at = time === undefined ? Number.NaN : Date.parse(`${date}T${time}${offset}`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !isDay(date) || (time !== undefined && Number.isNaN(at))) {
    problems.push({ column, problem: 'is no date such as 2026-03-09 or 2026-03-09 10:00:00 UTC' });
    return undefined;
  }
  const day = zone === undefined ? date : dayOf(at);
  if (day <= today || mayComeYet) return day;
  problems.push({ column, problem: 'lies in the future' });
  return undefined;
}

export const isTrue = (cell: string | undefined): boolean => /^(true|t|yes|1)$/i.test(cell?.trim() ?? '');

/** Addresses in one cell, as CSV joins them. */
export const addressesIn = (cell: string | undefined): readonly string[] =>
  (cell ?? '').split(/[,;\s]+/).filter((one) => one !== '');

/** Euros as whole cents. */
export function centsIn(cells: Cells, column: string, problems: CellProblem[]): number | undefined {
  const cell = cells.get(column)?.trim();
  if (cell === undefined) return undefined;
  const cents = /^\d{1,9}([.,]\d+)?$/.test(cell) ? Math.round(Number(cell.replace(',', '.')) * 100) : undefined;
  if (cents === undefined) problems.push({ column, problem: 'is no amount of money' });
  return cents;
}

const longest = 64;

/** An id that people can read, made of what something is called elsewhere; what would lose too much gets a part of its hash. */
export function readableId(called: string): string {
  const plain = called
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  const id = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  const isWhole = id !== '' && id.length <= longest && /^[\x20-\x7E]*$/.test(called);
  return isWhole ? id : `${id.slice(0, 50)}-${hash('sha256', called).slice(0, 10)}`.replace(/^-/, '');
}
