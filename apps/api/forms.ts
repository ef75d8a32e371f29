import type { FastifyInstance } from 'fastify';
import { RequestError } from './request-error.ts';

/** Bytes that the forms of a path may have. */
const formPaths: readonly (readonly [path: RegExp, most: number])[] = [
  [/^\/link\/:token$/, 1_024],
  [/^\/demo$/, 256],
  // A comment of 2,000 characters may have 12 bytes each when it is written as a form.
  [/^\/g\//, 32 * 1_024],
  // A password of 128 characters may have 12 bytes each when it is written as a form.
  [/^\/(sign-in|sign-out|invitation|first-administrator|account)(\/|$)/, 16 * 1_024],
];

/** Lets forms come in at the addresses that have some, and nowhere else: any site could send them in somebody's name. */
export function acceptForms(fastify: FastifyInstance): void {
  const mostAt = (url: string) => formPaths.find(([path]) => path.test(url))?.[1];
  fastify.addHook('onRoute', (route) => {
    const most = mostAt(route.url);
    if (most !== undefined) route.bodyLimit = most;
  });
  fastify.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    ({ routeOptions: { url = '' } }, body, done) => {
      if (mostAt(url) === undefined) done(new RequestError('request.media-type', 'Send the body as application/json.'));
      else done(null, new URLSearchParams(body));
    },
  );
}
