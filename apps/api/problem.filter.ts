import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Problem, problemOf, retryAfter } from './problems.ts';
import { everyAnswer } from './security-headers.ts';
import { answerOnPage, isPage } from './sign-in/problem-page.ts';

/** The one place where an error becomes an answer. */
export class ProblemFilter implements ExceptionFilter {
  readonly log: Logger;
  readonly basePath: string;

  constructor(log: Logger, basePath: string) {
    this.log = log;
    this.basePath = basePath;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error, { request: request.id, conditional: request.headers['if-match'] !== undefined });
    request.outcome = problem.code;
    if (problem.code === 'internal')
      this.log.error({ request: request.id, ...traced(error) }, 'a request failed unexpectedly');
    if (reply.sent) return;
    const wait = retryAfter(problem, error);
    if (wait !== undefined) reply.header('retry-after', String(wait));
    if (isPage(request)) answerOnPage(request, reply, problem, { wait, basePath: this.basePath });
    else answer(reply, problem);
  }
}
Catch()(ProblemFilter);

function answer(reply: FastifyReply, problem: Problem): void {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

/** What Fastify's router refuses before any filter can see it: an address that cannot be decoded or is too long. */
export function answerUnroutable(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, { request: request.id, conditional: false });
  request.outcome = problem.code;
  // No hook has seen it.
  reply.headers(everyAnswer);
  answer(reply, problem);
}

/** Where it went wrong, without the error's own text: that may repeat what somebody typed. */
export function traced(error: unknown): { readonly error: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const { code } = error as { code?: unknown };
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return { error: typeof code === 'string' ? `${error.name} ${code}` : error.name, at };
}
