import { describe, expect, it } from '@jest/globals';
import { heldOut, mustBeFound, mustNotBeFound, type Pair } from '../../test/word-pairs.ts';
import { likeness, sought } from './likeness.ts';
import { folded } from './words-in.ts';

const finds = ([typed, written]: Pair): boolean => likeness(sought(folded(typed)), folded(written), 'und') > 0;
const shown = (pairs: readonly Pair[]) => pairs.map((pair) => pair.join(' → '));

describe('a word that is searched for', () => {
  it.each(Object.entries(mustBeFound))('finds each of the pairs that must be found: %s', (_kind, pairs) => {
    expect(shown(pairs.filter((pair) => !finds(pair)))).toEqual([]);
  });

  it('has a hundred pairs to be tried on, and thirty that must not be found', () => {
    expect(Object.values(mustBeFound).flat()).toHaveLength(100);
    expect(mustNotBeFound).toHaveLength(30);
  });

  it('finds what is something else in these cases only', () => {
    expect(shown(mustNotBeFound.filter(finds))).toEqual([
      'vastaus → vastustaa',
      'esite → esitelmä',
      'svar → svart',
      'förslag → förlag',
    ]);
  });

  it('misses two of fifty pairs that no rule was made for', () => {
    expect(heldOut).toHaveLength(50);
    expect(shown(heldOut.filter((pair) => !finds(pair)))).toEqual(['kirjeitse → kirje', 'käsittely → käsitellään']);
  });
});

describe('likeness', () => {
  const alike = (typed: string, written: string, lang = 'fi') => likeness(sought(typed), written, lang);

  it('is greatest for the word itself, then for its forms, what begins or ends with it, and what has a slip', () => {
    const written = ['jono', 'jonossa', 'jonotusaika', 'puhelinjono'];
    const much = written.map((word) => alike('jono', word));
    expect(much).toEqual(much.toSorted((one, other) => other - one));
    expect(new Set(much).size).toBe(4);
    expect(alike('ehodtus', 'ehdotus')).toBeLessThan(much[3]!);
  });

  it('forgives no slip in a short word', () => {
    expect(alike('laki', 'lakki')).toBe(0);
    expect(alike('tuli', 'tuuli')).toBe(0);
  });

  it('stems a text by its own language', () => {
    expect(alike('waiting', 'waits', 'en')).toBeGreaterThan(0);
    expect(alike('waiting', 'waits', 'fi')).toBe(0);
  });

  it('finds words of any other language as they are written', () => {
    expect(alike('مجموعة', 'مجموعة', 'ar')).toBe(1);
    expect(alike('kooxda', 'kooxdayada', 'so')).toBeGreaterThan(0);
  });
});
