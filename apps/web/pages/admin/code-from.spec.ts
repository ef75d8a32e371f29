import { expect, it } from '@jest/globals';
import { codeFrom } from './code-from.ts';

it.each([
  ['Sosiaalinen tuki', [], 'sosiaalinen-tuki'],
  ['Äänen kuuluminen & työ', [], 'aanen-kuuluminen-tyo'],
  ['Asuminen', ['asuminen'], 'asuminen-2'],
  ['Asuminen', ['asuminen', 'asuminen-2'], 'asuminen-3'],
  ['…', [], 'x'],
  ['a'.repeat(80), [], 'a'.repeat(50)],
])('makes a code of %j beside %j: %s', (name, taken, code) => {
  expect(codeFrom(name, taken)).toBe(code);
});
