import { describe, expect, it } from '@jest/globals';
import { citation } from '../../test/open-data-table.ts';
import { citationBibtex, citationCsl, citationText } from './citation.ts';

describe('a citation', () => {
  it('is a sentence that names the place in the log', () => {
    expect(citationText(citation)).toBe(
      'A county that does not exist (2026). Made up, as it was on 2026-06-30, as it was known on 2026-07-31 [Data set]. ' +
        'Log 6f1c0a52-1f2e-4b52-9d1c-9c0d4c1b2a30, position 1234, event 0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10. Kierto 0.1.0. ' +
        'https://kierto.example/api/influence/facts.csv?on=2026-06-30&at=1234 (retrieved 2026-11-22).',
    );
  });

  it('says nothing of what is not there', () => {
    const { knownOn: _, event: __, ...rest } = citation;
    expect(citationText(rest)).toContain(
      'as it was on 2026-06-30 [Data set]. Log 6f1c0a52-1f2e-4b52-9d1c-9c0d4c1b2a30, position 1234. ',
    );
  });

  it('is CSL-JSON, for programs that keep references', () => {
    expect(citationCsl(citation)).toEqual({
      id: 'kierto-6f1c0a52-1f2e-4b52-9d1c-9c0d4c1b2a30-1234',
      type: 'dataset',
      title: 'Made up, as it was on 2026-06-30, as it was known on 2026-07-31',
      author: [{ literal: 'A county that does not exist' }],
      publisher: 'A county that does not exist',
      issued: { 'date-parts': [[2026, 6, 30]] },
      accessed: { 'date-parts': [[2026, 11, 22]] },
      version: 'Log 6f1c0a52-1f2e-4b52-9d1c-9c0d4c1b2a30, position 1234, event 0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
      URL: 'https://kierto.example/api/influence/facts.csv?on=2026-06-30&at=1234',
      note: 'Kierto 0.1.0',
    });
  });

  it('is BibTeX, with every sign that TeX would take for its own made harmless', () => {
    const bibtex = citationBibtex({ ...citation, organisation: 'Kunta & Co_50%', title: 'A {B} \\end' });
    expect(bibtex).toContain('@misc{kierto-6f1c0a52-1f2e-4b52-9d1c-9c0d4c1b2a30-1234,\n');
    expect(bibtex).toContain('  author = {{Kunta \\& Co\\_50\\%}},\n');
    expect(bibtex).toContain('  title = {{A \\{B\\} \\textbackslash{}end, as it was on 2026-06-30');
    expect(bibtex).toContain('  year = {2026},\n');
    expect(bibtex.trimEnd().endsWith('}')).toBe(true);
  });
});
