import { type Language, type PlainKey, type Say, sayDay, sayIn, sayNumber, sayShare } from '#i18n';
import type { Text } from '#read-models';
import { plainly } from '../public/written.ts';
import type { Cell, Line, Piece } from './report-model.ts';

type Limits = { readonly low: number; readonly high: number };

/** How a report says numbers, days and names. */
export interface Words {
  readonly lang: Language;
  readonly say: Say;
  readonly number: (number: number) => string;
  readonly day: (on: string) => string;
  readonly share: (share: number) => string;
  /** `12,5–20 %` */
  readonly shares: (limits: Limits) => string;
  /** Of days, where the upper one may not be known. */
  readonly days: (limits: Partial<Limits>) => string;
  /** A name in its own language; its id, where nobody may read it. */
  readonly name: (text: Text | null, id: string) => Piece;
  /** A code of the domain; as it is, where it has no name. */
  readonly code: (family: string, code: string) => string;
}

export function wordsIn(lang: Language): Words {
  const say = sayIn(lang);
  const number = (one: number) => sayNumber(lang, one);
  const share = (one: number) => sayShare(lang, one);
  return {
    lang,
    say,
    number,
    share,
    day: (on) => sayDay(lang, on),
    shares: ({ low, high }) => say('reports.cell.between', { low: share(low).replace(/\s?%$/, ''), high: share(high) }),
    days: ({ low = 0, high }) =>
      high === undefined
        ? say('reports.cell.atLeast', { low: number(low) })
        : say('reports.cell.between', { low: number(low), high: number(high) }),
    name(text, id) {
      const shown = plainly(lang, text);
      if (!shown) return { text: id };
      return { text: shown.text, ...(shown.lang !== lang && { lang: shown.lang }) };
    },
    code(family, one) {
      const said = say(`${family}.${one}` as PlainKey);
      return said === `${family}.${one}` ? one : said;
    },
  };
}

export const capital = (text: string): string => text.slice(0, 1).toLocaleUpperCase('fi') + text.slice(1);

/** Of one line. */
export const cell = (...pieces: readonly (string | Piece)[]): Cell => [
  pieces.map((piece): Line[number] => (typeof piece === 'string' ? { text: piece } : piece)),
];
