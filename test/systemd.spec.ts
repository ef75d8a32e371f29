import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { matters, type Variable } from '#installation';

const root = join(import.meta.dirname, '..');
const units = join(root, 'deploy/systemd');
const textOf = (name: string) => readFileSync(join(units, name), 'utf8');
const services = ['kierto-api.service', 'kierto-worker.service'];
const variables = new Map(Object.values(matters).flatMap((matter) => Object.entries<Variable>(matter.variables)));
const folder = mkdtempSync(join(tmpdir(), 'kierto-systemd-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** The unit as it would be where the repository is what /opt/kierto is to be. */
function unitHere(name: string): string {
  const file = join(folder, name);
  writeFileSync(file, textOf(name).replaceAll('/opt/kierto', root));
  return file;
}

describe.each(services)('%s', (name) => {
  it('is a unit that systemd understands', () => {
    const checked = spawnSync('systemd-analyze', ['verify', unitHere(name)], { encoding: 'utf8' });
    expect({ status: checked.status, said: checked.stderr }).toEqual({ status: 0, said: '' });
  });

  it('lets the process do little beside its work', () => {
    const checked = spawnSync('systemd-analyze', ['security', '--offline=yes', '--threshold=25', unitHere(name)]);
    expect(checked.status).toBe(0);
  });

  it('names what is there', () => {
    const named = [...textOf(name).matchAll(/\/opt\/kierto\/([\w./-]+)/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the units', () => {
  it('are all of these', () => {
    expect(readdirSync(units).sort()).toEqual(['engines.conf', ...services]);
  });

  it.each([...services, 'engines.conf'])('%s says what there is to be said, and secrets by files only', (name) => {
    const text = textOf(name);
    const said = [...text.matchAll(/^Environment=([A-Z_]+)=(.*)$/gm)].map(([, variable, value]) => [variable!, value!]);
    expect(said.length).toBeGreaterThan(2);
    for (const [variable, value] of said) {
      if (['NODE_ENV', 'NODE_COMPILE_CACHE'].includes(variable!)) continue;
      const secret = variables.get(variable!.replace(/_FILE$/, ''))?.secret;
      expect({ variable, known: variables.has(variable!) || secret }).toEqual({ variable, known: true });
      if (!secret) continue;
      expect(variable).toMatch(/_FILE$/);
      const credential = /^%d\/(\w+)$/.exec(value!)![1]!;
      expect(text).toContain(`LoadCredential=${credential}:/etc/kierto/${credential}\n`);
    }
  });
});
