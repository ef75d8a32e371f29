import { describe, expect, it } from '@jest/globals';
import { findInText, snippetOf } from './find-in-text.ts';
import { sought } from './likeness.ts';

const found = (text: string, ...words: string[]) => findInText(text, 'fi', words.map(sought));

describe('what is found in a text', () => {
  it('is said by its places, in whatever form it stands there', () => {
    const text = 'Penkkejä on aulassa vähän. Toivomme penkin oven viereen.';
    const places = found(text, 'penkki', 'ovi')?.places ?? [];
    expect(places.map(([begin, end]) => text.slice(begin, end))).toEqual(['Penkkejä', 'penkin', 'oven']);
  });

  it('is nothing where none of the words stands', () => {
    expect(found('Kahvila on auki.', 'penkki')).toBeUndefined();
    expect(found('', 'penkki')).toBeUndefined();
  });
});

describe('a snippet', () => {
  const long = `${'alku '.repeat(100)}penkki ${'loppu '.repeat(100)}`;

  it('is the part of a long text around the first place, cut between words', () => {
    const snippet = snippetOf(long, found(long, 'penkki')!.places);
    expect(snippet.text).toMatch(/^alku .*penkki loppu.*loppu$/);
    expect(snippet.text.length).toBeLessThanOrEqual(240);
    expect(snippet).toMatchObject({ cutBefore: true, cutAfter: true });
    expect(snippet.places.map(([begin, end]) => snippet.text.slice(begin, end))).toEqual(['penkki']);
  });

  it('is the whole of a short one', () => {
    const text = 'Uusi penkki aulaan';
    expect(snippetOf(text, found(text, 'penkki')!.places)).toEqual({
      text,
      places: [[5, 11]],
      cutBefore: false,
      cutAfter: false,
    });
  });

  it('never cuts a character in two', () => {
    const text = `${'🙂'.repeat(200)} penkki ${'🙂'.repeat(200)}`;
    expect(snippetOf(text, found(text, 'penkki')!.places).text.isWellFormed()).toBe(true);
  });
});
