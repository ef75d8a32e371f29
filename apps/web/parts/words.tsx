import { sayLanguage } from '#i18n/browser';
import type { Text } from '../api.ts';
import { useSpeech } from '../language.tsx';

/** The version for whoever reads in this language: the one in it, else what was written. */
function versionFor(text: Extract<Text, { text: string }>, lang: string) {
  const all = [text, ...(text.versions ?? [])];
  return all.find((one) => one.lang === lang && one.by !== 'original') ?? text;
}

/**
 * What somebody wrote, in its own language and direction, with its other versions behind a summary; or why it cannot be read.
 * @param brief as one line: without versions, and nothing at all where nothing was written
 */
export function Words({ of: text, brief = false }: { readonly of: Text | null | undefined; readonly brief?: boolean }) {
  const speech = useSpeech();
  const { say, lang } = speech;
  if (!text) return brief ? null : <p className="gone">{say('text.none')}</p>;
  if (!('text' in text))
    return brief ? (
      <span className="gone">{whyNot(text, speech)}</span>
    ) : (
      <p className="gone">{whyNot(text, speech)}</p>
    );
  if (brief) {
    const { text: shown, lang: of } = versionFor(text, lang);
    return (
      <span lang={langOf(of)} dir="auto">
        {shown}
      </span>
    );
  }
  const shown = versionFor(text, lang);
  const others = [text, ...(text.versions ?? [])].filter((one) => one !== shown);
  return (
    <>
      <p className="written" lang={langOf(shown.lang)} dir="auto">
        {shown.text}
      </p>
      {shown.by !== 'original' && <p className="meta">{say(`text.by.${shown.by}`)}</p>}
      {others.length > 0 && (
        <details>
          <summary>{say('text.versions')}</summary>
          {others.map((one) => (
            <div key={`${one.lang} ${one.by} ${one.text}`}>
              <p className="meta">
                {sayLanguage(lang, one.lang) ?? one.lang} · {say(`text.by.${one.by}`)}
              </p>
              <p className="written" lang={langOf(one.lang)} dir="auto">
                {one.text}
              </p>
            </div>
          ))}
        </details>
      )}
    </>
  );
}

/** Plain language is a way to write Finnish; a browser knows no such code. */
const langOf = (lang: string): string | undefined => (lang === 'und' ? undefined : lang.replace(/-simple$/, ''));

function whyNot(text: Exclude<Text, { text: string }>, { say, day, code }: ReturnType<typeof useSpeech>): string {
  if ('removed' in text) {
    const { on, reason } = text.removed;
    return on ? say('text.removedOn', { on: day(on), reason: code('forgetReason', reason) }) : say('text.removed');
  }
  if ('untold' in text) {
    const { from } = text.untold;
    return from ? say('text.untold', { on: day(from) }) : say('text.untoldSoon');
  }
  return 'withheld' in text ? say('text.withheld') : say('text.unavailable');
}

/** The text as a plain string for titles and labels; a fallback where there is none to read. */
export function plainOf(text: Text | null | undefined, lang: string, fallback: string): string {
  return text && 'text' in text ? versionFor(text, lang).text : fallback;
}
