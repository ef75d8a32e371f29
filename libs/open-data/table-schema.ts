import { type Citation, citationText } from './citation.ts';
import { type DialectName, dialects } from './csv.ts';
import type { Column, TableShape } from './table.ts';

const profiles = 'https://datapackage.org/profiles/2.0';

function fieldOf(column: Column, decimalChar: string, key: string | undefined): object {
  const { name, type, title, description, codes, required, missing = 'not recorded' } = column;
  const constraints = {
    ...(required && { required }),
    ...(name === key && { unique: true }),
    ...(codes && { enum: Object.keys(codes) }),
  };
  return {
    name,
    type,
    title,
    description,
    ...(type === 'number' && decimalChar !== '.' && { decimalChar }),
    ...(type === 'boolean' && { trueValues: ['TRUE', 'true'], falseValues: ['FALSE', 'false'] }),
    ...(codes && { categories: Object.entries(codes).map(([value, label]) => ({ value, label })) }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
    ...(!required && { missingValues: [{ value: '', label: missing }] }),
  };
}

/** What each column of a file means, as Table Schema 2.0. */
export function tableSchema({ columns, key }: TableShape, dialect: DialectName = 'plain'): object {
  const { decimalChar } = dialects[dialect];
  return {
    $schema: `${profiles}/tableschema.json`,
    fields: columns.map((column) => fieldOf(column, decimalChar, key)),
    fieldsMatch: 'equal',
    ...(key !== undefined && { primaryKey: [key] }),
    missingValues: [''],
  };
}

/** A dialect as Table Dialect 2.0 says it. */
function tableDialect(name: DialectName): object {
  const { delimiter, lineTerminator, quoteChar, doubleQuote } = dialects[name];
  return { $schema: `${profiles}/tabledialect.json`, header: true, delimiter, lineTerminator, quoteChar, doubleQuote };
}

const formats = {
  csv: { mediatype: 'text/csv', encoding: 'utf-8' },
  json: { mediatype: 'application/json', encoding: 'utf-8' },
  parquet: { mediatype: 'application/vnd.apache.parquet' },
  xlsx: { mediatype: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
} as const;

export type Format = keyof typeof formats;

export const mediaTypeOf = (format: Format): string => formats[format].mediatype;

/** One file of a package. */
export interface Resource {
  readonly name: string;
  /** Where it is, as an address. */
  readonly path: string;
  readonly format: Format;
  readonly table: TableShape;
  readonly dialect?: DialectName;
}

export interface Licence {
  /** As Open Definition names it: `CC-BY-4.0`. */
  readonly name: string;
  readonly path?: string;
}

export interface Package {
  readonly name: string;
  readonly description: string;
  readonly citation: Citation;
  /** Missing: the organisation has not said under which the data may be used. */
  readonly licence?: Licence;
  readonly resources: readonly Resource[];
}

function resourceOf({ name, path, format, table, dialect = 'plain' }: Resource): object {
  const profile = { title: table.title, description: table.description, format, ...formats[format] };
  const type = format === 'xlsx' ? {} : { type: 'table' };
  return {
    name,
    path,
    ...type,
    ...profile,
    ...(format === 'csv' && { dialect: tableDialect(dialect) }),
    schema: tableSchema(table, format === 'csv' ? dialect : 'plain'),
  };
}

/** The descriptor of a Data Package 2.0: the files, what is in them, and how to cite them. */
export function dataPackage({ name, description, citation, licence, resources }: Package): object {
  const { organisation, title, url, software, version, position, event, store, on, knownOn } = citation;
  return {
    $schema: `${profiles}/datapackage.json`,
    name,
    title,
    description,
    homepage: url,
    version: position,
    contributors: [{ title: organisation, roles: ['publisher'] }],
    ...(licence && { licenses: [licence] }),
    sources: [{ title: `${software} ${version}`, version: position }],
    citation: citationText(citation),
    log: { store, position, ...(event !== undefined && { event }) },
    as: { on, ...(knownOn !== undefined && { knownOn }) },
    resources: resources.map(resourceOf),
  };
}
