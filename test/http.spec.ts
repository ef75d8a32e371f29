import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { token } from '../apps/api/admin-token.ts';
import { administrator, type Json, type RunningApi, runApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
});

afterAll(() => api.close());

const unit = (name = 'Aikuissosiaalityö') => ({ words: { name }, lang: 'fi' });
const establish = (id: string, body: unknown = unit(), headers: Record<string, string> = {}) =>
  api.send('PUT', `/api/units/${id}`, body, { ...administrator, ...headers });
const rename = (id: string, name: string, headers: Record<string, string> = {}) =>
  api.send('POST', `/api/units/${id}/rename`, unit(name), { ...administrator, ...headers });

describe('a command', () => {
  it('that begins something answers 201 with its address, version and position', async () => {
    const { status, headers, body } = await establish('begun');
    expect(status).toBe(201);
    expect(headers.get('location')).toBe('/api/units/begun');
    expect(headers.get('etag')).toBe('"1"');
    expect(headers.get('x-position')).toBe(body.position);
    expect(body).toEqual({ id: 'begun', version: 1, position: expect.any(String), events: [expect.any(String)] });
  });

  it('that goes on answers 200 and the next version', async () => {
    await establish('going-on');
    const { status, headers } = await rename('going-on', 'Perhepalvelut');
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"2"');
    expect(headers.get('location')).toBeNull();
  });

  it('sent twice records once, and answers the second time as the first', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await establish('once', unit(), key);
    const second = await establish('once', unit(), key);
    expect(second.status).toBe(200);
    expect(second.body).toEqual({ ...first.body, position: expect.any(String), repeated: true });
  });

  it('under the id of another is refused', async () => {
    const key = { 'idempotency-key': randomUUID() };
    await establish('used', unit(), key);
    expect(await establish('used', unit('Muu'), key)).toMatchObject({ status: 409, body: { code: 'command.id-used' } });
  });

  it('with If-Match is carried out on the version that was seen, and on no other', async () => {
    await establish('matched');
    expect((await rename('matched', 'Toinen', { 'if-match': '"1"' })).status).toBe(200);
    expect(await rename('matched', 'Kolmas', { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'wrong-version' },
    });
    expect((await api.send('GET', '/api/events/unit/matched', undefined, administrator)).body.version).toBe(2);
  });

  it('for the organisation has no id', async () => {
    const body = { code: 'housing', words: { label: 'Asuminen' }, lang: 'fi' };
    const answer = await api.send('POST', '/api/organisation/name-theme', body, administrator);
    expect(answer).toMatchObject({ status: 200, body: { id: 'main' } });
  });
});

describe('a batch', () => {
  const item = (id: string, more: Json = {}) => ({
    command: randomUUID(),
    do: 'EstablishUnit',
    id,
    ...unit(),
    ...more,
  });

  it('carries out its commands in order, and the rest of it when it is sent again', async () => {
    const items = [item('batch-a'), item('batch-b', { parent: 'batch-a' })];
    const correlation = randomUUID();
    const first = await api.send('POST', '/api/batch', items, { ...administrator, 'x-correlation-id': correlation });
    expect(first).toMatchObject({
      status: 200,
      body: { correlation, results: [{ status: 'recorded' }, { status: 'recorded' }] },
    });
    const again = await api.send('POST', '/api/batch', [...items, item('batch-c')], administrator);
    expect(again.body.results).toMatchObject([{ status: 'repeated' }, { status: 'repeated' }, { status: 'recorded' }]);
  });

  it('does nothing when one of its commands has a wrong shape, and says where', async () => {
    const answer = await api.send(
      'POST',
      '/api/batch',
      [item('batch-d'), item('batch-e', { words: { name: 7 } })],
      administrator,
    );
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'request.body', errors: [{ pointer: '/1/words/name' }] },
    });
    expect((await api.send('GET', '/api/events/unit/batch-d', undefined, administrator)).status).toBe(404);
  });

  it('may be larger than another body', async () => {
    const name = 'a'.repeat(250);
    const items = Array.from({ length: 200 }, (_, index) =>
      item(`wide-${index}`, { words: { name }, further: 'x'.repeat(7_000) }),
    );
    expect(JSON.stringify(items).length).toBeGreaterThan(1_100_000);
    expect((await api.send('POST', '/api/batch', items, administrator)).status).toBe(400);
    expect((await api.send('PUT', '/api/units/wide', items, administrator)).status).toBe(413);
    expect((await api.send('POST', '/api/batch', 'x'.repeat(4_200_000), administrator)).status).toBe(413);
  });
});

