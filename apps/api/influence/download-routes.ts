import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  citationBibtex,
  citationCsl,
  citationText,
  type DialectName,
  dataPackage,
  dialects,
  type Format,
  mediaTypeOf,
  type Resource,
  type Table,
  WorkbookTooBig,
  writeInThread,
} from '#open-data';
import { exportParams } from '#read-models';
import { answerWith } from '../line-answer.ts';
import { afterParameters, type Parameter, type Schema } from '../operation.ts';
import { documentedParameters } from '../query-routes.ts';
import { RequestError } from '../request-error.ts';
import type { Desk, Route } from '../route.ts';
import {
  descriptor,
  type Found,
  files,
  findFile,
  formats,
  nameOf,
  tableNames,
  tables,
  type Wanted,
  wantedBy,
} from './wanted-file.ts';

const dialectParameter: Parameter = {
  name: 'dialect',
  in: 'query',
  description:
    'How CSV is written: `plain` as RFC 4180 with points and commas, for programs; `excel` with semicolons and decimal commas, as it opens where settings are Finnish or Swedish.',
  schema: { type: 'string', enum: Object.keys(dialects), default: 'plain' },
};

const fileSchema = (names: readonly string[]): Schema => ({ type: 'string', enum: names, examples: [names[0]] });
const filters = documentedParameters(exportParams, '');

/** The facts of influence as files, for whoever goes on with other tools; who asks is given what GET /api/influence/figures counts for them. */
export const downloadRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/influence/:file',
    name: 'ExportInfluence',
    scope: 'export',
    sends: true,
    operation: {
      tag: 'views',
      summary:
        'The facts of influence, a row for each proposal or for each wait, as a file; or what describes all these files.',
      description:
        'docs/reference/influence-data.md says what the columns mean. Content-Location names the address that gives the same file for ever, byte for byte as CSV, JSON and Parquet. While the facts of a day are put together, the answer waits.',
      parameters: [
        { name: 'file', in: 'path', required: true, schema: fileSchema([...files, descriptor]) },
        dialectParameter,
        ...filters,
        ...afterParameters,
      ],
      answer: {
        description: 'The file, in the format that its name ends with.',
        type: 'text/csv',
        schema: { type: 'string' },
        headers: { 'Content-Location': 'The address with `on` and `at`, which gives the same file again.' },
      },
      problems: [404, 503],
    },
    run: sendFile,
  },
  {
    method: 'GET',
    path: '/api/influence/citation',
    name: 'CiteInfluence',
    operation: {
      tag: 'views',
      summary: 'How to cite a file of the facts of influence: what it is, as of when, and the place in the log.',
      parameters: [
        {
          name: 'file',
          in: 'query',
          description: 'Which file; facts.csv when left out.',
          schema: fileSchema(files),
        },
        dialectParameter,
        ...filters,
        ...afterParameters,
      ],
      answer: {
        description: 'The same reference three times.',
        schema: {
          type: 'object',
          required: ['text', 'bibtex', 'csl', 'url'],
          properties: {
            text: { type: 'string', description: 'A sentence for a list of references.' },
            bibtex: { type: 'string' },
            csl: { type: 'array', items: { type: 'object' }, description: 'CSL-JSON.' },
            url: { type: 'string', description: 'The address that gives the same file again.' },
          },
        },
      },
      problems: [503],
    },
    run: cite,
  },
];

/** Aborted when whoever asks has gone. */
function goneOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

async function cite(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<object> {
  const { citation } = await findFile(desk, request, wantedBy(desk, request, undefined), goneOf(reply));
  return {
    text: citationText(citation),
    bibtex: citationBibtex(citation),
    csl: [citationCsl(citation)],
    url: citation.url,
  };
}

async function sendFile(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { file } = request.params as { readonly file: string };
  const wanted = wantedBy(desk, request, file);
  const found = await findFile(desk, request, wanted, goneOf(reply));
  const headers = (type: string, name: string) => ({
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'content-location': found.citation.url,
  });
  const { format } = wanted;
  if (format === undefined) {
    const described = packageOf(found, desk.house.settings.dataLicence);
    await reply.headers(headers('application/json; charset=utf-8', descriptor)).send(described);
    return;
  }
  const pieces = piecesOf(found, wanted, format);
  // What cannot be written at all is answered as a problem: before the first byte has gone out.
  const first = await pieces.next().catch((error: unknown) => {
    if (error instanceof WorkbookTooBig) throw new RequestError('request.parameter', error.message);
    throw error;
  });
  const type = mediaTypeOf(format);
  const charset = type.startsWith('text/') || type.endsWith('json') ? '; charset=utf-8' : '';
  const name = nameOf(found, wanted, format);
  await answerWith(request, reply, headers(`${type}${charset}`, name), async ({ write }) => {
    try {
      if (!first.done) await write(first.value);
      for await (const piece of pieces) await write(piece);
    } finally {
      await pieces.return(undefined);
    }
  });
}

function piecesOf({ rows, citation }: Found, { table, dialect }: Wanted, format: Format): AsyncGenerator<Uint8Array> {
  const { shape, cells } = tables[table];
  const whole: Table = {
    ...shape,
    rows: (async function* () {
      for await (const row of rows) yield cells(row);
    })(),
  };
  const { title, on, position, store, software, version: of, url } = citation;
  const about = { title, on, position, store, software: `${software} ${of}`, url };
  return writeInThread([whole], { format, dialect, about, citation });
}

function packageOf({ citation, addressOf, on, at }: Found, licence: string | undefined): object {
  const resources = tableNames.flatMap((table) =>
    formats.flatMap((format): Resource[] => {
      const of = (dialect: DialectName): Resource => ({
        name: `${table}-${format}${dialect === 'plain' ? '' : `-${dialect}`}`,
        path: addressOf(`${table}.${format}`, dialect),
        format,
        table: tables[table].shape,
        dialect,
      });
      return format === 'csv' ? [of('plain'), of('excel')] : [of('plain')];
    }),
  );
  return dataPackage({
    name: `kierto-influence-on-${on}-at-${at.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
    description:
      'Every proposal of co-development groups as it was on a day, and what it waited for. What a source does not record is said to be not known, and is in no denominator.',
    citation,
    ...(licence !== undefined && { licence: { name: licence } }),
    resources,
  });
}
