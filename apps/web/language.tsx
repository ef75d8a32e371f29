import { createContext, type ReactNode, use, useState } from 'react';
import {
  isLanguage,
  type Language,
  languages,
  type PlainKey,
  type Say,
  sayDay,
  sayInBrowser,
  sayInstant,
  sayNumber,
} from '#i18n/browser';

const kept = 'kierto.language';

const said = new Map<Language, Promise<Say>>();
function sayIn(lang: Language): Promise<Say> {
  const known = said.get(lang);
  if (known) return known;
  const coming = sayInBrowser(lang);
  said.set(lang, coming);
  return coming;
}

interface Speech {
  readonly lang: Language;
  readonly say: Say;
  readonly choose: (lang: Language) => void;
}

const Speech = createContext<Speech | undefined>(undefined);

/** A page before this one, or a mail, may have chosen it in the address. It stays chosen, and leaves the address. */
function keepAsked(): void {
  const address = new URL(window.location.href);
  const asked = address.searchParams.get('lang');
  if (!isLanguage(asked)) return;
  localStorage.setItem(kept, asked);
  address.searchParams.delete('lang');
  window.history.replaceState(window.history.state, '', address);
}
keepAsked();

/** The language chosen in this browser, else the account's, else Finnish. */
export function InLanguage({ own, children }: { readonly own: string | undefined; readonly children: ReactNode }) {
  const chosen = localStorage.getItem(kept);
  const [lang, setLang] = useState<Language>(isLanguage(chosen) ? chosen : isLanguage(own) ? own : languages[0]);
  const say = use(sayIn(lang));
  const choose = (next: Language) => {
    localStorage.setItem(kept, next);
    setLang(next);
  };
  document.documentElement.lang = lang;
  return <Speech value={{ lang, say, choose }}>{children}</Speech>;
}

/** How things are said here: sentences, days, instants and numbers in the language of the page. */
export function useSpeech() {
  const speech = use(Speech)!;
  const { lang, say } = speech;
  return {
    ...speech,
    /** What a code of the domain is called, as in `code('role', 'staffDeveloper')`; one that nobody named is called by itself. */
    code: (family: string, of: string) => {
      const key = `${family}.${of}`;
      const called = say(key as PlainKey);
      return called === key ? of : called;
    },
    day: (on: string) => sayDay(lang, on),
    instant: (at: string) => sayInstant(lang, new Date(at)),
    number: (number: number) => sayNumber(lang, number),
  };
}
