export { amongOf, type MeasureId } from './among.ts';
export { sayDay, sayInstant, sayNumber, sayShare } from './dates.ts';
export { isLanguage, type Language, languages } from './language.ts';
export { sayLanguage } from './language-names.ts';
export { type PlainKey, type Say, sayIn } from './sentences.ts';
