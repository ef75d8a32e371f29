import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { acceptCookies } from './cookies.ts';
import { refuseCrossSite } from './cross-site.ts';
import { acceptForms } from './forms.ts';
import { acceptHistories } from './history-routes.ts';
import type { House } from './house.ts';
import { apiModule, type Registry, routesOf } from './module.ts';
import { documentOf } from './openapi.ts';
import { answerUnroutable, ProblemFilter } from './problem.filter.ts';
import { limitRequests } from './rate-limits.ts';
import { logRequests } from './request-log.ts';
import { secureAnswers } from './security-headers.ts';
import { answerUnreadable, refuseExpectations } from './unreadable.ts';
import { acceptUploads } from './upload-routes.ts';
import { serveAssets } from './web-app.ts';
import { type WhoIs, whoIsOf } from './who-is.ts';

const bodyLimit = 1024 * 1024;
const batchLimit = 4 * bodyLimit;
/** Milliseconds in which a request must have come in whole, and its headers; looked at so often. */
const requestTimeout = 30_000;
const slowest = { headersTimeout: 10_000, connectionsCheckingInterval: 2_500 };

/** Milliseconds that requests in hand may take when the server closes. */
const longestClosing = 10_000;

export interface Server {
  /** `http://127.0.0.1:3000`, with the path of the public address where it has one. */
  readonly address: string;
  /** The API's document as it is served. */
  readonly document: object;
  /** Finishes the requests in hand, closes the connections and then the house. */
  close(): Promise<void>;
}

/**
 * The path as the routes know it. What comes without the base is served as well: proxies may take it away, and whoever looks
 * after the process need not know it.
 */
function withoutBase(base: string, url: string): string {
  if (!url.startsWith(base)) return url;
  const rest = url.slice(base.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url;
}

/**
 * Serves the house where its settings say. The house is the server's from then on, and is closed with it.
 * @param whoIs says who a request comes from; tests that tell stories have one that believes what they say
 */
export async function serve(
  house: House,
  registry: Registry,
  { whoIs = whoIsOf(house) }: { readonly whoIs?: WhoIs } = {},
): Promise<Server> {
  const { host, port: wanted, basePath, trustedProxies } = house.settings;
  const adapter = new FastifyAdapter({
    bodyLimit,
    requestTimeout,
    http: slowest,
    // Live connections end with the house; idle ones need not be waited for.
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    genReqId: () => randomUUID(),
    ...(trustedProxies && { trustProxy: [...trustedProxies] }),
    ...(basePath && { rewriteUrl: ({ url = '/' }) => withoutBase(basePath, url) }),
    logger: false,
    frameworkErrors: answerUnroutable,
    clientErrorHandler: answerUnreadable(house.log),
    // No middleware is used, so none need be looked for at every request.
    skipMiddie: true,
  });
  const fastify = adapter.getInstance();
  refuseExpectations(fastify.server);
  fastify.removeContentTypeParser('text/plain');
  acceptHistories(fastify as never);
  acceptUploads(fastify as never);
  acceptForms(fastify as never);
  acceptCookies(fastify as never);
  serveAssets(fastify as never);
  fastify.addHook('onRoute', (route) => {
    if (route.url === '/api/batch') route.bodyLimit = batchLimit;
  });
  let inHand = 0;
  fastify.addHook('onRequest', (_request, reply, done) => {
    inHand += 1;
    // Not onResponse, which does not come when the client hangs up.
    reply.raw.once('close', () => {
      inHand -= 1;
    });
    done();
  });
  if (basePath)
    fastify.addHook('onSend', (_request, reply, _payload, done) => {
      const location = reply.getHeader('location');
      if (typeof location === 'string' && location.startsWith('/')) reply.header('location', `${basePath}${location}`);
      done();
    });
  logRequests(fastify as never, house);
  secureAnswers(fastify as never, house.settings);
  limitRequests(fastify as never, house.rates);
  refuseCrossSite(fastify as never, house.settings);
  const app = await NestFactory.create<NestFastifyApplication>(apiModule(registry, house, whoIs), adapter, {
    bodyParser: false,
    // Nest's own log would repeat the texts of errors.
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(house.log, basePath));
  let document: object | undefined;
  const documented = () => (document ??= documentOf(app, routesOf(registry), registry.queries, basePath));
  SwaggerModule.setup('api/docs', app, documented as never, {
    raw: ['json'],
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Kierto: the API',
  });
  await app.listen(wanted, host);
  const { port } = fastify.server.address() as AddressInfo;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${port}${basePath}`,
    get document() {
      return documented();
    },
    close: async () => {
      house.live.close();
      // Once nothing is in hand, connections are closed that browsers keep open or have opened on suspicion.
      const closing = setInterval(() => inHand === 0 && fastify.server.closeAllConnections(), 50);
      const patience = setTimeout(() => fastify.server.closeAllConnections(), longestClosing);
      await app.close();
      clearInterval(closing);
      clearTimeout(patience);
      await house.close();
    },
  };
}
