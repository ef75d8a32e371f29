import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { codeOf, problemOf } from './problems.ts';

export const lineMediaType = 'application/x-ndjson';

/** An answer in lines of JSON, begun before the work is done. */
export interface LineAnswer {
  /** Aborted when the client has gone away. */
  readonly signal: AbortSignal;
  /** Resolves when the client takes more. @throws AbortError when it has gone */
  write(data: string | Uint8Array): Promise<void>;
}

/** Sends what `work` writes, with status 200. When the work fails the connection is cut, so that half an answer is not taken for a whole one. */
export async function answerWith(
  request: FastifyRequest,
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
  work: (answer: LineAnswer) => Promise<void>,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  raw.writeHead(200, { 'content-type': `${lineMediaType}; charset=utf-8`, 'cache-control': 'no-store', ...headers });
  raw.flushHeaders();
  const { signal } = gone;
  try {
    await work({
      signal,
      async write(data) {
        signal.throwIfAborted();
        if (!raw.write(data)) await once(raw, 'drain', { signal });
      },
    });
    raw.end();
  } catch (error) {
    request.outcome = signal.aborted ? 'request.aborted' : (codeOf(error) ?? 'internal');
    raw.destroy();
  }
}

const betweenProgress = 200;

/**
 * Sends `{"progress": …}` lines, a few a second, while the work goes on, then `{"report": …}` with what it gave, or
 * `{"problem": …}` with why it failed.
 */
export async function reportWith<Progress>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (onProgress: (soFar: Progress) => void, signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  let told = 0;
  await answerWith(request, reply, {}, async ({ write, signal }) => {
    const onProgress = (progress: Progress) => {
      if (performance.now() - told < betweenProgress) return;
      told = performance.now();
      // What a slow reader has not taken yet is not waited for: the work goes on.
      write(`${JSON.stringify({ progress })}\n`).catch(() => {});
    };
    try {
      const report = await work(onProgress, signal);
      await write(`${JSON.stringify({ report })}\n`);
    } catch (error) {
      signal.throwIfAborted();
      const problem = problemOf(error, { request: request.id, conditional: false });
      request.outcome = problem.code;
      await write(`${JSON.stringify({ problem })}\n`);
    }
  });
}
