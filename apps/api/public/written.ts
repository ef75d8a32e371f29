import { type Language, type PlainKey, type Say, sayLanguage } from '#i18n';
import type { Text } from '#read-models';
import { type Html, html } from '../html.ts';

type Written = Extract<Text, { text: string }>;
type Version = Pick<Written, 'text' | 'lang' | 'by'>;

/** The version that the reader of a page reads best, and the others. */
function versionsFor(lang: Language, { versions = [], ...shown }: Written): readonly [Version, ...Version[]] {
  const all: readonly Version[] = [shown, ...versions];
  const best = all.find((one) => one.lang === lang) ?? shown;
  return [best, ...all.filter((one) => one !== best)];
}

/** Marks the language of a text, so that it is read aloud in that one, and its direction. */
export const inLanguage = (tag: string): Html => (tag === 'und' ? html` dir="auto"` : html` lang="${tag}" dir="auto"`);

const label = (lang: Language, say: Say, { lang: tag, by }: Version): string => {
  const made = say(`changes.by.${by}` as PlainKey);
  const named = sayLanguage(lang, tag);
  return named === undefined ? made : `${named}, ${made}`;
};

/** What somebody wrote, as a paragraph of a class; versions in other languages are labelled and folded up below it. */
export function written(lang: Language, say: Say, text: Text | null, name: string): Html | undefined {
  if (text === null || 'withheld' in text || 'untold' in text) return undefined;
  if ('removed' in text) return html`<p class="label">${say('changes.removed')}</p>`;
  if ('unavailable' in text) return html`<p class="label">${say('changes.unavailable')}</p>`;
  const [best, ...others] = versionsFor(lang, text);
  const made = best.by === 'original' ? undefined : html` <span class="label">(${label(lang, say, best)})</span>`;
  return html`<p class="${name}"><span${inLanguage(best.lang)}>${best.text}</span>${made}</p>
${others.length > 0 ? othersOf(lang, say, others) : undefined}`;
}

function othersOf(lang: Language, say: Say, others: readonly Version[]): Html {
  const languages = [...new Set(others.map((one) => sayLanguage(lang, one.lang) ?? label(lang, say, one)))].join(', ');
  return html`<details>
<summary>${say('changes.otherVersions', { languages })}</summary>
${others.map(
  (one) => html`<p class="version"><span class="label">${label(lang, say, one)}</span>
<span${inLanguage(one.lang)}>${one.text}</span></p>`,
)}
</details>`;
}

/** The text alone, as one line of a list or a field of a feed; undefined where there is none to read. */
export const plainly = (lang: Language, text: Text | null): Version | undefined =>
  text !== null && 'text' in text ? versionsFor(lang, text)[0] : undefined;
