import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { announce, placeForPages } from './pages/place.ts';
import { runPage, untrueIn } from './pages/shell.ts';
import { type RunningApi, runApi } from './running-api.ts';

const place = placeForPages();
let api: RunningApi;

beforeAll(async () => {
  api = await runApi({}, { whoIs: 'real' });
  announce(api);
});

afterAll(async () => {
  await api.close();
  place.remove();
});

it('docs/tutorial/first-loop.md works as it is written, and shows what comes', async () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/tutorial/first-loop.md'), 'utf8');
  const ran = await runPage(page, { env: { KIERTO_URL: api.address, DATA_DIR: api.folder }, cwd: place.folder });
  expect(ran.filter(({ shown }) => shown).length).toBeGreaterThan(6);
  expect(untrueIn(ran)).toEqual([]);
}, 60_000);
