import type { Language } from './language.ts';

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: Language, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(lang + key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locales[lang], options);
  formats.set(lang + key, made);
  return made;
}

/** A day such as `2026-03-15`, a month `2026-03`, a year `2026`, or two of these with a slash between: at some time between. */
export function sayDay(lang: Language, on: string): string {
  const [from, to] = on.split('/') as [string, string | undefined];
  if (to !== undefined) return `${sayDay(lang, from)} – ${sayDay(lang, to)}`;
  if (from.length === 4) return from;
  // Days have no hour and so no zone: read and said in the same one.
  const month = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  if (from.length === 7) return format(lang, 'month', month).format(new Date(`${from}-01T00:00:00Z`));
  return format(lang, 'day', { day: 'numeric', ...month }).format(new Date(`${from}T00:00:00Z`));
}

/** The day and the hour of an instant in Europe/Helsinki. */
export function sayInstant(lang: Language, at: Date): string {
  return format(lang, 'instant', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Helsinki' }).format(at);
}

/** A number with the separators of the language. */
export const sayNumber = (lang: Language, number: number): string =>
  new Intl.NumberFormat(locales[lang]).format(number);

/** A part of one as a percentage, with one decimal where it has one. */
export const sayShare = (lang: Language, share: number): string =>
  new Intl.NumberFormat(locales[lang], { style: 'percent', maximumFractionDigits: 1 }).format(share);