describe('a problem', () => {
  it.each([
    ['a header', () => establish('p', unit(), { 'x-kierto-as': 'two words' }), 400, 'request.header'],
    ['a command id', () => establish('p', unit(), { 'idempotency-key': 'mine' }), 400, 'request.header'],
    ['a version', () => establish('p', unit(), { 'if-match': '3' }), 400, 'request.header'],
    ['an id in the path', () => establish('Not%20an%20id'), 400, 'request.parameter'],
    ['a body', () => establish('p', { ...unit(), zip: 1 }), 400, 'request.body'],
    ['a body that is no object', () => establish('p', []), 400, 'request.body'],
    ['broken JSON', () => establish('p', '{"words":'), 400, 'request.unreadable'],
    ['an encoding in the path', () => establish('%E0%A4%A'), 400, 'request.unreadable'],
    ['no such route', () => api.send('GET', '/api/nothing'), 404, 'route.unknown'],
    ['no such method', () => api.send('DELETE', '/api/units/p'), 404, 'route.unknown'],
    ['no such stream', () => api.send('GET', '/api/events/unit/none', undefined, administrator), 404, 'not-found'],
    [
      'a parameter that is not known',
      () => api.send('GET', '/api/units?colour=red', undefined, administrator),
      400,
      'request.parameter',
    ],
    ['a state', async () => [await establish('twice'), await establish('twice')][1]!, 409, 'unit.exists'],
    [
      'another media type',
      () => establish('p', '{}', { 'content-type': 'application/xml' }),
      415,
      'request.media-type',
    ],
    [
      'plain text',
      () => establish('p', '{}', { 'content-type': 'text/plain', 'sec-fetch-site': 'same-origin' }),
      415,
      'request.media-type',
    ],
    ['nobody', () => api.send('GET', '/api/events/unit/twice'), 401, 'sign-in.needed'],
    [
      'somebody who may not',
      () => api.send('GET', '/api/events/unit/twice', undefined, { 'x-kierto-post': 'head' }),
      403,
      'permission.denied',
    ],
  ])('tells of %s', async (_what, ask, status, code) => {
    const answer = await ask();
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, title: expect.any(String), detail: expect.any(String) });
    expect(answer.body.type).toMatch(/^\/docs\/reference\/(problems|refusals)\.md#/);
    expect(answer.body.instance).toMatch(/^urn:uuid:/);
    expect(answer.status).toBe(status);
  });

  it('never repeats what somebody typed', async () => {
    const secret = 'Salainen lause 4711';
    const answers = [
      await establish('q', { words: { name: secret.repeat(40) } }),
      await establish('q', { words: secret }),
      await establish('q', { parent: secret, words: { name: secret } }),
      await establish('q', `{"words":{"name":"${secret}"`),
      await establish('twice', { words: { name: secret }, lang: 'fi' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 409]);
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain('Salainen');
  });
});

describe('reading what was written', () => {
  it('sees it, under 200 concurrent writes', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const written = await establish(`mine-${index}`, unit(`Yksikkö ${index}`));
        const read = await api.send(
          'GET',
          `/api/units/mine-${index}?after=${encodeURIComponent(String(written.body.position))}`,
          undefined,
          administrator,
        );
        return [written.status, read.status, read.headers.get('etag'), read.body.id];
      }),
    );
    expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => [201, 200, '"1"', `mine-${index}`]));
  });

  it('waits by the header as well', async () => {
    const { body } = await establish('by-header');
    const read = await api.send('GET', '/api/units/by-header', undefined, {
      ...administrator,
      'x-after-position': String(body.position),
    });
    expect(read.status).toBe(200);
  });
});

describe('health', () => {
  it('is live, ready and measured', async () => {
    expect((await api.send('GET', '/health/live')).body).toEqual({ status: 'live' });
    const { body } = await establish('healthy');
    await api.send('GET', `/api/units?after=${encodeURIComponent(String(body.position))}`, undefined, administrator);
    const ready = await api.send('GET', '/health/ready');
    expect(ready).toMatchObject({ status: 200, body: { ready: true, store: { ready: true }, vault: { ready: true } } });
    const metrics = await api.send<string>('GET', '/metrics');
    expect(metrics.body).toMatch(/kierto_command_seconds_count\{name="EstablishUnit",outcome="ok"\} \d+/);
    expect(metrics.body).toMatch(/kierto_command_seconds_count\{name="EstablishUnit",outcome="unit.exists"\} \d+/);
    expect(metrics.body).toMatch(/kierto_read_model_lag_events\{model="\w+"\} \d+/);
  });

  it('tells of a rebuild, to administrators and those who may read the data folder', async () => {
    const { body } = await api.send<{ models: { name: string }[] }>(
      'GET',
      '/api/admin/read-models',
      undefined,
      administrator,
    );
    const { name } = body.models[0]!;
    expect(await api.send('POST', '/api/admin/rebuild', { name })).toMatchObject({
      status: 401,
      body: { code: 'sign-in.needed' },
    });
    const headers = { 'x-kierto-token': token };
    const done = await api.send<string>('POST', '/api/admin/rebuild', { name }, headers);
    expect(done.status).toBe(200);
    expect(done.text.trim().split('\n').at(-1)).toBe(JSON.stringify({ report: { models: [name] } }));
    expect((await api.send('POST', '/api/admin/rebuild', { name: 'nothing' }, headers)).status).toBe(404);
  });
});

describe('the front page', () => {
  it('says that answers are no administrative decisions, in three languages', async () => {
    for (const [lang, sentence] of [
      ['fi', 'eivät ole hallintopäätöksiä'],
      ['sv', 'inte förvaltningsbeslut'],
      ['en', 'not administrative decisions'],
    ]) {
      const { headers, body } = await api.send<string>('GET', `/?lang=${lang}`);
      expect(headers.get('content-type')).toContain('text/html');
      expect(body).toContain(sentence);
    }
  });

  it('and the page of the API load nothing from elsewhere', async () => {
    for (const path of ['/', '/api/docs', '/api/docs/swagger-ui-init.js']) {
      const { status, body } = await api.send<string>('GET', path);
      expect(status).toBe(200);
      expect(body).not.toMatch(/(src|href)="(https?:)?\/\//);
    }
  });
});
