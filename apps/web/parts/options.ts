import type { Text } from '../api.ts';
import type { Option } from './fields.tsx';
import { plainOf } from './words.tsx';

/** Names of codes are written as they stand in a sentence; where they begin one, so does a capital. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

export const optionsOf = <C extends string>(codes: readonly C[], name: (code: C) => string): Option[] =>
  codes.map((value) => ({ value, label: capital(name(value)) }));

/** Codes that the organisation has named; one without a name is called by itself. */
export const namedOptions = (
  named: readonly { readonly code: string; readonly label: Text | null }[],
  lang: string,
): Option[] => named.map(({ code, label }) => ({ value: code, label: plainOf(label, lang, code) }));

/** Languages that groups are interpreted into, by their own name in the language of the page. */
export function languageOptions(lang: string, chosen: readonly string[]): Option[] {
  const names = new Intl.DisplayNames([lang], { type: 'language' });
  const nameOf = (tag: string): string => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      // It has the form of a language tag, and is none.
      return tag;
    }
  };
  const often = ['fi', 'sv', 'en', 'ru', 'et', 'uk', 'ar', 'so', 'fa', 'ku', 'fse'];
  return [...new Set([...often, ...chosen])].map((value) => ({ value, label: capital(nameOf(value)) }));
}
