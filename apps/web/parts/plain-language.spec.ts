import { describe, expect, it } from '@jest/globals';
import { hintsFor } from './plain-language.ts';

describe('A plain answer', () => {
  it.each([
    'Ostamme aulaan kahvinkeittimen. Se tulee toukokuussa.',
    'Emme voi tehdä tätä nyt, koska rahaa ei ole. Palaamme asiaan syksyllä.',
    'Menen huomenna nettiin ja kirjoitan teille. Kahvi on pöydällä, tuo kuppi pöytään.',
    'Sama ohje menee koko maahan ja jokaiseen kuntaan. Hän on kotonaan.',
    'Emme muuta mitään. Kerromme siitä ryhmän jäsenille heidän toiveitaan kuunnellen, kukin paikallaan.',
  ])('needs no hint: %s', (text) => {
    expect(hintsFor(text, 'fi')).toEqual([]);
  });
});

describe('A hint', () => {
  it.each(['tehdään', 'selvitetään', 'otettiin', 'ajatellaan', 'mennään', 'ollaan', 'tuotaisiin', 'huomioidaan'])(
    'says of "%s" that nobody is seen doing it',
    (word) => {
      expect(hintsFor(`Asia ${word} pian.`, 'fi')).toEqual([{ kind: 'passive', word }]);
    },
  );

  it('offers what people say for the words of offices, in any inflected form', () => {
    expect(hintsFor('Johtoryhmän toimesta kartoitamme resurssit.', 'fi')).toEqual([
      { kind: 'official', word: 'toimesta', instead: 'kerro, kuka tekee' },
      { kind: 'official', word: 'kartoitamme', instead: 'selvittää, kysyä' },
      { kind: 'official', word: 'resurssit', instead: 'raha, aika, työntekijät' },
    ]);
  });

  it('notices a long sentence, and where it begins', () => {
    const text = `Ostamme. Ostamme uuden ${'todella '.repeat(14)}hyvän keittimen.`;
    expect(hintsFor(text, 'fi')).toEqual([{ kind: 'longSentence', words: 18, start: 'Ostamme uuden todella todella' }]);
  });

  it('notices a long word', () => {
    expect(hintsFor('Luemme palveluohjausprosessikuvauksen.', 'fi')).toEqual([
      { kind: 'longWord', word: 'palveluohjausprosessikuvauksen' },
    ]);
  });

  it('is given once for what is said twice, and never more than six at a time', () => {
    expect(hintsFor('Tehdään. Tehdään.', 'fi')).toHaveLength(1);
    const words = ['tehdään', 'viedään', 'syödään', 'juodaan', 'saadaan', 'jäädään', 'tuodaan'];
    expect(hintsFor(words.join('. '), 'fi')).toHaveLength(6);
  });

  it('knows the words of its own language only', () => {
    expect(hintsFor('Vi skriver angående kaffet.', 'sv')).toEqual([
      { kind: 'official', word: 'angående', instead: 'om' },
    ]);
    expect(hintsFor('Tehdään.', 'en')).toEqual([]);
  });
});
