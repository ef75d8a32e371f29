import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../apps/api/rate-limits.ts';
import { until } from './own-installation.ts';
import { type Answer, administrator, type RunningApi, runApi } from './running-api.ts';

/** What stands before every route: headers of every answer, how often somebody may ask, and how slowly. */

/** Waits until views can be asked. */
const views = (api: RunningApi) =>
  until('views can be asked', async () => (await api.send('GET', '/health/ready')).status === 200);

describe('every answer', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
    await views(api);
  });
  afterAll(() => api.close());

  const everywhere = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'content-security-policy': expect.stringMatching(/^default-src 'none';.* frame-ancestors 'none'$/),
  };

  it.each([
    ['a view', 'GET', '/api/changes', 200],
    ['a refusal', 'GET', '/api/owed', 401],
    ['no address of ours', 'GET', '/nothing', 404],
    ['an address that cannot be decoded', 'GET', '/api/units/%E0%A4%A', 400],
    ['a body that is no JSON', 'POST', '/api/batch', 400],
    ['a page', 'GET', '/sign-in', 200],
    ['the front page', 'GET', '/', 200],
    ['the page to browse the API', 'GET', '/api/docs', 200],
    ['its script', 'GET', '/api/docs/swagger-ui-bundle.js', 200],
    ['the document', 'GET', '/api/openapi.json', 200],
    ['metrics', 'GET', '/metrics', 200],
    ['a calendar that is not there', 'GET', '/calendar/x.ics', 404],
    ['live changes', 'GET', '/api/live', 401],
  ])('says how browsers are to treat it: %s', async (_what, method, path, status) => {
    const { headers, ...answer } = await api.send(method, path, method === 'POST' ? '{"' : undefined);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(headers)).toMatchObject(everywhere);
    // Neither an address inside the house nor what it is built of.
    expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('says it also where the answer is written as the work goes on', async () => {
    const { status, headers } = await api.send('GET', '/api/admin/export', undefined, administrator);
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({ ...everywhere, 'cache-control': 'no-store' });
  });

  it('is kept by nobody in between, unless it says so', async () => {
    for (const path of ['/api/changes', '/api/me', '/api/owed', '/sign-in', '/'])
      expect((await api.send('GET', path)).headers.get('cache-control')).toBe('no-store');
  });

  it('to what never becomes a request as well', async () => {
    const { hostname, port } = new URL(api.address);
    const socket = connect(Number(port), hostname, () => socket.write('SALAISUUS / HTTP/1.1\r\nHost: x\r\n\r\n'));
    let answered = '';
    socket.on('data', (part) => {
      answered += String(part);
    });
    await once(socket, 'close');
    expect(answered).toMatch(/x-content-type-options: nosniff/i);
  });

  it('under a public address with TLS says to come by TLS only', async () => {
    const own = await runApi({ BASE_URL: 'https://kierto.example' });
    const { headers } = await own.send('GET', '/api/changes');
    await own.close();
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect((await api.send('GET', '/api/changes')).headers.get('strict-transport-security')).toBeNull();
  });
});

describe('whoever asks too often', () => {
  /** Asks until it was too often. */
  async function untilRefused(ask: () => Promise<Answer>, most: number): Promise<{ asked: number; refused: Answer }> {
    for (let asked = 1; asked <= most + 1; asked++) {
      const refused = await ask();
      if (refused.status === 429) return { asked, refused };
    }
    throw new Error(`Never refused in ${most + 1} requests.`);
  }

  it('is told when to come back, and others are not kept waiting', async () => {
    const api = await runApi({ TRUSTED_PROXIES: '127.0.0.1' }, { whoIs: 'real' });
    await views(api);
    const from = (ip: string) => () => api.send('GET', '/health/nothing-here', undefined, { 'x-forwarded-for': ip });
    const view = (ip: string) => () => api.send('GET', '/api/changes', undefined, { 'x-forwarded-for': ip });
    const { asked, refused } = await untilRefused(view('192.0.2.7'), limits.network.times);
    expect(asked).toBe(limits.network.times + 1);
    expect(refused.body).toMatchObject({ code: 'request.too-many', status: 429 });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await view('192.0.2.8')()).status).toBe(200);
    // What the nearest proxy says counts, and not what was sent to it.
    expect((await view('192.0.2.99, 192.0.2.7')()).status).toBe(429);
    // Probes are answered whoever else asks from there.
    expect((await api.send('GET', '/health/live', undefined, { 'x-forwarded-for': '192.0.2.7' })).status).toBe(200);
    expect((await from('192.0.2.7')()).status).toBe(404);
    await api.close();
  });

  it('cannot say that somebody else asks, where no proxy is trusted', async () => {
    const api = await runApi({}, { whoIs: 'real' });
    let last = 0;
    const view = () => api.send('GET', '/api/changes', undefined, { 'x-forwarded-for': `192.0.2.${last++ % 250}` });
    const { asked } = await untilRefused(view, limits.network.times);
    expect(asked).toBe(limits.network.times + 1);
    await api.close();
  });

  it('by one link wears out that link and nothing else', async () => {
    const api = await runApi({}, { whoIs: 'real' });
    const follow = (token: string) => () => api.send('GET', `/link/${token}`);
    const { asked } = await untilRefused(follow('one'), limits.link.times);
    expect(asked).toBe(limits.link.times + 1);
    expect((await follow('another')()).status).toBe(404);
    await api.close();
  });
});

describe('whoever is slow', () => {
  it('with the headers of a request is not waited for', async () => {
    const api = await runApi();
    const { hostname, port } = new URL(api.address);
    const socket = connect(Number(port), hostname, () => socket.write('GET /api/changes HTTP/1.1\r\nHost: kierto\r\n'));
    let answered = '';
    socket.on('data', (part) => {
      answered += String(part);
    });
    await once(socket, 'close');
    await api.close();
    expect(answered).toMatch(/^HTTP\/1.1 408 /);
    expect(answered).toContain('"code":"request.too-slow"');
  }, 60_000);
});
