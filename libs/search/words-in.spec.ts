import { expect, it } from '@jest/globals';
import { folded, wordsIn } from './words-in.ts';

it('finds words with their places, and leaves out those that stand in every text', () => {
  const text = 'Aula ja penkit: äidin penkki, 2 kpl.';
  expect(wordsIn(text).map(({ word, begin, end }) => [word, text.slice(begin, end)])).toEqual([
    ['aula', 'Aula'],
    ['penkit', 'penkit'],
    ['äidin', 'äidin'],
    ['penkki', 'penkki'],
    ['kpl', 'kpl'],
  ]);
});

it.each([
  ['KAHVILA', 'kahvila'],
  ['a\u0308iti', 'äiti'],
  ['café', 'cafe'],
  ['ﬁlmi', 'filmi'],
  ['client’s', "client's"],
  ['İstanbul', 'istanbul'],
])('compares %s as %s', (written, compared) => {
  expect(folded(written)).toBe(compared);
});

it('counts places in UTF-16 code units, whatever stands before', () => {
  const text = '👩🏽‍🦽 penkki';
  const [{ begin, end } = { begin: 0, end: 0 }] = wordsIn(text);
  expect(text.slice(begin, end)).toBe('penkki');
});

it('finds no word in what is none', () => {
  expect(wordsIn('\0 \u202e ((([.*+?^$|]\\ 🙂 ́́́ – …')).toEqual([]);
  expect(wordsIn('x'.repeat(10_000))).toEqual([]);
});
