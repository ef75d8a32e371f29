import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administrator, type Json, type RunningApi, runApi } from './running-api.ts';

let api: RunningApi;
let event: string;
let position: string;

const unit = async (after?: string) =>
  (
    await api.send(
      'GET',
      `/api/units/services${after ? `?after=${encodeURIComponent(after)}` : ''}`,
      undefined,
      administrator,
    )
  ).body;
const send = (method: string, path: string, body: Json) =>
  api.send<{ events: string[]; position: string }>(method, path, body, administrator);

beforeAll(async () => {
  api = await runApi();
  const { body } = await send('PUT', '/api/units/services', { words: { name: 'Adult services' }, lang: 'en' });
  event = body.events[0]!;
  position = body.position;
});
afterAll(() => api.close());

describe('an answer that was given before', () => {
  it('is given again, the same to the byte, and to everybody their own', async () => {
    await unit(position);
    const ask = () => api.send('GET', '/api/units/services', undefined, administrator);
    const [first, second] = [await ask(), await ask()];
    expect(second.text).toBe(first.text);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(second.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const asHead = { 'x-kierto-post': 'head-of-service' };
    expect((await api.send('GET', '/api/units/services', undefined, asHead)).status).toBe(200);
    expect((await api.send('GET', '/api/units/services')).status).toBe(401);
  });

  it('is another one once a command was seen', async () => {
    await unit();
    const { body } = await send('POST', '/api/units/services/rename', {
      words: { name: 'Services for adults' },
      lang: 'en',
    });
    await unit(body.position);
    expect(await unit()).toMatchObject({ name: { text: 'Services for adults' }, version: 2 });
    event = body.events[0]!;
  });

  it('holds no text that was forgotten, as soon as the vault has answered', async () => {
    expect(JSON.stringify(await unit())).toContain('Services for adults');
    await api.house.vault.words.forget(event);
    expect(JSON.stringify(await unit())).not.toContain('Services for adults');
  });
});
