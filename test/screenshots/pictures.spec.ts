import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { pagesPage, pictures, widths } from './pictures.ts';

const docs = join(import.meta.dirname, '../../docs');
const folder = join(docs, 'screenshots');

it('docs/reference/pages.md shows each of the main pages, wide and narrow (node test/screenshots/main.ts takes them anew)', () => {
  expect(readFileSync(join(docs, 'reference/pages.md'), 'utf8')).toBe(pagesPage());
  const named = pictures.flatMap(({ name }) => widths.map((width) => `${name}-${width}.jpg`));
  expect(readdirSync(folder).sort()).toEqual(named.sort());
});

it('the pictures weigh no more than a clone can bear', () => {
  const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
});
