import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commandsPage } from './pages/commands.ts';
import { eventsPage } from './pages/events.ts';
import { refusalCodes, refusalsPage, textsInSpecs } from './pages/refusals.ts';
import { simulatedCountyPage } from './pages/simulated-county.ts';

const root = join(import.meta.dirname, '..');
const reference = join(root, 'docs/reference');
const written = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.md'),
);
const pages = ['README.md', 'histories/README.md', ...written.map((name) => join('docs', name))];

describe('a page that is written from the code', () => {
  it.each([
    ['refusals.md', refusalsPage],
    ['events.md', eventsPage],
    ['commands.md', commandsPage],
    ['simulated-county.md', simulatedCountyPage],
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
      return anchor !== undefined && !headings.some((heading) => heading.replace(/^#+ /, '').toLowerCase() === anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it('tells every variable of the environment that a server reads', () => {
    const read = readFileSync(join(root, 'apps/api/config.ts'), 'utf8').matchAll(/\benv\.([A-Z_]+)/g);
    const page = readFileSync(join(root, 'docs/how-to/settings.md'), 'utf8');
    const names = [...new Set([...read].map(([, name]) => name!))];
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
  });
});
