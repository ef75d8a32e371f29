import { once } from 'node:events';
import { request as ask, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administrator, type RunningApi, runApi } from './running-api.ts';

const base = '/services/kierto';

/** A proxy that hands on what lies under the base, as it came or without the base. */
async function openProxy(target: string, takesBaseAway: boolean): Promise<Server> {
  const { port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { url = '/', method, headers } = incoming;
    if (!url.startsWith(base)) return void outgoing.writeHead(404).end('not ours');
    const path = takesBaseAway ? url.slice(base.length) || '/' : url;
    const told = { ...headers, 'x-forwarded-host': 'public.example', 'x-forwarded-proto': 'https' };
    const handed = ask({ host: '127.0.0.1', port, path, method, headers: told }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
      outgoing.once('close', () => answer.destroy());
    });
    incoming.pipe(handed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

let api: RunningApi;

beforeAll(async () => {
  api = await runApi({ BASE_URL: `https://public.example${base}/` });
});

afterAll(() => api.close());

describe.each([
  ['as it came', false],
  ['without the base', true],
])('behind a proxy that hands on the path %s', (_how, takesBaseAway) => {
  let proxy: Server;
  let outside: string;

  beforeAll(async () => {
    proxy = await openProxy(new URL(api.address).origin, takesBaseAway);
    outside = addressOf(proxy);
  });

  afterAll(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await once(proxy, 'close');
  });

  const get = (path: string) => fetch(`${outside}${path}`, { redirect: 'manual' });

  it('a command answers where its stream is, and it is there', async () => {
    const id = takesBaseAway ? 'taken' : 'kept';
    const answer = await fetch(`${outside}${base}/api/units/${id}`, {
      method: 'PUT',
      headers: { ...administrator, 'content-type': 'application/json' },
      body: JSON.stringify({ words: { name: 'Aikuissosiaalityö' }, lang: 'fi' }),
    });
    expect(answer.status).toBe(201);
    const { position } = (await answer.json()) as { position: string };
    const location = answer.headers.get('location')!;
    expect(location).toBe(`${base}/api/units/${id}`);
    const read = `${outside}${location}?after=${encodeURIComponent(position)}`;
    expect((await fetch(read, { headers: administrator })).status).toBe(200);
  });

  it.each([base, `${base}/`])('the front page at %s leads to what is there', async (path) => {
    const page = await (await get(path)).text();
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(8);
    for (const link of new Set(links)) {
      const { status } = await fetch(`${outside}${link}`, { headers: administrator, redirect: 'manual' });
      expect({ link, status }).toEqual({ link, status: link.endsWith('/health/ready') ? status : 200 });
    }
  });

  it('the document names the path, and its pages find what they are made of', async () => {
    const document = (await (await get(`${base}/api/openapi.json`)).json()) as { servers: unknown };
    expect(document.servers).toEqual([{ url: base }]);
    const page = await (await get(`${base}/api/docs`)).text();
    const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part!);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      const { pathname } = new URL(part, `${outside}${base}/api/docs`);
      expect({ part, status: (await get(pathname)).status }).toEqual({ part, status: 200 });
    }
  });

  it('live changes come at once, and nobody is asked to keep them back', async () => {
    const gone = new AbortController();
    const live = await fetch(`${outside}${base}/api/live`, { headers: administrator, signal: gone.signal });
    expect(live.headers.get('x-accel-buffering')).toBe('no');
    expect(live.headers.get('cache-control')).toBe('no-store');
    const first = await live.body!.getReader().read();
    expect(Buffer.from(first.value!).toString()).toContain('retry:');
    gone.abort();
  });

  it('how it is can be asked under the path', async () => {
    expect((await get(`${base}/health/live`)).status).toBe(200);
  });
});

describe('under a path', () => {
  it('the process itself can be asked without it', async () => {
    const { origin } = new URL(api.address);
    expect(api.address).toBe(`${origin}${base}`);
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);
  });

  it.each(['/services/kiertoa/health/live', '/services/health/live', '/services/kierto//health/live'])(
    '%s is not there',
    async (path) => {
      expect((await fetch(new URL(api.address).origin + path)).status).toBe(404);
    },
  );
});

it('what a request says of itself as forwarded changes nothing', async () => {
  const forwarded = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'gopher',
    'x-forwarded-prefix': '/evil',
  };
  const answers = await Promise.all(
    ['/', '/api/openapi.json', '/api/docs'].map((path) => api.send('GET', path, undefined, forwarded)),
  );
  const put = await api.send(
    'PUT',
    '/api/units/forwarded',
    { words: { name: 'A' }, lang: 'fi' },
    { ...administrator, ...forwarded },
  );
  expect(put.status).toBe(201);
  expect(put.headers.get('location')).toBe(`${base}/api/units/forwarded`);
  for (const { status, text } of answers) {
    expect(status).toBe(200);
    expect(text).not.toContain('evil');
  }
});
