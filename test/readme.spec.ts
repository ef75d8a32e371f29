import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { importDemo } from '../apps/api/demo.ts';
import { runPage, untrueIn } from './pages/shell.ts';
import { type RunningApi, runApi } from './running-api.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
  await importDemo(api.house, api.folder);
  const head = await api.house.store.head();
  const models = (await api.house.reads.status()).models.map(({ name }) => name);
  await api.house.reads.waitFor(head!.position, 60_000, models);
}, 90_000);

afterAll(() => api.close());

it('README.md has a first ten minutes that work with the demo, and show what comes', async () => {
  const ran = await runPage(readme, { env: { KIERTO_URL: api.address }, cwd: api.folder });
  expect(ran.filter(({ shown }) => shown).length).toBeGreaterThan(6);
  expect(untrueIn(ran)).toEqual([]);
}, 60_000);

it('README.md names only folders that are there', () => {
  const tree = /```text\n(apps\/api [\s\S]*?)```/.exec(readme)![1]!;
  const folders = tree
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0]!);
  expect(folders.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
