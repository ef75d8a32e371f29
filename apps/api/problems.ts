import { HttpException } from '@nestjs/common';
import { Refusal } from '#domain';
import { RequestError, type RequestFault } from './request-error.ts';

/** What a request that failed is answered with (RFC 9457). */
export interface Problem {
  /** Where the code is documented. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable; programs go by it. */
  readonly code: string;
  /** The request, as the server's log names it. */
  readonly instance: string;
  readonly errors?: readonly RequestFault[];
}

/** The one table of codes and statuses outside the refusals of the domain; docs/reference/problems.md is made from it. */
export const problems: Readonly<Record<string, readonly [status: number, title: string]>> = {
  'request.header': [400, 'A header of the request is wrong'],
  'request.parameter': [400, 'A parameter in the address is wrong'],
  'request.body': [400, 'The body has not the shape of this command'],
  'request.unreadable': [400, 'The request cannot be read'],
  'not-found': [404, 'There is nothing under this id'],
  'route.unknown': [404, 'There is no such address'],
  'upload.unknown': [404, 'There is no such upload'],
  'upload.offset': [409, 'The upload stands elsewhere'],
  'upload.version': [412, 'Another version of tus is needed'],
  'upload.too-large': [413, 'The file is too large'],
  'wrong-version': [412, 'Somebody else has recorded something in the meantime'],
  'request.too-large': [413, 'The request is too large'],
  'too-large': [413, 'The texts and facts of one command are too large'],
  'request.expectation': [417, 'What the request expects cannot be met'],
  'request.headers-too-large': [431, 'The headers of the request are too large'],
  'request.too-slow': [408, 'The request came in too slowly'],
  'request.media-type': [415, 'The body is not JSON'],
  'request.cross-site': [403, 'Another site sent this'],
  'request.too-many': [429, 'Too many requests'],
  'sign-in.needed': [401, 'Nobody has signed in'],
  'permission.denied': [403, 'Whoever asks may not do this'],
  'permission.several': [409, 'It can be done in several capacities'],
  'job.id-taken': [409, 'Another job has this id'],
  internal: [500, 'Something went wrong in the server'],
  'access.not-recorded': [503, 'What is read could not be written down'],
  'live.too-many': [503, 'Too many live connections'],
  'web.not-built': [503, 'The pages have not been built'],
  'server.starting': [503, 'The server is starting'],
  'query.param-wrong': [400, 'A parameter of the query is wrong'],
  'query.cursor-wrong': [400, 'The cursor is not one of this list'],
  'query.not-found': [404, 'There is nothing under this id'],
  'read-model.behind': [503, 'The view has not seen this yet'],
  'read-model.building': [503, 'The view is being built'],
  'read-model.stopped': [503, 'The view has stopped'],
  'store-unavailable': [503, 'The event store is not reachable'],
  'vault-unavailable': [503, 'The vault is not reachable'],
  'queue-unavailable': [503, 'The queue of jobs is not reachable'],
};

export interface Circumstances {
  /** Id of the request. */
  readonly request: string;
  /** The sender said which version it saw. */
  readonly conditional: boolean;
}

/** After how many seconds to come back, where that can help. */
export function retryAfter({ status }: Problem, error: unknown): number | undefined {
  const { retryAfter } = error as { readonly retryAfter?: number };
  return status === 503 ? (retryAfter ?? 2) : status === 429 ? retryAfter : undefined;
}

/** The problem that an error is answered with. What is not known here is `internal`, and its own text is not shown. */
export function problemOf(error: unknown, { request, conditional }: Circumstances): Problem {
  const { code, status, title, detail, errors, page } = told(error, conditional);
  return {
    type: `/docs/reference/${page}.md#${code}`,
    title,
    status,
    detail,
    code,
    instance: `urn:uuid:${request}`,
    ...(errors && errors.length > 0 && { errors }),
  };
}

interface Told {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly page: 'problems' | 'refusals';
  readonly errors?: readonly RequestFault[];
}

function told(error: unknown, conditional: boolean): Told {
  if (error instanceof Refusal) return refused(error);
  if (error instanceof RequestError) return listed(error.code, error.message, error.faults);
  if (error instanceof HttpException || isFastifys(error)) return ofTheFramework(error);
  const code = codeOf(error);
  if (isHangUp(error))
    return listed('request.unreadable', 'The connection ended before the request had come in whole.');
  if (code === 'wrong-version') {
    const known = listed(code, (error as Error).message);
    return conditional ? known : { ...known, status: 409 };
  }
  if (code === 'not-plain-text') return listed('request.body', 'A text is not well-formed Unicode.');
  if (code !== undefined && Object.hasOwn(problems, code)) return listed(code, (error as Error).message);
  return listed('internal', 'The server could not do this. Its log tells more under the id of this request.');
}

function listed(code: string, detail: string, errors: readonly RequestFault[] = []): Told {
  const [status, title] = problems[code]!;
  return { code, status, title, detail, page: 'problems', errors };
}

function refused({ code, message, field }: Refusal): Told {
  const known = { code, title: 'A rule refuses this', detail: message, page: 'refusals' } as const;
  if (code.endsWith('.not-found')) return { ...known, status: 404 };
  if (field === undefined) return { ...known, status: 409 };
  return { ...known, status: 422, errors: [{ pointer: `/${field.replaceAll('.', '/')}`, detail: message }] };
}

/** The stable code of an error, if it has one. Errors of the libs are told by their code, which survives threads and copies of a module. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

interface FastifyError {
  readonly code: string;
  readonly statusCode?: number;
}

function isFastifys(error: unknown): error is FastifyError {
  return (
    error instanceof Error &&
    typeof (error as { code?: unknown }).code === 'string' &&
    (error as unknown as { code: string }).code.startsWith('FST_ERR_')
  );
}

/** The client went away in the middle of its body, which Fastify tells as Node does, with the status that nobody will see. */
function isHangUp(error: unknown): boolean {
  const { code, statusCode } = (error ?? {}) as { readonly code?: unknown; readonly statusCode?: unknown };
  return code === 'ECONNRESET' && statusCode === 400;
}

/** Nest and Fastify speak of what a client sent, so their texts are replaced by ours. */
function ofTheFramework(error: HttpException | FastifyError): Told {
  const status = error instanceof HttpException ? error.getStatus() : (error.statusCode ?? 500);
  if (status === 404)
    return listed('route.unknown', 'There is nothing at this address. What there is stands in /api/openapi.json.');
  if (status === 413) return listed('request.too-large', 'A body may have 1 MiB, that of /api/batch 4 MiB.');
  if (status === 415) return listed('request.media-type', 'Send the body as application/json.');
  if (status >= 400 && status < 500)
    return listed('request.unreadable', 'The request is not well-formed, or its body is not well-formed JSON.');
  if (status === 503) return listed('server.starting', 'The server is starting or stopping. Try again in a moment.');
  return listed('internal', 'The server could not do this. Its log tells more under the id of this request.');
}
