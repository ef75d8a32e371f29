import type { Language } from '#i18n/browser';

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const;

/** A share as per cent, with one digit after the comma where it tells something. */
export const sayShare = (lang: Language, share: number): string =>
  new Intl.NumberFormat(locales[lang], { style: 'percent', maximumFractionDigits: 1 }).format(share);

/** A number with at most this many digits after the comma. */
export const sayRounded = (lang: Language, number: number, digits = 1): string =>
  new Intl.NumberFormat(locales[lang], { maximumFractionDigits: digits }).format(number);

/** A day in figures, for tables. */
export const sayShortDay = (lang: Language, day: string): string =>
  new Intl.DateTimeFormat(locales[lang], { dateStyle: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
