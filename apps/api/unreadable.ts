import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { type Problem, problemOf } from './problems.ts';
import { RequestError } from './request-error.ts';
import { everyAnswer } from './security-headers.ts';

/** What Node's own parser refuses: there is no request of which a log or a filter could tell, only a connection. */
function errorOf({ code }: { readonly code?: string }): RequestError {
  if (code === 'HPE_HEADER_OVERFLOW' || code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return new RequestError('request.headers-too-large', 'The address and the headers together may have 16 KiB.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new RequestError('request.too-slow', 'The request did not come in whole within 30 seconds.');
  return new RequestError('request.unreadable', 'This is not a well-formed request of HTTP/1.1.');
}

/** The answer as bytes; it is the last one on its connection, and says so, lest a client send its next request there. */
function written(problem: Problem): string {
  const body = JSON.stringify(problem);
  const headers = [
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...Object.entries(everyAnswer).map(([name, value]) => `${name}: ${value}`),
  ];
  return [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...headers, '', body].join('\r\n');
}

/** Answers as all else is answered what never becomes a request, and never repeats any of it. */
export function answerUnreadable(log: Pick<Logger, 'info'>) {
  return (error: Error & { readonly code?: string }, socket: Socket): void => {
    // The client has gone, or an answer to an earlier request is under way that these bytes would stand in the middle of.
    const answering = (socket as { readonly _httpMessage?: ServerResponse })._httpMessage?.headersSent;
    if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable || answering) {
      socket.destroy();
      return;
    }
    const request = randomUUID();
    const problem = problemOf(errorOf(error), { request, conditional: false });
    log.info({ request, status: problem.status, outcome: problem.code }, 'request');
    socket.end(written(problem), () => socket.destroy());
  };
}

/** Node would say nothing but 417. */
export function refuseExpectations(server: Pick<Server, 'on'>): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const error = new RequestError('request.expectation', 'Expect may say 100-continue and nothing else.');
    const problem = problemOf(error, { request: randomUUID(), conditional: false });
    response.writeHead(problem.status, {
      ...everyAnswer,
      'content-type': 'application/problem+json; charset=utf-8',
      connection: 'close',
    });
    response.end(JSON.stringify(problem));
  });
}
