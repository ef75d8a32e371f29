import type { Language } from './language.ts';

const plain: Readonly<Record<Language, string>> = { fi: 'selkokieli', sv: 'lätt finska', en: 'easy Finnish' };

/**
 * What a language is called: `ar` is `arabia` in Finnish, `fi-simple` easy Finnish.
 * @param tag BCP 47; undefined is answered where it names no language
 */
export function sayLanguage(lang: Language, tag: string): string | undefined {
  if (tag === 'fi-simple') return plain[lang];
  if (tag === 'und') return undefined;
  try {
    return new Intl.DisplayNames([lang], { type: 'language', fallback: 'none' }).of(tag);
  } catch {
    return undefined;
  }
}
