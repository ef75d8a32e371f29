import { describe, expect, it } from '@jest/globals';
import { refusalCodes } from '../../test/pages/refusals.ts';
import { languages } from './language.ts';
import { catalogues } from './sentences.ts';

const inLanguage = (lang: (typeof languages)[number]) =>
  Object.entries(catalogues[lang])
    .filter(([key]) => key.startsWith('refusal.'))
    .map(([key, sentence]) => ({ code: key.slice('refusal.'.length), sentence }));

describe.each(languages)('What is said of refusals in %s', (lang) => {
  it('has a sentence for every code that a rule can give, and for no other', () => {
    expect(
      inLanguage(lang)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(refusalCodes());
  });

  it('is whole sentences, and needs nothing that only the server knows', () => {
    const broken = inLanguage(lang).filter(
      ({ sentence }) => !/^\p{Lu}.*([.]|@example[.]fi)$/su.test(sentence) || sentence.includes('{{'),
    );
    expect(broken).toEqual([]);
  });

  it('fits beside a field', () => {
    expect(inLanguage(lang).filter(({ sentence }) => sentence.length > 160)).toEqual([]);
  });
});
