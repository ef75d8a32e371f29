import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningApi, runApi } from '../../test/running-api.ts';
import { token } from './admin-token.ts';

const lines = 'application/x-ndjson';
const unit = (id: string) => `${JSON.stringify({ event: 'UnitEstablished', of: id, words: { name: 'Yksikkö' } })}\n`;

let api: RunningApi;
beforeEach(async () => {
  api = await runApi();
});
afterEach(() => api.close());

const withToken = { 'x-kierto-token': token };
const asLines = { ...withToken, 'content-type': lines };

describe('whole histories over HTTP', () => {
  it.each([
    ['POST', '/api/admin/import'],
    ['GET', '/api/admin/export'],
    ['POST', '/api/admin/verify'],
  ])('%s %s is refused without the token', async (method, path) => {
    const contentType = path.endsWith('import') ? { 'content-type': lines } : {};
    for (const headers of [contentType, { ...contentType, 'x-kierto-token': `${token}x` }]) {
      const { status, body } = await api.send(method, path, undefined, headers);
      expect({ status, code: body.code }).toEqual({ status: 401, code: 'sign-in.needed' });
    }
  });

  it('come in longer than any other body may be, with progress and a report', async () => {
    const long = Array.from({ length: 20_000 }, (_, index) => unit(`u${index}`)).join('');
    expect(long.length).toBeGreaterThan(1_048_576);
    const { status, body } = await api.send<string>('POST', '/api/admin/import', long, asLines);
    expect(status).toBe(200);
    const answered = (typeof body === 'string' ? body : JSON.stringify(body))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answered.at(-1)).toEqual({
      report: { lines: 20_000, sources: 0, events: 20_000, already: 0, rejected: 0, problems: [] },
    });
    expect(answered[0]).toHaveProperty('progress.lines');
  });

  it('are taken in line by line until the client goes away, and the server goes on', async () => {
    const asked = request(`${api.address}/api/admin/import`, { method: 'POST', headers: asLines });
    asked.on('error', () => {});
    asked.write(Array.from({ length: 2_500 }, (_, index) => unit(`u${index}`)).join(''));
    while ((await api.house.store.size()) === 0) await new Promise(setImmediate);
    asked.destroy();
    const { body } = await api.send('POST', '/api/admin/import', unit('last'), asLines);
    expect(JSON.stringify(body)).toContain('rejected');
    expect(await api.house.store.version('unit-last')).toBe(1);
  });

  it('are no body for another address, and nothing else is a body for theirs', async () => {
    const elsewhere = await api.send('PUT', '/api/units/u1', unit('u1'), { 'content-type': lines });
    expect(elsewhere).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
    const json = await api.send('POST', '/api/admin/import', {}, withToken);
    expect(json).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
  });

  it('take one parameter', async () => {
    const { status } = await api.send('POST', '/api/admin/import?dryrun=true', unit('u1'), asLines);
    expect(status).toBe(400);
    expect(await api.house.store.size()).toBe(0);
  });
});
