import type { FastifyReply, FastifyRequest } from 'fastify';
import { fileToRead } from '#read-models';
import { dayOf, endingOf, isPicture, mediaTypeOf, openFile } from '#use-cases';
import { afterParameters, type Operation, type Parameter } from './operation.ts';
import { afterOf } from './parameters.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whatever a browser makes of a file, it runs nothing of it, and knows nobody here while it does. */
const filePolicy = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const eventInPath: Parameter = {
  name: 'event',
  in: 'path',
  required: true,
  description: 'The event that attached it.',
  schema: { type: 'string', pattern: uuid.source, examples: ['0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10'] },
};

const describes = (summary: string, type: string): Operation => ({
  tag: 'views',
  summary,
  description:
    'For whoever may read the words of what it is attached to; for everybody when both sides have published it. Pictures may be shown in a page, all else is for saving.',
  parameters: [eventInPath, ...afterParameters],
  answer: { description: 'The file.', type, schema: { type: 'string', format: 'binary' } },
  problems: [404, 503],
});

/** What is in files that are attached. How they come in stands in upload-routes.ts. */
export const fileRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/files/:event',
    name: 'FetchFile',
    sends: true,
    operation: describes('What is in a file that is attached to something.', 'application/octet-stream'),
    run: (desk, request, reply) => send(desk, request, reply, 'whole'),
  },
  {
    method: 'GET',
    path: '/api/files/:event/thumbnail',
    name: 'FetchThumbnail',
    sends: true,
    operation: describes('A small one of a picture that is attached to something.', 'image/jpeg'),
    run: (desk, request, reply) => send(desk, request, reply, 'thumbnail'),
  },
];

/** @throws QueryRefused, RequestError `not-found`, `access.not-recorded` */
async function send(
  { house }: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  part: 'whole' | 'thumbnail',
): Promise<void> {
  const { event } = request.params as { event: string };
  if (!uuid.test(event))
    throw new RequestError('request.parameter', 'The event in the path must be a UUID in lower case.');
  if (Object.keys(request.query as object).some((name) => name !== 'after'))
    throw new RequestError('request.parameter', 'This address takes one parameter, after.');
  const after = afterOf(request);
  const today = dayOf(house.context.clock.now());
  const { name } = await fileToRead(house.reads, event, {
    reader: request.rights,
    today,
    ...(after && { after }),
  });
  const file = await openFile(house.vault, event, part);
  if (!file) throw new RequestError('not-found', 'The file was removed, or there is no such picture of it.');
  house.access.note(request, [event]);
  const etag = `"${file.etag}"`;
  // Asked for again each time: what was forgotten, or is not for somebody any more, is in no browser's keeping.
  reply.headers({ etag, 'cache-control': 'private, no-cache', 'content-security-policy': filePolicy });
  if (request.headers['if-none-match'] === etag) {
    await reply.status(304).send();
    return;
  }
  const shown = isPicture(file.format) ? 'inline' : 'attachment';
  reply.headers({
    'content-type': mediaTypeOf(file.format),
    'content-length': String(file.bytes),
    'content-disposition': `${shown}; ${fileName(name, event, endingOf(file.format))}`,
  });
  await reply.send(file.read());
}

/** A name that means the same in every system, and its letters as they are for browsers that know RFC 5987. Nothing of it is a path. */
function fileName(said: string | undefined, event: string, ending: string): string {
  const plain = (said ?? '')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  const stem = plain.replace(/\.(\p{L}[\p{L}\d]{0,9})$/u, '').replace(/^\.+/, '') || `kierto-${event.slice(-12)}`;
  const name = `${stem.slice(0, 120)}.${ending}`;
  const ascii = name.normalize('NFKD').replace(/[^\w .()-]/g, '');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
