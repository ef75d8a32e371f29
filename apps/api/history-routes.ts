import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  exportHistory,
  type ImportCounts,
  importHistory,
  ProofCheck,
  proofIn,
  readLines,
  verifyHistory,
} from '#use-cases';
import { answerWith, lineMediaType, reportWith } from './line-answer.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

const importPath = '/api/admin/import';

/** What the command line lets a running server do with whole histories. Answers are streams, which the API's document cannot describe. */
export const historyRoutes: readonly Route[] = [
  { method: 'POST', path: importPath, name: 'ImportHistory', scope: 'record', sends: true, run: takeIn },
  { method: 'GET', path: '/api/admin/export', name: 'ExportHistory', scope: 'export', sends: true, run: giveOut },
  { method: 'POST', path: '/api/admin/verify', name: 'VerifyHistory', scope: 'read', sends: true, run: verify },
];

/** Lets a history come in as a stream of any length, at the one address that reads it so. */
export function acceptHistories(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(lineMediaType, (request, payload, done) => {
    if (request.routeOptions.url === importPath) done(null, payload);
    else done(new RequestError('request.media-type', 'Send the body as application/json.'));
  });
}

/** The time limit for requests to come in, while imports run that are exempt from it, and how many those are. */
const exempt = { imports: 0, limit: 0 };

async function takeIn({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { dryRun = 'false', ...further } = request.query as Record<string, string>;
  if (!['true', 'false'].includes(dryRun) || Object.keys(further).length > 0)
    throw new RequestError('request.parameter', 'This address takes one parameter, dryRun, which is true or false.');
  if (!request.headers['content-type']?.startsWith(lineMediaType))
    throw new RequestError('request.media-type', `Send the history as ${lineMediaType}.`);
  const { server } = request.server;
  // A history takes as long to come in as it takes to be stored.
  if (exempt.imports++ === 0) {
    exempt.limit = server.requestTimeout;
    server.requestTimeout = 0;
  }
  try {
    await reportWith<ImportCounts>(request, reply, (onProgress, signal) =>
      importHistory(house.context, readLines(request.body as Readable), {
        dryRun: dryRun === 'true',
        onProgress,
        signal,
      }),
    );
  } finally {
    if (--exempt.imports === 0) server.requestTimeout = exempt.limit;
  }
}

async function giveOut({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  house.access.noteAll(request);
  const headers = { 'x-kierto-events': String(await house.store.size()) };
  await answerWith(request, reply, headers, async ({ write }) => {
    await exportHistory(house.context, write);
  });
}

async function verify({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { context, folder } = house;
  const { checkpoint = [], ...further } = request.query as Record<string, string | string[]>;
  const given = [checkpoint].flat().flatMap((line) => proofIn(line) ?? []);
  if (given.length < [checkpoint].flat().length || Object.keys(further).length > 0)
    throw new RequestError(
      'request.parameter',
      'This address takes checkpoint, as often as you like: a line of kierto proof, DAY events N hash … event ID.',
    );
  const readModels = async () =>
    (await house.reads.status()).models.map(({ name, stopped }) => ({
      name,
      ...(stopped && { problem: `has stopped at ${stopped.type} (${stopped.position})` }),
    }));
  await reportWith<{ readonly events: number; readonly of: number }>(request, reply, async (onProgress, signal) => {
    const chain = await ProofCheck.open(context, { folder, given });
    return verifyHistory(context, { chain, readModels, onProgress, signal });
  });
}
