import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { destination, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** One JSON line for each thing worth knowing, on standard output. Never a body, never words. */
export function openLog(level: Config['logLevel']): Logger {
  return pino(
    { level, base: {}, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination({ dest: 1, sync: false }),
  );
}

/** A line a request, when its answer is out or its client has hung up. The address is logged without what stands behind its question mark. */
export function logRequests(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => tell(log, request, reply));
    done();
  });
}

function tell(log: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const probe = request.url.startsWith('/health') || request.url === '/metrics';
  log[probe ? 'debug' : 'info'](
    {
      request: request.id,
      method: request.method,
      path: request.url.split('?', 1)[0],
      operation: request.operation,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      account: request.account,
      outcome: request.outcome ?? (reply.raw.writableFinished ? 'ok' : 'hung-up'),
    },
    'request',
  );
}
