import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administrator, type RunningApi, runApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
  // From here on the read models are live, so that each of their commits is told.
  await api.send('GET', `/api/units?after=${encodeURIComponent(await establish('first'))}`);
});

afterAll(() => api.close());

const establish = async (id: string): Promise<string> => {
  const { body } = await api.send(
    'PUT',
    `/api/units/${id}`,
    { words: { name: 'Aikuissosiaalityö' }, lang: 'fi' },
    administrator,
  );
  return String(body.position);
};

/** A connection, with a way to wait until it has said something. */
async function listen(headers: Record<string, string> = {}) {
  const ending = new AbortController();
  const answer = await fetch(`${api.address}/api/live`, { headers, signal: ending.signal });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let said = '';
  return {
    answer,
    said: () => said,
    async until(pattern: RegExp): Promise<void> {
      while (!pattern.test(said)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`ended without saying ${pattern}: ${said}`);
        said += value;
      }
    },
    async toTheEnd(): Promise<void> {
      for (let done = false; !done; ) ({ done } = await reader.read());
    },
    hangUp: () => ending.abort(),
  };
}

describe('live changes', () => {
  it('are told after the read models have them', async () => {
    const live = await listen();
    expect(live.answer.headers.get('content-type')).toContain('text/event-stream');
    const position = await establish('told');
    await live.until(/"unit-told"/);
    expect(live.said()).toContain(`id: ${position}`);
    expect((await api.send('GET', '/api/units/told')).status).toBe(200);
    live.hangUp();
  });

  it('that were missed are told to those who come back', async () => {
    const seen = await establish('seen');
    await establish('missed');
    const first = await listen();
    await api.send('GET', `/api/units?after=${encodeURIComponent(await establish('after'))}`);
    first.hangUp();
    const live = await listen({ 'last-event-id': seen });
    await live.until(/"unit-missed"/);
    expect(live.said()).not.toContain('reset');
    live.hangUp();
  });

  it('begin anew for those who saw another log', async () => {
    await establish('anew');
    const live = await listen({ 'last-event-id': 'ZZZZ:999999' });
    await live.until(/event: reset/);
    live.hangUp();
  });

  it('forget a connection that has gone', async () => {
    const live = await listen();
    const before = api.house.live.connections;
    live.hangUp();
    while (api.house.live.connections >= before) await api.send('GET', '/health/live');
    expect(api.house.live.connections).toBe(before - 1);
  });

  it('end when the server closes', async () => {
    const closing = await runApi();
    const answer = await fetch(`${closing.address}/api/live`);
    const [text] = await Promise.all([answer.text(), closing.close()]);
    expect(text).toBe('retry: 2000\n\n');
  });
});
