import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runPage, untrueIn } from './pages/shell.ts';
import { type RunningApi, runApi } from './running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
});

afterAll(() => api.close());

it('docs/tutorial/first-loop.md works as it is written, and shows what comes', async () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/tutorial/first-loop.md'), 'utf8');
  const ran = await runPage(page, { env: { KIERTO_URL: api.address }, cwd: api.folder });
  expect(ran.filter(({ shown }) => shown).length).toBeGreaterThan(6);
  expect(untrueIn(ran)).toEqual([]);
}, 60_000);
