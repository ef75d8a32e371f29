export { type Citation, citationBibtex, citationCsl, citationText } from './citation.ts';
export { type DialectName, dialects, toCsv } from './csv.ts';
export type { CellProblem } from './decidim-cells.ts';
export { type DecidimKind, fateOf, kindOf } from './decidim-columns.ts';
export { DecidimHistory, type DecidimOptions } from './decidim-history.ts';
export {
  decidimColumns,
  decidimCsv,
  decidimProposal,
  decidimResult,
  decidimRow,
  type InLanguages,
  type ProposalToExport,
  type Spread,
} from './decidim-out.ts';
export { decidimRows, type RowRead } from './decidim-rows.ts';
export { type DecidimDecision, decidimDecisions } from './decidim-states.ts';
export { writeInThread } from './in-thread.ts';
export { toJson } from './json.ts';
export { toParquet } from './parquet.ts';
export type { Column, Table, TableShape, Value } from './table.ts';
export { dataPackage, type Format, mediaTypeOf, type Resource } from './table-schema.ts';
export { toXlsx, WorkbookTooBig } from './xlsx.ts';
