import { createInstance } from 'i18next';
import { calendarEn } from './calendar.en.ts';
import { calendarFi } from './calendar.fi.ts';
import { calendarSv } from './calendar.sv.ts';
import { directoryEn } from './directory.en.ts';
import { directoryFi } from './directory.fi.ts';
import { directorySv } from './directory.sv.ts';
import { domainEn } from './domain.en.ts';
import { domainFi } from './domain.fi.ts';
import { domainSv } from './domain.sv.ts';
import { frontEn } from './front.en.ts';
import { frontFi } from './front.fi.ts';
import { frontSv } from './front.sv.ts';
import { groupLinkEn } from './group-link.en.ts';
import { groupLinkFi } from './group-link.fi.ts';
import { groupLinkSv } from './group-link.sv.ts';
import { type Language, languages } from './language.ts';
import { linkEn } from './link.en.ts';
import { linkFi } from './link.fi.ts';
import { linkSv } from './link.sv.ts';
import { mailEn } from './mail.en.ts';
import { mailFi } from './mail.fi.ts';
import { mailSv } from './mail.sv.ts';
import { ownEn } from './own.en.ts';
import { ownFi } from './own.fi.ts';
import { ownSv } from './own.sv.ts';
import { proofEn } from './proof.en.ts';
import { proofFi } from './proof.fi.ts';
import { proofSv } from './proof.sv.ts';
import { publicEn } from './public.en.ts';
import { publicFi } from './public.fi.ts';
import { publicSv } from './public.sv.ts';
import { refusalsEn } from './refusals.en.ts';
import { refusalsFi } from './refusals.fi.ts';
import { refusalsSv } from './refusals.sv.ts';
import { reportTablesEn } from './report-tables.en.ts';
import { reportTablesFi } from './report-tables.fi.ts';
import { reportTablesSv } from './report-tables.sv.ts';
import { reportsEn } from './reports.en.ts';
import { reportsFi } from './reports.fi.ts';
import { reportsSv } from './reports.sv.ts';
import type { KeyOf, Translated, ValuesOf } from './sentence.ts';
import { signInEn } from './sign-in.en.ts';
import { signInFi } from './sign-in.fi.ts';
import { signInSv } from './sign-in.sv.ts';
import { codesEn } from './web/codes.en.ts';
import { codesFi } from './web/codes.fi.ts';
import { codesSv } from './web/codes.sv.ts';
import { measuresEn } from './web/measures.en.ts';
import { measuresFi } from './web/measures.fi.ts';
import { measuresSv } from './web/measures.sv.ts';

// One file an area and language. Keys begin with the area, so that no two areas meet; what codes and measures are called, pages and
// reports say alike, except where a link says it shorter.
const fi = {
  ...codesFi,
  ...measuresFi,
  ...domainFi,
  ...calendarFi,
  ...linkFi,
  ...groupLinkFi,
  ...mailFi,
  ...proofFi,
  ...directoryFi,
  ...signInFi,
  ...ownFi,
  ...frontFi,
  ...publicFi,
  ...refusalsFi,
  ...reportsFi,
  ...reportTablesFi,
};
type Fi = typeof fi;
const sv: Translated<Fi> = {
  ...codesSv,
  ...measuresSv,
  ...domainSv,
  ...calendarSv,
  ...linkSv,
  ...groupLinkSv,
  ...mailSv,
  ...proofSv,
  ...directorySv,
  ...signInSv,
  ...ownSv,
  ...frontSv,
  ...publicSv,
  ...refusalsSv,
  ...reportsSv,
  ...reportTablesSv,
};
const en: Translated<Fi> = {
  ...codesEn,
  ...measuresEn,
  ...domainEn,
  ...calendarEn,
  ...linkEn,
  ...groupLinkEn,
  ...mailEn,
  ...proofEn,
  ...directoryEn,
  ...signInEn,
  ...ownEn,
  ...frontEn,
  ...publicEn,
  ...refusalsEn,
  ...reportsEn,
  ...reportTablesEn,
};

/** Every sentence in every language; plurals by CLDR under `_one` and `_other`. */
export const catalogues: Readonly<Record<Language, Translated<Fi>>> = { fi, sv, en };

export type Key = KeyOf<Fi>;
/** Sentences that name nothing: they may be asked for by a key that is only known when it runs. */
export type PlainKey = { [K in Key]: ValuesOf<Fi, K> extends Record<string, never> ? K : never }[Key];

/** A sentence in the language; what it names in double braces comes as values, a plural's number as `count`. */
export type Say = <K extends Key>(
  key: K,
  ...values: keyof ValuesOf<Fi, K> extends never ? [] : [values: ValuesOf<Fi, K>]
) => string;

const i18n = createInstance();
await i18n.init({
  resources: Object.fromEntries(languages.map((lang) => [lang, { translation: catalogues[lang] }])),
  supportedLngs: languages,
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  // Plain text comes out; whoever writes HTML escapes all of it once.
  interpolation: { escapeValue: false },
});

const said = new Map<Language, Say>(languages.map((lang) => [lang, i18n.getFixedT(lang) as unknown as Say]));

/** @returns how one says things in this language */
export const sayIn = (lang: Language): Say => said.get(lang)!;
