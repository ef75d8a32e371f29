import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { placeForPages } from './pages/place.ts';
import { runPage } from './pages/shell.ts';

const root = join(import.meta.dirname, '..');
const { folder, remove } = placeForPages();
afterAll(remove);

it.each([
  'one-process',
  'accounts',
  'import-a-history',
  'decidim',
  'export-and-restore',
  'rebuild',
  'verify',
  'prove-the-log',
  'back-up',
  'move',
])(
  'docs/how-to/%s.md has commands that work',
  async (name) => {
    const page = readFileSync(join(root, 'docs/how-to', `${name}.md`), 'utf8').replaceAll('/tmp/', `${folder}/`);
    const env = { DATA_DIR: join(folder, 'data'), KIERTO_MASTER_KEY: '' };
    expect((await runPage(page, { env, cwd: folder })).length).toBeGreaterThan(0);
  },
  60_000,
);
