import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Wanted } from './found.ts';
import { likeness, sought } from './likeness.ts';
import { WordIndex } from './word-index.ts';

const room = 16 * 2 ** 20;

function indexOf(texts: Readonly<Record<string, string>>, bytes = room): WordIndex {
  const index = new WordIndex(bytes);
  for (const [order, [id, text]] of Object.entries(texts).entries())
    index.put({ id, of: `thing-${id}`, marks: ['proposal'], order }, [{ text, lang: 'fi' }]);
  return index;
}

const search = (index: WordIndex, q: string, more: Partial<Wanted> = {}) => {
  const words = q.split(' ');
  return index
    .search({ words, atLeast: words.length, most: 50, ...more })
    .found.map(({ of }) => of.slice('thing-'.length));
};

describe('the index of words', () => {
  const lobby = indexOf({
    a: 'Aulaan tarvitaan penkkejä',
    b: 'Puhelinjonot ovat liian pitkiä',
    c: 'Penkki pihalle',
    d: 'Aulan penkit kuluvat',
  });

  it('finds what has all the words, in whatever forms', () => {
    expect(search(lobby, 'penkki aula')).toEqual(['d', 'a']);
    expect(search(lobby, 'jono')).toEqual(['b']);
    expect(search(lobby, 'kahvila')).toEqual([]);
  });

  it('gives the word itself before its forms, and of equals the newest first', () => {
    expect(search(lobby, 'penkki')).toEqual(['c', 'd', 'a']);
  });

  it('finds no more than forms of the words where only these are wanted', () => {
    expect(search(lobby, 'jono', { forms: true })).toEqual([]);
    expect(search(lobby, 'penkin', { forms: true })).toEqual(['d', 'c', 'a']);
  });

  it('gives pages, none twice and none left out', () => {
    const many = indexOf(Object.fromEntries(Array.from({ length: 25 }, (_, number) => [`${number}`, 'penkki aulaan'])));
    const pages: string[][] = [];
    let after: Wanted['after'];
    for (;;) {
      const { found, more } = many.search({ words: ['penkki'], atLeast: 1, most: 10, ...(after && { after }) });
      pages.push(found.map(({ of }) => of));
      after = found.at(-1)!.hits[0]!;
      if (!more) break;
    }
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(new Set(pages.flat()).size).toBe(25);
  });

  it('gives a thing once, with all that was found of it', () => {
    const index = new WordIndex(room);
    for (const order of [0, 1])
      index.put({ id: `e${order}`, of: 'proposal-x', marks: [], order }, [{ text: 'penkki', lang: 'fi' }]);
    const { found } = index.search({ words: ['penkki'], atLeast: 1, most: 10 });
    expect(found.map(({ of, hits }) => [of, hits.map(({ id }) => id)])).toEqual([['proposal-x', ['e1', 'e0']]]);
  });

  it('weighs a title more', () => {
    const index = new WordIndex(room);
    index.put({ id: 'title', of: 'a', marks: [], order: 0 }, [{ text: 'penkki', lang: 'fi', isTitle: true }]);
    index.put({ id: 'text', of: 'b', marks: [], order: 1 }, [{ text: 'penkki', lang: 'fi' }]);
    expect(index.search({ words: ['penkki'], atLeast: 1, most: 9 }).found.map(({ of }) => of)).toEqual(['a', 'b']);
  });

  it('gives only what wears one of the marks of each list', () => {
    const index = new WordIndex(room);
    const put = (id: string, marks: string[], order: number) =>
      index.put({ id, of: `thing-${id}`, marks, order }, [{ text: 'penkki', lang: 'fi' }]);
    put('a', ['proposal', 'group 1'], 0);
    put('b', ['meeting', 'group 1'], 1);
    put('c', ['proposal', 'group 2'], 2);
    expect(search(index, 'penkki', { marks: [['group 1', 'group 3'], ['proposal']] })).toEqual(['a']);
  });

  it('forgets an entry, and the words that stand nowhere else with it', () => {
    const index = indexOf({ a: 'salaisuus aulassa', b: 'aula' });
    index.remove('a');
    expect(search(index, 'salaisuus')).toEqual([]);
    expect(search(index, 'aula')).toEqual(['b']);
    expect(index.size).toMatchObject({ entries: 1, words: 1 });
    index.remove('a');
    index.put({ id: 'b', of: 'thing-b', marks: [], order: 1 }, []);
    expect(index.size).toMatchObject({ entries: 0, words: 0 });
  });

  it('puts an entry in the place of the one that was there', () => {
    const index = indexOf({ a: 'vanha teksti' });
    index.put({ id: 'a', of: 'thing-a', marks: [], order: 0 }, [{ text: 'uusi kirjoitus', lang: 'fi' }]);
    expect([search(index, 'vanha'), search(index, 'uusi')]).toEqual([[], ['a']]);
  });

  it('lets the oldest go when there is no more room, and says how many', () => {
    const small = 1_000_000;
    const texts = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, number) => [`${number}`, `penkki aula sana${number}`]),
    );
    const index = indexOf(texts, small);
    const { entries, dropped, bytes } = index.size;
    expect(entries + dropped).toBe(3_000);
    expect(dropped).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(small * 1.01);
    expect(search(index, 'sana2999')).toContain('2999');
    expect(search(index, 'sana3', { forms: true })).toEqual([]);
    expect(search(index, 'penkki', { most: 5_000 })).toHaveLength(entries);
  });

  it('loses nothing when entries are put in anew again and again', () => {
    const index = new WordIndex(200_000);
    for (let time = 0; time < 2_000; time += 1)
      for (const id of ['a', 'b'])
        index.put({ id, of: `thing-${id}`, marks: [], order: 0 }, [{ text: `penkki aula sana${time}`, lang: 'fi' }]);
    expect(index.size).toMatchObject({ entries: 2, words: 3, dropped: 0 });
    expect(search(index, 'penkki aula sana1999').sort()).toEqual(['a', 'b']);
  });

  it('scores an entry by the question and the entry alone, whatever else there is', () => {
    const scored = (index: WordIndex) =>
      index.search({ words: ['penkki', 'aula'], atLeast: 1, most: 99 }).found.filter(({ of }) => /-[ad]$/.test(of));
    const crowded = indexOf({
      a: 'Aulaan tarvitaan penkkejä',
      d: 'Aulan penkit kuluvat',
      ...Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`x${number}`, 'aula aulat penkki'])),
    });
    const scores = (index: WordIndex) => scored(index).map(({ of, hits }) => [of, hits[0]!.score]);
    expect(scores(crowded)).toEqual(scores(lobby));
  });

  it('finds the same as a comparison of each word would', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aeikopstuvä'), minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 30 }), letters, (words, typed) => {
        const index = new WordIndex(room);
        const there = [...new Set(words)];
        for (const [order, word] of there.entries())
          index.put({ id: word, of: word, marks: [], order }, [{ text: word, lang: 'fi' }]);
        const found = index
          .search({ words: [typed], atLeast: 1, most: 99 })
          .found.map(({ of, hits }) => [of, hits[0]!.score]);
        const compared = there
          // Others say nothing by themselves.
          .filter((word) => index.get(word))
          .map((word) => [word, Math.round(likeness(sought(typed), word, 'fi') * 1_000)] as const)
          .filter(([, score]) => score > 0);
        expect(new Map(found as [string, number][])).toEqual(new Map(compared));
      }),
      { numRuns: 300 },
    );
  });
});
