import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sayDay, sayInstant, sayNumber } from './dates.ts';
import { languages } from './language.ts';
import { sayLanguage } from './language-names.ts';
import { type Key, catalogues as onServers, sayIn } from './sentences.ts';
import { allEn } from './web/all.en.ts';
import { allFi } from './web/all.fi.ts';
import { allSv } from './web/all.sv.ts';

const root = join(import.meta.dirname, '../..');
const plural = /_(one|other)$/;

type Catalogues = Readonly<Record<(typeof languages)[number], Readonly<Record<string, string>>>>;

describe.each<readonly [who: string, catalogues: Catalogues]>([
  ['the server', onServers],
  ['the web application', { fi: allFi, sv: allSv, en: allEn }],
])('Every sentence of %s', (_who, catalogues) => {
  const keys = Object.keys(catalogues.fi);
  const textIn = (lang: (typeof languages)[number], key: string) => catalogues[lang][key]!;

  it.each(languages)('is there in %s, and says something', (lang) => {
    expect(Object.keys(catalogues[lang]).sort()).toEqual([...keys].sort());
    expect(keys.filter((key) => textIn(lang, key).trim() === '')).toEqual([]);
  });

  it('names the same in all languages', () => {
    const named = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();
    for (const lang of languages)
      expect(keys.map((key) => [key, named(textIn(lang, key))])).toEqual(
        keys.map((key) => [key, named(textIn('fi', key))]),
      );
  });

  it('that counts has the forms that its language has', () => {
    const counting = [...new Set(keys.filter((key) => plural.test(key)).map((key) => key.replace(plural, '')))];
    expect(counting.length).toBeGreaterThan(0);
    for (const lang of languages) {
      const forms = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
      for (const key of counting)
        expect(keys.filter((one) => one.replace(plural, '') === key).sort()).toEqual(
          forms.map((form) => `${key}_${form}`).sort(),
        );
    }
  });

  it('is said somewhere', () => {
    const source = ['apps', 'libs'].flatMap(sources).join('\n');
    const asked = (key: string) =>
      source.includes(`'${key}'`) ||
      families(key).some((family) => source.includes(`\`${family}.\${`) || source.includes(`code('${family}',`));
    expect([...new Set(keys.map((key) => key.replace(plural, '')))].filter((key) => !asked(key))).toEqual([]);
  });
});

/** `owed.decision` may be asked for as `owed.${what}`, where the code is only known when it runs. */
const families = (key: string): string[] =>
  key.split('.').flatMap((_, index, parts) => (index === 0 ? [] : [parts.slice(0, index).join('.')]));

/** The text of every source that is neither a catalogue nor a test. */
function sources(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !/\.(spec|fi|sv|en)\.tsx?$/.test(file.name))
    .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
}

describe('A sentence', () => {
  it('has the plural of its language', () => {
    const late = (lang: (typeof languages)[number]) => [1, 5].map((count) => sayIn(lang)('mail.due.ago', { count }));
    expect(late('fi')).toEqual(['Määräpäivästä on kulunut 1 päivä.', 'Määräpäivästä on kulunut 5 päivää.']);
    expect(late('sv')).toEqual(['Sista dagen var för 1 dag sedan.', 'Sista dagen var för 5 dagar sedan.']);
    expect(late('en')).toEqual(['It was due 1 day ago.', 'It was due 5 days ago.']);
  });

  it('takes a value as it is, and no instruction in it', () => {
    expect(sayIn('fi')('mail.reminder.subject', { what: '<b> & $t(mail.due.today) {{what}}' })).toBe(
      'Muistutus: <b> & $t(mail.due.today) {{what}}',
    );
  });

  it.each([
    ['owed.decision', ['johdon vastaus', 'ledningens svar', 'management’s answer']],
    ['kind.socialReport', ['sosiaalinen raportti', 'social rapport', 'social report']],
    ['kind.statement', ['kannanotto', 'ställningstagande', 'statement']],
    ['turn.group', ['ryhmä', 'gruppen', 'group']],
  ] as const)('uses the words of the domain: %s', (key, said) => {
    expect(languages.map((lang) => sayIn(lang)(key as Key as 'owed.decision'))).toEqual(said);
  });
});

describe('Days, instants and numbers', () => {
  it('are said as the language says them', () => {
    expect(languages.map((lang) => sayDay(lang, '2026-03-15'))).toEqual([
      '15. maaliskuuta 2026',
      '15 mars 2026',
      '15 March 2026',
    ]);
    expect(languages.map((lang) => sayNumber(lang, 12_345).replace(/\s/g, ' '))).toEqual([
      '12 345',
      '12 345',
      '12,345',
    ]);
  });

  it('are as precise as what is known', () => {
    expect(['2026', '2026-03', '2026/2027-02'].map((on) => sayDay('fi', on))).toEqual([
      '2026',
      'maaliskuu 2026',
      '2026 – helmikuu 2027',
    ]);
  });

  it('fall on the day it is in Helsinki, in winter and in summer', () => {
    expect(sayInstant('fi', new Date('2026-01-31T22:30:00Z'))).toMatch(/^1\. helmikuuta 2026 .*0[.:]30$/);
    expect(sayInstant('fi', new Date('2026-06-30T21:30:00Z'))).toMatch(/^1\. heinäkuuta 2026 .*0[.:]30$/);
  });
});

it('Languages have a name in each language, and what is none has none', () => {
  expect(languages.map((lang) => sayLanguage(lang, 'ar'))).toEqual(['arabia', 'arabiska', 'Arabic']);
  expect(languages.map((lang) => sayLanguage(lang, 'fi-simple'))).toEqual([
    'selkokieli',
    'lätt finska',
    'easy Finnish',
  ]);
  expect(['und', '"><script>', 'qqq-'].map((tag) => sayLanguage('fi', tag))).toEqual([undefined, undefined, undefined]);
});
