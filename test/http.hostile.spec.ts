import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administrator, type RunningApi, runApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
  await api.send('PUT', '/api/units/begun', { words: { name: 'Aikuissosiaalityö' }, lang: 'fi' }, administrator);
});

afterAll(() => api.close());

describe('hostile input', () => {
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  it.each([
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"x"'],
    ['an empty body', ''],
    ['deep objects', deep(50_000)],
    ['deep lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['deep words', `{"words":${deep(500)}}`],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['constructor', '{"constructor":{"prototype":{"admin":true}}}'],
    ['prototype keys in words', '{"words":{"__proto__":"x","toString":"y"}}'],
    ['hasOwnProperty', '{"hasOwnProperty":1,"words":{"hasOwnProperty":1}}'],
    ['lists for texts', '{"words":["a"],"lang":["fi"],"on":[]}'],
    ['objects for texts', '{"words":{"name":{"a":1}},"lang":{},"on":{}}'],
    ['huge numbers', '{"on":1e400,"lang":-0,"words":{"name":1e308}}'],
    ['a lone surrogate', '{"words":{"name":"\\ud800"},"lang":"fi"}'],
    ['a text of a megabyte', `{"words":{"name":"${'a'.repeat(1_000_000)}"}}`],
    ['a day that does not exist', '{"words":{"name":"a"},"on":"2026-02-30"}'],
    ['a far future', '{"words":{"name":"a"},"on":"9999"}'],
  ])('of %s is refused, whatever command it is sent to', async (_what, body) => {
    const paths = [
      'PUT /api/units/h',
      'POST /api/units/begun/rename',
      'PUT /api/groups/h',
      'PUT /api/proposals/h',
      'POST /api/proposals/h/decide',
      'POST /api/organisation/name-theme',
      'POST /api/batch',
      'POST /api/admin/rebuild',
    ];
    for (const [method, path] of paths.map((one) => one.split(' ') as [string, string])) {
      const { status } = await api.send(method, path, body, administrator);
      expect({ path, refused: status >= 400 && status < 500 }).toEqual({ path, refused: true });
    }
  });

  it('in addresses is refused', async () => {
    const ids = [
      '..%2f..%2fetc',
      '%00',
      'A',
      'a'.repeat(65),
      'a'.repeat(5_000),
      '%F0%9F%98%80',
      "'%20or%201=1",
      '__proto__',
      'constructor',
    ];
    for (const id of ids) {
      for (const path of [
        `/api/units/${id}`,
        `/api/events/unit/${id}`,
        `/api/events/${id}/a`,
        `/api/units?cursor=${id}&after=${id}`,
        `/api/proposals?limit=${id}`,
      ]) {
        const { status } = await api.send('GET', path, undefined, administrator);
        expect({ path: path.slice(0, 60), refused: status >= 400 && status < 500 }).toEqual({
          path: path.slice(0, 60),
          refused: true,
        });
      }
    }
  });

  it('in headers is refused', async () => {
    const huge = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(
        `${api.address}/api/units`,
        { headers: { 'x-kierto-account': 'a'.repeat(40_000) } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      sent.on('error', reject);
      sent.end();
    });
    expect(huge).toBe(431);
    const asked = (path: string, headers: Record<string, string>) =>
      api.send('GET', path, undefined, { ...administrator, ...headers });
    expect((await asked('/api/units', { 'x-after-position': 'nowhere' })).status).toBe(400);
    expect((await asked('/api/live', { 'last-event-id': 'a b' })).status).toBe(400);
  });
});
