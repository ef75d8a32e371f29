import { createInstance } from 'i18next';
import type { Language } from './language.ts';
import type { KeyOf, ValuesOf } from './sentence.ts';
import type { allFi } from './web/all.fi.ts';

export { amongOf, type MeasureId } from './among.ts';
export { sayDay, sayInstant, sayNumber } from './dates.ts';
export { isLanguage, type Language, languages } from './language.ts';
export { sayLanguage } from './language-names.ts';

export type Catalogue = typeof allFi;
export type Key = KeyOf<Catalogue>;
/** Sentences that name nothing: they may be asked for by a key that is only known when it runs. */
export type PlainKey = { [K in Key]: ValuesOf<Catalogue, K> extends Record<string, never> ? K : never }[Key];
export type Say = <K extends Key>(
  key: K,
  ...values: keyof ValuesOf<Catalogue, K> extends never ? [] : [values: ValuesOf<Catalogue, K>]
) => string;

/** A browser fetches the language it shows, and no other. */
const catalogues: Readonly<Record<Language, () => Promise<object>>> = {
  fi: async () => (await import('./web/all.fi.ts')).allFi,
  sv: async () => (await import('./web/all.sv.ts')).allSv,
  en: async () => (await import('./web/all.en.ts')).allEn,
};

/** What is said of a refusal, by its code; undefined where nothing is. */
export type Refusals = (code: string) => string | undefined;

/** Apart from the rest, as most pages never show one. */
const refusals: Readonly<Record<Language, () => Promise<Readonly<Record<string, string>>>>> = {
  fi: async () => (await import('./refusals.fi.ts')).refusalsFi,
  sv: async () => (await import('./refusals.sv.ts')).refusalsSv,
  en: async () => (await import('./refusals.en.ts')).refusalsEn,
};

/** @returns what is said of refusals in this language; rejects when it cannot be fetched */
export async function refusalsInBrowser(lang: Language): Promise<Refusals> {
  const sentences = await refusals[lang]();
  return (code) => sentences[`refusal.${code}`];
}

/** @returns how the web application says things in this language */
export async function sayInBrowser(lang: Language): Promise<Say> {
  const i18n = createInstance();
  await i18n.init({
    lng: lang,
    resources: { [lang]: { translation: await catalogues[lang]() } },
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  return i18n.getFixedT(lang) as unknown as Say;
}
