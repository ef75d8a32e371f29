import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestSpan } from '#installation';
import type { House } from './house.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request is in a trace; its caller may have begun it. */
    span?: RequestSpan;
  }
}

type Told = Pick<House, 'log' | 'metrics' | 'telemetry'>;

/** Addresses that are secrets themselves, also under a path that nobody has set as the public one. */
const secret = /(\/(?:link|calendar)\/)[^/?]+/;

/** What may stand between two slashes of our addresses. */
const segment = /^[A-Za-z0-9._-]{0,64}$/;

/**
 * The path as the log may show it: without secrets, and without what somebody put there that is no part of an address of ours,
 * as it may be a sentence or a name.
 */
export function shownPath(url: string): string {
  const path = url.split('?', 1)[0]!.replace(secret, '$1…');
  return path
    .split('/')
    .map((one) => (segment.test(one) ? one : '…'))
    .join('/');
}

/** A line a request, when its answer is out or its client has hung up. The address is logged without what stands behind its question mark. */
export function logRequests(fastify: FastifyInstance, house: Told): void {
  const { telemetry } = house;
  fastify.addHook('onRequest', (request, reply, done) => {
    request.span = telemetry.request(request.id, request.headers);
    reply.raw.once('close', () => tell(house, request, reply));
    done();
  });
  // Not in onRequest: what reads the body goes on outside of what began it.
  if (telemetry.on) fastify.addHook('preValidation', (request, _reply, done) => request.span!.within(done));
}

function tell({ log, metrics }: Told, request: FastifyRequest, reply: FastifyReply): void {
  const probe = request.url.startsWith('/health') || request.url === '/metrics';
  const { operation = 'none', method, account, span } = request;
  const { statusCode: status, elapsedTime } = reply;
  const outcome = request.outcome ?? (reply.raw.writableFinished ? 'ok' : 'hung-up');
  metrics.request(operation, status, elapsedTime);
  span?.end(`${method} ${operation}`, {
    'http.request.method': method,
    'http.response.status_code': status,
    'kierto.operation': operation,
    'kierto.outcome': outcome,
    'kierto.request': request.id,
  });
  log[probe ? 'debug' : 'info'](
    {
      request: request.id,
      trace: span?.trace,
      method,
      path: shownPath(request.url),
      operation: request.operation,
      status,
      ms: Math.round(elapsedTime * 10) / 10,
      account,
      outcome,
    },
    'request',
  );
}
