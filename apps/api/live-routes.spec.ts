import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { administrator, type RunningApi, runApi } from '../../test/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await runApi();
});
afterAll(() => api.close());

it('whoever asks for the head of the live changes alone takes no place among their connections', async () => {
  const gone = new Promise<void>((resolve) => {
    api.house.live.connect = (
      (connect) =>
      async (...asked) => {
        const stream = await connect(...asked);
        stream.once('close', () => resolve());
        return stream;
      }
    )(api.house.live.connect.bind(api.house.live));
  });
  expect((await api.send('HEAD', '/api/live', undefined, administrator)).status).toBe(200);
  await gone;
  expect(api.house.live.connections).toBe(0);
});
