import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '#installation';
import { hasCookies } from './cookies.ts';
import { headerOf } from './parameters.ts';
import { RequestError } from './request-error.ts';

type Where = Pick<Settings, 'baseUrl'>;

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const isForm = ({ headers }: FastifyRequest): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i.test(headers['content-type'] ?? '');

/** A page whose address is a secret by itself: whoever could send its form could open it, and no cookie counts there. */
const opensByAddress = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url === '/link/:token';

/**
 * Old browsers do not say at all where a form comes from. Where no cookie counts, as behind a group's link, that is let in: the
 * members of a group have old phones, and whoever knows the address could open it.
 */
const mayBeSilent = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url?.startsWith('/g/') === true;
const isSilent = ({ headers }: FastifyRequest): boolean =>
  headerOf(headers, 'Sec-Fetch-Site') === undefined && headerOf(headers, 'Origin') === undefined;

/** Browsers say by Sec-Fetch-Site who asks, and older ones, and all of them on plain http, by Origin. */
function isOwn(request: FastifyRequest, { baseUrl }: Where): boolean {
  const site = headerOf(request.headers, 'Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = headerOf(request.headers, 'Origin');
  return origin === (baseUrl === undefined ? `${request.protocol}://${request.host}` : new URL(baseUrl).origin);
}

/**
 * Refuses what another site's page sends in somebody's name: a browser adds its cookies to that too. Forms are looked at without
 * a cookie as well, because signing somebody in as somebody else is also a way to mislead them.
 */
export function refuseCrossSite(fastify: FastifyInstance, where: Where): void {
  fastify.addHook('onRequest', async (request) => {
    if (safe.has(request.method) || opensByAddress(request)) return;
    if (mayBeSilent(request) && isSilent(request)) return;
    if ((hasCookies(request, where) || isForm(request)) && !isOwn(request, where))
      throw new RequestError(
        'request.cross-site',
        'A browser sent this from a page that is not one of ours. Programs send a token as Authorization: Bearer, and no cookie.',
      );
  });
}
