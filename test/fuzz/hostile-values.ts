import { mark } from '../planted-sentences.ts';
import type { Chance } from './chance.ts';

/** A piece of JSON as it goes over the wire, for what no value can say: `1e400`, the same key twice, ten thousand lists. */
export class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What a person might have written: it may stand in no error, no log and no file. */
export const sentence = `Tämä "${mark}" on sanottu, \\ ja vain kerran.`;

const nested = (open: string, close: string, depth: number) =>
  new Raw(`${open.repeat(depth)}${open === '[' ? '' : '1'}${close.repeat(depth)}`);

const texts: readonly string[] = [
  '',
  ' ',
  sentence,
  'a',
  'A'.repeat(65),
  'a'.repeat(20_001),
  'ä'.repeat(800_001),
  '\0',
  `x\0${sentence}`,
  '\ud800',
  `${sentence}\udfff`,
  '\u202eoikealta vasemmalle\u202c',
  'e\u0301\u0300\u0323'.repeat(50),
  '👩‍👩‍👧‍👦🏳️‍🌈𝕬',
  'аdmin',
  '\ufeff\u200b\u2028\u2029',
  'line\r\nbreak: header',
  "'; DROP TABLE words; --",
  '" OR 1=1 --',
  '%_[a-z]%',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to stand there as it is
  '${7*7}{{7*7}}#{7*7}%s%n',
  '../../../../etc/passwd',
  '..\\..\\windows',
  'file:///etc/passwd',
  'http://[::ffff:127.0.0.1]:9/',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'true',
  '[object Object]',
  'NaN',
  '-0',
  '1e400',
  '0x10',
  '9007199254740993',
];

const dates: readonly string[] = [
  '0000-00-00',
  '0000-01-01',
  '1899-12-31',
  '1900-01-01',
  '1900',
  '9999-12-31',
  '9999',
  '10000-01-01',
  '2024-02-30',
  '2023-02-29',
  '2026-13-01',
  '2026-1-1',
  '2026-06-30T23:59:60Z',
  '2026-03-29T03:30:00+02:00',
  '2026-03-09/1900',
  '1900/9999',
  '2026/2026-01',
  '9998-12/9999',
  '-000001-01-01',
  '２０２６-03-09',
];

const numbers: readonly Raw[] = [
  '-0',
  '1e400',
  '-1e400',
  '9007199254740993',
  '0.1',
  '1e-400',
  '-1',
  '2147483648',
  '1e21',
  '100000000001',
  '00',
  'NaN',
  'Infinity',
].map((text) => new Raw(text));

const things: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => false,
  () => [],
  () => ({}),
  () => [[]],
  () => [null],
  () => ({ length: 3 }),
  () => ({ toString: 'x', valueOf: 1, toJSON: 2 }),
  () => new Raw(`{"__proto__":{"polluted":true,"text":${JSON.stringify(sentence)}}}`),
  () => ({ constructor: { prototype: { polluted: true } } }),
  () => new Raw(`{"a":1,"a":${JSON.stringify(sentence)},"__proto__":null}`),
  () => nested('[', ']', 10_000),
  () => nested('{"a":', '}', 10_000),
  () => nested('[', ']', 7),
  () => new Raw(`[${'0,'.repeat(100_000)}0]`),
  () => new Raw(`{${Array.from({ length: 5_000 }, (_, index) => `"k${index}":${index}`).join()}}`),
  () => ({ [sentence]: sentence }),
  () => [sentence],
  () => ({ name: { name: { name: sentence } } }),
];

/** Any value that nobody asked for. */
export function hostileValue(chance: Chance): unknown {
  const kind = chance.below(10);
  if (kind < 4) return chance.pick(texts);
  if (kind < 5) return chance.pick(dates);
  if (kind < 7) return chance.pick(numbers);
  return chance.pick(things)();
}

/** A text that nobody asked for; short enough for an address or a header when it is to be so. */
export function hostileText(chance: Chance, short = false): string {
  const text = chance.once(4) ? chance.pick(dates) : chance.pick(texts);
  return short ? text.slice(0, 300) : text;
}

/** Ways to write an address that no browser writes; each stands in the place of one segment. */
export const hostileSegments: readonly string[] = [
  '%00',
  '%',
  '%zz',
  '%c0%af',
  '%e0%80%af',
  '%ed%a0%80',
  '%ff%fe',
  '..',
  '.',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e%2f%2e%2e',
  '..;/admin',
  '%252e%252e',
  '__proto__',
  'constructor',
  'toString',
  encodeURIComponent(sentence),
  `'%20or%20'1'='1`,
  '%3Cscript%3E',
  'LOBBY',
  'lobby%0d%0aX-Evil:1',
  'a'.repeat(64),
  'a'.repeat(65),
  'a'.repeat(201),
  'a'.repeat(9_000),
  '-',
  '0',
  '*',
  '{id}',
  '%F0%9F%98%80',
];

/** JSON with the pieces of `Raw` in it. */
export function jsonOf(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonOf).join()}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => `${JSON.stringify(key)}:${jsonOf(one)}`)
      .join()}}`;
  return JSON.stringify(value) ?? 'null';
}
