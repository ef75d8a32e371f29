import type { FastifyRequest } from 'fastify';
import { type Citation, type DialectName, dialects, type Format, type TableShape, type Value } from '#open-data';
import { type Asked, eventAt, exportedRows, topUnits } from '#read-models';
import { dayOf } from '#use-cases';
import { afterOf } from '../parameters.ts';
import { RequestError } from '../request-error.ts';
import type { Desk } from '../route.ts';
import { version } from '../state.ts';
import { type Fact, factColumns, factsTable, type WaitFact, waitColumns, waitsTable } from './fact-columns.ts';

/** The tables there are: what is in them, and the cells of a row as it was counted. */
export const tables = {
  facts: { shape: factsTable, cells: (row: unknown) => factColumns.map(({ of }) => of(row as Fact)) },
  waits: { shape: waitsTable, cells: (row: unknown) => waitColumns.map(({ of }) => of(row as WaitFact)) },
} as const satisfies Record<string, { shape: TableShape; cells: (row: unknown) => Value[] }>;
type TableName = keyof typeof tables;
export const tableNames = ['facts', 'waits'] as const satisfies readonly TableName[];
export const formats = ['csv', 'xlsx', 'json', 'parquet'] as const satisfies readonly Format[];

export const descriptor = 'datapackage.json';
export const files = tableNames.flatMap((table) => formats.map((format) => `${table}.${format}`));

/** What an address asks for. */
export interface Wanted {
  readonly file: string;
  readonly table: TableName;
  readonly format: Format | undefined;
  readonly dialect: DialectName;
  readonly filters: Readonly<Record<string, string>>;
  readonly asked: Asked;
}

/** @throws RequestError */
export function wantedBy({ house }: Desk, request: FastifyRequest, named: string | undefined): Wanted {
  const { file: inQuery, dialect = 'plain', after: _, ...further } = request.query as Record<string, unknown>;
  const file = named ?? inQuery ?? files[0];
  if (typeof file !== 'string' || (!files.includes(file) && named !== descriptor))
    throw new RequestError(
      named === undefined ? 'request.parameter' : 'not-found',
      `There is no such file. There are ${files.join(', ')} and ${descriptor}.`,
    );
  if (named !== undefined && inQuery !== undefined)
    throw new RequestError('request.parameter', 'The file stands in the path already.');
  if (typeof dialect !== 'string' || !Object.hasOwn(dialects, dialect))
    throw new RequestError('request.parameter', `dialect must be one of: ${Object.keys(dialects).join(', ')}.`);
  if (dialect !== 'plain' && !file.endsWith('.csv'))
    throw new RequestError('request.parameter', 'Only CSV has a dialect.');
  for (const [name, value] of Object.entries(further))
    if (typeof value !== 'string')
      throw new RequestError('request.parameter', `The parameter ${name} was given more than once.`);
  const after = afterOf(request);
  const [table, format] = file === descriptor ? ['facts'] : file.split('.');
  return {
    file,
    table: table as TableName,
    format: format as Format | undefined,
    dialect: dialect as DialectName,
    filters: further as Record<string, string>,
    asked: { reader: request.rights, today: dayOf(house.context.clock.now()), ...(after !== undefined && { after }) },
  };
}

/** What was found, and how it is named and cited. */
export interface Found {
  readonly rows: AsyncIterable<unknown>;
  readonly on: string;
  readonly at: string;
  readonly citation: Citation;
  /** The address of a file, with `on` and `at`. */
  readonly addressOf: (file: string, dialect: DialectName) => string;
}

/** @throws QueryRefused, ReadModelUnavailable; RequestError also when nobody waits for it any longer */
export async function findFile(
  { house }: Desk,
  request: FastifyRequest,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Found> {
  const { reads, settings, store, context } = house;
  const { table, filters, asked, file, dialect } = wanted;
  const { as, rows } = await exportedRows(reads, table, filters, asked, signal).catch((error: unknown) => {
    throw signal.aborted ? new RequestError('request.unreadable', 'Whoever asked has gone.') : error;
  });
  const { on, knownOn, at } = as;
  const base = settings.baseUrl ?? `${request.protocol}://${request.host}${settings.basePath}`;
  const { on: _on, knownOn: _knownOn, at: _at, ...others } = filters;
  const addressOf = (name: string, how: DialectName) => {
    const query = new URLSearchParams({ ...others, on, at, ...(how !== 'plain' && { dialect: how }) });
    query.sort();
    return `${base}/api/influence/${name}?${query}`;
  };
  const [event, names] = await Promise.all([eventAt(reads, at), topUnits(reads, asked)]);
  const citation: Citation = {
    organisation: names.join(', ') || new URL(base).host,
    title: file === descriptor ? 'Influence facts' : tables[table].shape.title,
    on,
    ...(knownOn !== undefined && { knownOn }),
    position: at,
    ...(event !== undefined && { event }),
    store: store.identity,
    software: 'Kierto',
    version,
    retrievedOn: dayOf(context.clock.now()),
    url: addressOf(file, dialect),
  };
  return { rows, on, at, citation, addressOf };
}

/** `kierto-facts-on-2026-06-30-at-1234.csv`: whoever has two of them knows which is which. */
export function nameOf({ on, at }: Found, { table, dialect }: Wanted, format: Format): string {
  const place = at.replaceAll(/[^A-Za-z0-9]+/g, '-');
  return `kierto-${table}-on-${on}-at-${place}${dialect === 'plain' ? '' : `-${dialect}`}.${format}`;
}
