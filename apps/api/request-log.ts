import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { destination, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

let millisecond = Number.NaN;
let written = '';

/** The instant of a line, ISO 8601 in UTC; many lines fall into one millisecond, and writing it takes long. */
function timeOfLine(): string {
  const now = Date.now();
  if (now !== millisecond) {
    written = `,"time":"${new Date(now).toISOString()}"`;
    millisecond = now;
  }
  return written;
}

/** One JSON line for each thing worth knowing, on standard output. Never a body, never words. */
export function openLog(level: Config['logLevel']): Logger {
  return pino(
    { level, base: {}, timestamp: timeOfLine, formatters: { level: (label) => ({ level: label }) } },
    // A write for each line would cost more than making it, and what waits is measured anew at every line, so it stays
    // short. It is written after 200 milliseconds, and when the process ends.
    destination({ dest: 1, sync: false, minLength: 2_048, periodicFlush: 200 }),
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
