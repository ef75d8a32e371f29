import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { administrator, type RunningApi, runApi } from '../../test/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await runApi();
});
afterAll(() => api.close());

it.each([
  ['an object that says it is a text', { toString: 'x', valueOf: 1 }],
  ['a list of a kind', ['export']],
  ['what every object has', 'toString'],
  ['a number', 7],
  ['nothing', null],
])('no job is of a kind that is %s', async (_what, kind) => {
  const { status, body } = await api.send('POST', '/api/jobs', { kind, name: 'organisation' }, administrator);
  expect({ status, body }).toMatchObject({
    status: 400,
    body: { code: 'request.body', errors: [{ pointer: '/kind' }] },
  });
});
