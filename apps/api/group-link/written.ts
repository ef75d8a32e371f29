import { type Language, type PlainKey, sayDay } from '#i18n';
import type { Text } from '#read-models';
import { type Html, html } from '../html.ts';
import { type LinkVisit, linkTo } from './link-visit.ts';

type Written = Extract<Text, { text: string }>;
type Version = Pick<Written, 'text' | 'lang' | 'by'>;

const isWritten = (text: Text): text is Written => 'text' in text;

/** The language that nobody said. */
const unsaid = 'und';

/** What may be read in the place of a text: what it is a version of stands first. What was cleaned away is not offered again. */
const versionsOf = (text: Written): readonly Version[] => [
  text,
  ...(text.versions ?? []).filter(({ by }) => by !== 'original' && by !== 'cleaned'),
];

/** The version in the language that was chosen for texts; nobody chose: in the page's language, where there is one. */
function chosenOf({ words, lang }: LinkVisit, text: Written): Version {
  const versions = versionsOf(text);
  const newest = (wanted: string) => versions.findLast((one) => one.lang.toLowerCase() === wanted.toLowerCase());
  return (words === undefined ? newest(lang) : newest(words)) ?? text;
}

/** As many characters as a list shows of a text; cut between words. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most).toWellFormed();
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), most - 60))} …`;
}

/** A text that somebody wrote, in its own language and direction, or why there is none to read. Undefined: nothing was written. */
function written(visit: LinkVisit, text: Text | null, most = Number.POSITIVE_INFINITY): Html | undefined {
  if (text === null) return undefined;
  if (!isWritten(text)) return html`<p class="made">${missing(visit, text)}</p>`;
  const { say } = visit;
  const { text: words, lang, by } = chosenOf(visit, text);
  const cleanedFrom = text.by === 'cleaned' ? say('groupLink.words.cleaned') : undefined;
  const made = by === 'original' || by === 'cleaned' ? cleanedFrom : say(`groupLink.words.${by}`);
  return html`<p class="written" dir="auto"${lang === unsaid ? undefined : html` lang="${lang}"`}>${cut(words, most)}</p>
${made && html`<p class="made">${made}</p>`}`;
}

/** The words of a title or a name within something else: no versions are named there. */
export function title(visit: LinkVisit, text: Text | null, otherwise: PlainKey = 'groupLink.noTitle'): Html {
  if (text === null) return html`${visit.say(otherwise)}`;
  if (!isWritten(text)) return html`${missing(visit, text)}`;
  const { text: words, lang } = chosenOf(visit, text);
  return html`<span dir="auto"${lang === unsaid ? undefined : html` lang="${lang}"`}>${words}</span>`;
}

/** A text under what it is. Undefined: nothing was written. */
export function part(visit: LinkVisit, label: PlainKey, text: Text | null, most?: number): Html | undefined {
  const body = written(visit, text, most);
  return body && html`<div class="part"><p class="label">${visit.say(label)}</p>\n${body}</div>`;
}

/** Whether two texts say the same to whoever reads them. */
export const isSame = (one: Text | null, other: Text | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other) ||
  (one !== null && other !== null && isWritten(one) && isWritten(other) && one.text === other.text);

function missing({ lang, say }: LinkVisit, text: Exclude<Text, Written>): string {
  if ('withheld' in text) return say('groupLink.words.withheld');
  if ('unavailable' in text) return say('groupLink.words.unavailable');
  if ('untold' in text) {
    const { from } = text.untold;
    return from === undefined
      ? say('groupLink.words.untoldNoDay')
      : say('groupLink.words.untold', { day: sayDay(lang, from) });
  }
  const { on, reason, decidedBy } = text.removed;
  const sentences = [
    on === undefined ? say('groupLink.words.removed') : say('groupLink.words.removedOn', { day: sayDay(lang, on) }),
    say(`groupLink.words.because.${reason}` as PlainKey),
    ...(decidedBy === undefined ? [] : [say('groupLink.words.decidedBy', { who: decidedBy })]),
  ];
  return sentences.join(' ');
}

/** The languages beside the original's in which anything can be read that an answer holds. */
function languagesIn(answer: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof answer !== 'object' || answer === null) return found;
  const { text, lang, by, versions } = answer as Partial<Written>;
  if (typeof text === 'string' && lang !== undefined && by !== undefined)
    for (const one of versionsOf({ text, lang, by, ...(versions && { versions }) }).slice(1)) found.add(one.lang);
  else for (const inside of Object.values(answer)) languagesIn(inside, found);
  return found;
}

const simple = /-simple$/i;

/** What a language calls itself. */
function nameOf({ say, lang }: LinkVisit, code: string): string {
  const nameIn = (language: string) => {
    try {
      return new Intl.DisplayNames([language, lang], { type: 'language' }).of(language) ?? language;
    } catch {
      // It has the form of a language tag, and is none.
      return language;
    }
  };
  const plain = code.replace(simple, '');
  const name = nameIn(plain);
  if (!simple.test(code)) return name;
  return plain === ('fi' satisfies Language) ? 'selkosuomi' : say('groupLink.words.simple', { language: name });
}

/** Leads to the same page with its texts in another language. Undefined where there are no versions to choose. */
export function wordsLinks(visit: LinkVisit, page: string, answer: unknown): Html | undefined {
  const { say, words, lang } = visit;
  const codes = [...languagesIn(answer)].sort();
  if (codes.length === 0) return undefined;
  const current = words ?? (codes.includes(lang) ? lang : undefined);
  const item = (code: string | undefined, name: string) => {
    const inIts = code === undefined ? undefined : html` lang="${code}" dir="auto"`;
    return code === current || (code === undefined && !codes.includes(current ?? ''))
      ? html`<li><span${inIts} aria-current="true">${name}</span></li>`
      : html`<li><a${inIts} href="${linkTo(visit, page, { words: code ?? 'original' })}">${name}</a></li>`;
  };
  return html`<nav class="words" aria-labelledby="words">
<p id="words">${say('groupLink.words')}</p>
<ul>
${item(undefined, say('groupLink.words.original'))}
${codes.map((code) => item(code, nameOf(visit, code)))}
</ul></nav>`;
}
