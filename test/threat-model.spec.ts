import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { limits } from '../apps/api/rate-limits.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');
const rows = [...page.matchAll(/^\| ([STRIDE]) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, kind, threat, answer, held]) => ({
    kind: kind!,
    threat: threat!,
    answer: answer!,
    held: held!,
  }),
);
const spans: Readonly<Record<number, string>> = { 60: 'a minute', 900: 'a quarter of an hour', 3600: 'an hour' };

describe('the threat model', () => {
  it('says of each threat what answers it, and names a file that holds it', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(page.match(/^\| [STRIDE] \|/gm)).toHaveLength(rows.length);
    for (const { threat, held } of rows) {
      const files = [...held.matchAll(/`([^`]+)`/g)].map(([, file]) => file!);
      const missing = files.filter((file) => !existsSync(join(root, file)));
      expect({ threat, files: files.length > 0, missing }).toEqual({ threat, files: true, missing: [] });
    }
  });

  it('looks at each flow', () => {
    const flows = page.split(/^## /m).filter((flow) => /^\| [STRIDE] \|/m.test(flow));
    expect(flows.length).toBeGreaterThanOrEqual(8);
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set('STRIDE'));
  });

  it('tells the limits that hold', () => {
    for (const [name, { times, within }] of Object.entries(limits)) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\`:`));
      expect({
        name,
        row: row
          ?.split('|')
          .slice(2, 4)
          .map((cell) => cell.trim()),
      }).toEqual({
        name,
        row: [String(times), spans[within]],
      });
    }
  });
});
