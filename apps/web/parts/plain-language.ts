/**
 * Hints for whoever writes an answer that somebody with little Finnish reads on an old phone. They are found here, in the browser,
 * by simple rules, and can be wrong: they are shown as hints and keep nobody from sending anything.
 */
export type Hint =
  | { readonly kind: 'longSentence'; readonly words: number; readonly start: string }
  | { readonly kind: 'longWord' | 'passive'; readonly word: string }
  | { readonly kind: 'official'; readonly word: string; readonly instead: string };

type Lang = 'fi' | 'sv' | 'en';

/** Words of a sentence and letters of a word from which on they are long. Finnish joins words, and says more in one. */
const longSentence: Readonly<Record<Lang, number>> = { fi: 15, sv: 20, en: 20 };
const longWord: Readonly<Record<Lang, number>> = { fi: 19, sv: 20, en: 15 };

/** The words of offices by how they begin, and what people say. Where only one form is meant, it ends with a full stop. */
const official: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  fi: {
    'toimesta.': 'kerro, kuka tekee',
    'taholta.': 'kerro, kuka',
    'osalta.': 'jätä pois tai kerro, mistä on kyse',
    'puitteissa.': 'aikana, kanssa',
    'johdosta.': 'takia',
    'nojalla.': 'perusteella, mukaan',
    'liittyen.': 'kerro, mistä on kyse',
    'koskien.': 'kerro, mistä on kyse',
    'kyseinen.': 'tämä, se',
    'kyseisen.': 'tämän, sen',
    'kyseessä.': 'tämä on',
    'mikäli.': 'jos',
    'ko.': 'tämä, se',
    'em.': 'edellinen',
    'mm.': 'esimerkiksi',
    'ts.': 'eli',
    'ao.': 'oikea, tämä',
    jalkautt: 'ottaa käyttöön, viedä',
    implemento: 'ottaa käyttöön',
    toimeenpan: 'tehdä, toteuttaa',
    toimenpite: 'teko, mitä tehdään',
    resurs: 'raha, aika, työntekijät',
    allokoi: 'antaa, varata',
    kartoit: 'selvittää, kysyä',
    hyödyn: 'käyttää',
    tarkoituksenmukai: 'sopiva, hyvä',
    edellyttä: 'vaatia, tarvita',
    tiedost: 'tietää, huomata',
    kohdent: 'antaa, suunnata',
    priorisoi: 'tehdä ensin',
    optimoi: 'parantaa',
    integroi: 'yhdistää',
  },
  sv: {
    'avseende.': 'om',
    'beträffande.': 'om',
    'angående.': 'om',
    'ifrågavarande.': 'den här',
    erforderlig: 'nödvändig, som behövs',
    ombesörj: 'ordna, sköta',
    implementer: 'införa, börja använda',
    erhåll: 'få',
    'enär.': 'eftersom',
    resurs: 'pengar, tid, personal',
    åtgärd: 'vad som görs',
    ändamålsenlig: 'lämplig, bra',
    prioriter: 'göra först',
    'bl.a.': 'bland annat',
    't.ex.': 'till exempel',
  },
  en: {
    'regarding.': 'about',
    'pursuant.': 'under',
    'hereby.': 'leave out',
    'prior to.': 'before',
    utilis: 'use',
    utiliz: 'use',
    implement: 'carry out, begin',
    facilitat: 'help',
    commenc: 'begin',
    endeavour: 'try',
    terminat: 'end',
    resource: 'money, time, people',
  },
};

/** In a Finnish passive nobody is seen doing anything. Its endings are those of some nouns too, which have another letter before. */
const passive =
  /^(?:tullaan|ollaan|\p{L}+(?:(?:[euyaoäö]|[^aeiouyäö]i)t(?:aan|ään)|t(?:iin|aisiin|äisiin)|d(?:aan|ään)|ell(?:aan|ään)|nn(?:aan|ään)|rr(?:aan|ään)))$/u;
const notPassive = /^(?:mitään|ketään|pöytään|[hrl]autaan|routaan|kotiin|tuntiin|.*(?:netti|kortti|paketti)in)$/u;

const most = 6;

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];

function sentenceHints(text: string, lang: Lang): Hint[] {
  return text.split(/(?<=[.!?…])\s+|\n+/u).flatMap((sentence): Hint[] => {
    const words = wordsOf(sentence);
    if (words.length <= longSentence[lang]) return [];
    return [{ kind: 'longSentence', words: words.length, start: words.slice(0, 4).join(' ') }];
  });
}

function officialHint(word: string, next: string, lang: Lang): Hint | undefined {
  for (const [known, instead] of Object.entries(official[lang])) {
    const whole = known.endsWith('.');
    const form = whole ? known.slice(0, -1) : known;
    const isIt = whole ? word === form || `${word} ${next}` === form : word.startsWith(form);
    if (isIt) return { kind: 'official', word: whole ? form : word, instead };
  }
  return undefined;
}

function wordHint(word: string, next: string, lang: Lang): Hint | undefined {
  const lower = word.toLocaleLowerCase(lang);
  const found = officialHint(lower, next.toLocaleLowerCase(lang), lang);
  if (found) return found;
  if (lower.length >= longWord[lang]) return { kind: 'longWord', word };
  return lang === 'fi' && passive.test(lower) && !notPassive.test(lower) ? { kind: 'passive', word } : undefined;
}

/** @returns what could be said more plainly, each once and not too much at a time: long sentences first, then words in their order */
export function hintsFor(text: string, lang: Lang): readonly Hint[] {
  const words = wordsOf(text);
  const found = new Map<string, Hint>();
  for (const hint of sentenceHints(text, lang)) if (hint.kind === 'longSentence') found.set(hint.start, hint);
  for (const [index, word] of words.entries()) {
    const hint = wordHint(word, words[index + 1] ?? '', lang);
    if (hint && 'word' in hint) found.set(hint.word.toLocaleLowerCase(lang), hint);
  }
  return [...found.values()].slice(0, most);
}
