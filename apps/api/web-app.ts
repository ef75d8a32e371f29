import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { RequestError } from './request-error.ts';
import type { Route } from './route.ts';

/** What `vite build` makes of apps/web; bin/setup runs it. */
const built = join(import.meta.dirname, '../web/built');

/** The addresses of its pages. Anything else stays unknown, so that a wrong address is one for whoever asks. */
const addresses = [
  '/start',
  '/board',
  '/promises',
  '/inbox',
  '/search',
  '/publishing',
  '/influence',
  '/influence/measures/:id',
  '/influence/:part',
  '/proposals/:id',
  '/commissions',
  '/commissions/:id',
  '/groups',
  '/groups/:id',
  '/groups/:id/:part',
  '/meetings/:id',
  '/posts/:id',
  '/units',
  '/units/:id',
  '/admin',
  '/admin/:part',
];

/** Scripts and styles are ours; what a library writes into the page while it runs carries the nonce of this one answer. */
const policyWith = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Read anew for each answer, so that a server goes on working when the pages are built again beside it. */
async function builtPage(): Promise<string> {
  try {
    return await readFile(join(built, 'index.html'), 'utf8');
  } catch {
    throw new RequestError('web.not-built', 'The pages have not been built. bin/setup builds them.');
  }
}

/** The same page for every address; the program in it then shows what stands there, of what its reader may see. */
export const webRoutes: readonly Route[] = addresses.map((path) => ({
  method: 'GET',
  path,
  name: 'ShowWebApp',
  run: async ({ house: { settings } }, request, reply) => {
    const { basePath } = settings;
    if (request.rights.account === undefined || request.rights.account.startsWith('link-')) {
      const to = new URLSearchParams({ to: request.url });
      reply.status(303).header('location', `/sign-in?${to}`);
      return '';
    }
    const nonce = randomBytes(16).toString('base64');
    reply.type('text/html; charset=utf-8').headers({
      'content-security-policy': policyWith(nonce),
      // What stands in an address of ours is nobody else's business.
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow',
    });
    return (await builtPage())
      .replaceAll('./assets/', `${basePath}/assets/`)
      .replace(
        '<head>',
        `<head><meta property="csp-nonce" nonce="${nonce}"><meta name="kierto-base" content="${basePath}">`,
      );
  },
}));

/** The program's parts bear a digest of their content in their names: what was fetched once need not be asked for again. */
export function serveAssets(fastify: FastifyInstance): void {
  if (!existsSync(join(built, 'assets'))) return;
  fastify.register(fastifyStatic, {
    root: join(built, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    decorateReply: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=31536000, immutable'),
  });
}
