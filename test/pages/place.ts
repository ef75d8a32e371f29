import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { token } from '../../apps/api/admin-token.ts';
import type { RunningApi } from '../running-api.ts';

const root = join(import.meta.dirname, '../..');

/** A place like the repository, where bin/kierto runs the sources, for the commands of a page. */
export function placeForPages() {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-page-'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(join(root, 'histories'), join(folder, 'histories'));
  const kierto = join(folder, 'bin/kierto');
  const run = `'${process.execPath}' --disable-warning=ExperimentalWarning '${join(root, 'apps/cli/main.ts')}'`;
  writeFileSync(kierto, `#!/bin/sh\nexec ${run} "$@"\n`);
  chmodSync(kierto, 0o755);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Tells the command line where the server is, as the server's own process does. */
export function announce({ address, folder }: Pick<RunningApi, 'address' | 'folder'>): void {
  writeFileSync(join(folder, 'server.json'), JSON.stringify({ url: address, pid: process.pid, token }), {
    mode: 0o600,
  });
}
