import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestSpan } from '#installation';
import type { House } from './house.ts';
import { shownPath } from './shown-path.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request is in a trace; its caller may have begun it. */
    span?: RequestSpan;
  }
}

type Told = Pick<House, 'log' | 'metrics' | 'telemetry'>;

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
