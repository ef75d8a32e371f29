import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { matters, type Variable } from '#installation';
import { commandsPage } from './pages/commands.ts';
import { eventsPage } from './pages/events.ts';
import { influenceDataPage } from './pages/influence-data.ts';
import { measuresPage } from './pages/measures.ts';
import { permissionsPage } from './pages/permissions.ts';
import { refusalCodes, refusalsPage, textsInSpecs } from './pages/refusals.ts';
import { settingsPage } from './pages/settings.ts';
import { simulatedCountyPage } from './pages/simulated-county.ts';

const root = join(import.meta.dirname, '..');
const reference = join(root, 'docs/reference');
const written = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.md'),
);
const pages = ['README.md', 'SECURITY.md', 'histories/README.md', ...written.map((name) => join('docs', name))];

describe('a page that is written from the code', () => {
  it.each([
    ['refusals.md', refusalsPage],
    ['events.md', eventsPage],
    ['commands.md', commandsPage],
    ['influence-data.md', influenceDataPage],
    ['measures.md', measuresPage],
    ['permissions.md', permissionsPage],
    ['simulated-county.md', simulatedCountyPage],
    ['settings.md', settingsPage],
  ])('%s says what the code says (UPDATE_DOCS=1 npm run jest -- test/docs writes it anew)', (name, page) => {
    const file = join(reference, name);
    if (process.env.UPDATE_DOCS) writeFileSync(file, page());
    expect(readFileSync(file, 'utf8')).toBe(page());
  });
});

describe('refusal codes', () => {
  it('each stand in a spec that provokes them', () => {
    const inSpecs = textsInSpecs();
    expect(refusalCodes().filter((code) => !inSpecs.has(code))).toEqual([]);
  });
});

describe('a page', () => {
  it.each(pages)('%s links to what is there', (page) => {
    const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)(?:#([^)]*))?\)/g)];
    const missing = links.filter(([, file, anchor]) => {
      const target = join(root, dirname(page), file!);
      if (!existsSync(target)) return true;
      const headings = readFileSync(target, 'utf8').match(/^#+ .*$/gm) ?? [];
      return (
        anchor !== undefined &&
        !headings.some((heading) => heading.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-') === anchor)
      );
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });
});

it('docs/how-to/sizing.md has only figures that were measured', () => {
  const measured = readFileSync(join(reference, 'performance.md'), 'utf8');
  const table = readFileSync(join(root, 'docs/how-to/sizing.md'), 'utf8').match(/^\| (?!what|---).*$/gm) ?? [];
  const figures = table.flatMap((row) => row.match(/\b\d[\d,.]*(?= (?:MB|ms|s|a second)\b)/g) ?? []);
  expect(figures.length).toBeGreaterThan(6);
  expect(figures.filter((figure) => !new RegExp(`\\b${figure}\\b`).test(measured))).toEqual([]);
});

describe('the environment', () => {
  const names = new Set(
    Object.values(matters).flatMap(({ variables }) =>
      Object.entries<Variable>(variables).flatMap(([name, { secret }]) => [name, ...(secret ? [`${name}_FILE`] : [])]),
    ),
  );

  it('is read where its settings are, and nowhere else', () => {
    const readers = readdirSync(join(root, 'apps'), { recursive: true, encoding: 'utf8' })
      .map((name) => join('apps', name))
      .concat(readdirSync(join(root, 'libs'), { recursive: true, encoding: 'utf8' }).map((name) => join('libs', name)))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
    const read = readers.flatMap((name) =>
      [...readFileSync(join(root, name), 'utf8').matchAll(/\benv(?:\.|\[')([A-Z_]+)/g)].map(
        ([, variable]) => variable!,
      ),
    );
    expect(read.filter((name) => !names.has(name))).toEqual([]);
  });
});
