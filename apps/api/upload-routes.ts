import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { beginUpload, continueUpload, endUpload, type Upload, uploadOf } from '#use-cases';
import { headerOf } from './parameters.ts';
import { codeOf } from './problems.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

const version = '1.0.0';
const uploads = '/api/uploads';
const oneUpload = `${uploads}/:id`;
const mediaType = 'application/offset+octet-stream';
const number = /^(0|[1-9]\d{0,9})$/;

/**
 * Files on their way here, by tus 1.0 (https://tus.io): the core protocol with creation, expiration and termination. What has come in
 * lies sealed in the vault from the first byte on. Such answers have no body, which the API's document cannot describe.
 */
export const uploadRoutes: readonly Route[] = [
  { method: 'OPTIONS', path: uploads, name: 'AskAboutUploads', scope: 'record', sameForAll: true, run: tell },
  { method: 'POST', path: uploads, name: 'BeginUpload', scope: 'record', run: begin },
  { method: 'HEAD', path: oneUpload, name: 'LookAtUpload', scope: 'record', run: look },
  { method: 'PATCH', path: oneUpload, name: 'ContinueUpload', scope: 'record', run: goOn },
  { method: 'DELETE', path: oneUpload, name: 'GiveUpUpload', scope: 'record', run: giveUp },
];

/** Lets the bytes of an upload come in as a stream, at the one address that reads them so. */
export function acceptUploads(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(mediaType, (request, payload, done) => {
    if (request.routeOptions.url === oneUpload && request.method === 'PATCH') done(null, payload);
    else done(new RequestError('request.media-type', 'Send the body as application/json.'));
  });
}

const mostBytes = ({ house }: Desk): number => house.settings.largestFile;

function tell(desk: Desk, _request: FastifyRequest, reply: FastifyReply): void {
  reply.status(204).headers({
    'tus-resumable': version,
    'tus-version': version,
    'tus-extension': 'creation,expiration,termination',
    'tus-max-size': String(mostBytes(desk)),
  });
}

/** @throws RequestError `upload.version`: others would mean something else by the same headers */
function requireVersion(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ 'tus-resumable': version, 'cache-control': 'no-store' });
  if (headerOf(request.headers, 'Tus-Resumable') === version) return;
  reply.header('tus-version', version);
  throw new RequestError('upload.version', `Say by Tus-Resumable: ${version} that you speak that version of tus.`);
}

function numberIn(request: FastifyRequest, name: string): number {
  const value = headerOf(request.headers, name);
  if (value === undefined || !number.test(value))
    throw new RequestError('request.header', `The header ${name} must be a whole number of bytes.`);
  return Number(value);
}

async function begin(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  requireVersion(request, reply);
  const length = numberIn(request, 'Upload-Length');
  if (length === 0) throw new RequestError('request.header', 'The file is empty: there is nothing to upload.');
  if (length > mostBytes(desk)) throw tooLarge(mostBytes(desk));
  const { id, expires } = await beginUpload(desk.house.context, request.account!, length);
  reply.status(201).headers({ location: `${uploads}/${id}`, 'upload-expires': expires.toUTCString() });
}

const tooLarge = (most: number): RequestError =>
  new RequestError('upload.too-large', `A file may have ${(most / 1_000_000).toLocaleString('en')} MB.`);

/** @throws RequestError `upload.unknown` also where it is another account's */
async function found({ house }: Desk, request: FastifyRequest): Promise<Upload> {
  const { id } = request.params as { id: string };
  const upload = await uploadOf(house.context, request.account!, id);
  if (!upload) throw gone();
  return upload;
}

const gone = (): RequestError =>
  new RequestError('upload.unknown', 'There is no such upload of yours. After a day one is gone.');

async function look(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  requireVersion(request, reply);
  const { offset, length, expires } = await found(desk, request);
  reply.headers({
    'upload-offset': String(offset),
    'upload-length': String(length),
    'upload-expires': expires.toUTCString(),
  });
}

/** What is being written, so that nobody writes to the same upload beside: by its id, how to end it and when it has. */
const writing = new Map<string, { readonly end: () => void; readonly ended: Promise<void> }>();

/**
 * One request writes to an upload. Whoever continues it anew has lost the connection of the one before, of which the server may not know
 * yet: that one ends, and what has come by it stays. On another server the same bytes would go to the same place.
 */
async function alone<Done>(id: string, end: () => void, work: () => Promise<Done>): Promise<Done> {
  for (let other = writing.get(id); other; other = writing.get(id)) {
    other.end();
    await other.ended;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  writing.set(id, { end, ended: promise });
  try {
    return await work();
  } finally {
    writing.delete(id);
    resolve();
  }
}

/** What Node says of a body that ends before its time, because its sender has gone or goes on in another request. */
const hangUps: ReadonlySet<string> = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);
const hungUp = (): RequestError =>
  new RequestError('request.unreadable', 'The connection ended before the request had come in whole.');

async function goOn(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  requireVersion(request, reply);
  if (!request.headers['content-type']?.startsWith(mediaType))
    throw new RequestError('request.media-type', `Send the bytes as ${mediaType}.`);
  const from = numberIn(request, 'Upload-Offset');
  const { id } = await found(desk, request);
  const body = (request.body as Readable | undefined) ?? Readable.from([]);
  const reached = await alone(
    id,
    () => body.destroy(),
    async () => {
      const upload = await found(desk, request);
      if (upload.offset !== from)
        throw new RequestError('upload.offset', `The upload has ${upload.offset} bytes; go on from there.`);
      try {
        return await continueUpload(desk.house.context, request.account!, upload, body);
      } catch (error) {
        if (error instanceof RangeError) throw tooLarge(upload.length);
        if (codeOf(error) === 'upload.unknown') throw gone();
        throw hangUps.has(codeOf(error) ?? '') ? hungUp() : error;
      }
    },
  );
  const { expires } = await found(desk, request);
  reply.status(204).headers({ 'upload-offset': String(reached), 'upload-expires': expires.toUTCString() });
}

async function giveUp(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  requireVersion(request, reply);
  const { id } = await found(desk, request);
  writing.get(id)?.end();
  await writing.get(id)?.ended;
  await endUpload(desk.house.context, request.account!, id);
  reply.status(204);
}
