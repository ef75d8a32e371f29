import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runPage } from './pages/shell.ts';

const root = join(import.meta.dirname, '..');
let folder: string;

/** A place like the repository, where bin/kierto runs the sources. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kierto-how-to-'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(join(root, 'histories'), join(folder, 'histories'));
  const kierto = join(folder, 'bin/kierto');
  const run = `'${process.execPath}' --disable-warning=ExperimentalWarning '${join(root, 'apps/cli/main.ts')}'`;
  writeFileSync(kierto, `#!/bin/sh\nexec ${run} "$@"\n`);
  chmodSync(kierto, 0o755);
});

afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  'one-process',
  'import-a-history',
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
