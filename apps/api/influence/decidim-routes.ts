import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type DecidimKind,
  decidimColumns,
  decidimCsv,
  decidimProposal,
  decidimResult,
  decidimRow,
  type ProposalToExport,
  type Spread,
} from '#open-data';
import { PermissionDenied, type Rights } from '#permissions';
import { type Asked, exchangedProposals, type WordsToExchange } from '#read-models';
import { dayOf } from '#use-cases';
import { answerWith } from '../line-answer.ts';
import { afterParameters } from '../operation.ts';
import { afterOf } from '../parameters.ts';
import { RequestError } from '../request-error.ts';
import type { Desk, Route } from '../route.ts';

const files = ['proposals.csv', 'proposals.json', 'results.csv', 'results.json'] as const;
const choices = ['published', 'all'] as const satisfies readonly WordsToExchange[];
/** Every export has columns for these, whatever it holds. */
const ownLanguages = ['fi', 'sv', 'en'];

/** What Decidim, and whoever reads its open data, can take in. How it comes from there: kierto decidim. */
export const decidimRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/decidim/:file',
    name: 'ExportDecidim',
    scope: 'export',
    sends: true,
    operation: {
      tag: 'views',
      summary: 'Proposals, or what was promised and has come of them, with the columns of Decidim’s open data.',
      description:
        'As Decidim 0.31 writes its exports; `docs/how-to/decidim.md` says what each side cannot hold. With `words=published` (the default) proposals whose title both sides have published, and of these only words that are published; an answer that was not told yet is not among them. With `words=all` the proposals whose words you may read: 403 for whoever may read none.',
      parameters: [
        {
          name: 'file',
          in: 'path',
          required: true,
          schema: { type: 'string', enum: files, examples: ['proposals.csv'] },
        },
        {
          name: 'words',
          in: 'query',
          description: 'Whose words.',
          schema: { type: 'string', enum: choices, default: 'published' },
        },
        ...afterParameters,
      ],
      answer: {
        description: 'The export: CSV with semicolons, or a JSON list.',
        type: 'text/csv',
        schema: { type: 'string' },
      },
      problems: [404, 503],
    },
    run: send,
  },
];

interface Wanted {
  readonly kind: DecidimKind;
  readonly format: 'csv' | 'json';
  readonly words: WordsToExchange;
}

/** @throws RequestError, PermissionDenied */
function wantedBy(request: FastifyRequest): Wanted {
  const { file } = request.params as { readonly file: string };
  if (!(files as readonly string[]).includes(file))
    throw new RequestError('not-found', `There is no such export. There are ${files.join(', ')}.`);
  const { words = 'published', after: _after, ...further } = request.query as Record<string, string>;
  if (!(choices as readonly string[]).includes(words) || Object.keys(further).length > 0)
    throw new RequestError('request.parameter', 'This address takes words, which is published or all, and after.');
  if (words === 'all' && !readsAny(request.rights))
    throw new PermissionDenied('words=all is for whoever may read words. What is published you get without it.');
  const [kind, format] = file.split('.') as [DecidimKind, Wanted['format']];
  return { kind, format, words: words as WordsToExchange };
}

const readsAny = ({ capacities }: Rights): boolean => capacities.some((one) => one.kind !== 'analyst' || one.words);

async function send({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const wanted = wantedBy(request);
  const { kind, format } = wanted;
  const { reads, context, access, settings } = house;
  const after = afterOf(request);
  const asked: Asked = { reader: request.rights, today: dayOf(context.clock.now()), ...(after && { after }) };
  const base = settings.baseUrl ?? `${request.protocol}://${request.host}${settings.basePath}`;
  const pages = (onWords: NonNullable<Asked['onWords']>) =>
    exchangedProposals(reads, { ...asked, onWords }, wanted.words);
  // What cannot be said at all is answered as a problem: before the first byte of an export has gone out.
  const columns = decidimColumns(kind, await spreadOf(format === 'csv' ? pages(() => {}) : firstOf(pages(() => {}))));
  const headers = {
    'content-type': `${format === 'csv' ? 'text/csv' : 'application/json'}; charset=utf-8`,
    'content-disposition': `attachment; filename="kierto-open-data-${kind}.${format}"`,
  };
  await answerWith(request, reply, headers, async ({ write }) => {
    let given: string[] = [];
    let isFirst = true;
    await write(format === 'csv' ? decidimCsv([columns]) : '[\n');
    for await (const page of pages((events) => void given.push(...events))) {
      const records = page.map((one) => recordOf[kind](one, base)).filter((one) => one !== undefined);
      access.note(request, given);
      given = [];
      if (records.length === 0) continue;
      if (format === 'csv') await write(decidimCsv(records.map((record) => decidimRow(record, columns))));
      else await write(`${isFirst ? '' : ',\n'}${records.map((record) => JSON.stringify(record)).join(',\n')}`);
      isFirst = false;
    }
    if (format === 'json') await write('\n]\n');
  });
}

const recordOf = { proposals: decidimProposal, results: decidimResult } as const;

type Pages = AsyncGenerator<readonly ProposalToExport[]>;

async function* firstOf(pages: Pages): Pages {
  for await (const page of pages) {
    yield page;
    return;
  }
}

/** The languages and themes for which CSV needs columns. A language that comes up only while it is written has none in it. */
async function spreadOf(pages: Pages): Promise<Spread> {
  const languages = new Set(ownLanguages);
  const byMachine = new Set<string>();
  const themes = new Set<string>();
  for await (const page of pages)
    for (const { title, text, answer, followUp, unit, theme } of page) {
      if (theme) themes.add(theme.id);
      const texts = [
        title,
        text,
        unit.name,
        theme?.name,
        answer?.reason,
        answer?.whatWillBeDone,
        followUp?.whatChanged,
      ];
      for (const one of [...texts, followUp?.whyNot]) {
        for (const lang of Object.keys(one?.written ?? {})) languages.add(lang);
        for (const lang of Object.keys(one?.byMachine ?? {})) byMachine.add(lang);
      }
    }
  return { languages, byMachine, themes };
}
