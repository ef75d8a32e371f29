import { useDeferredValue } from 'react';
import { useSpeech } from '../language.tsx';
import { type Hint, hintsFor } from './plain-language.ts';

/** How a text could be said more plainly, while it is being written. */
export function PlainHint({ of }: { readonly of: string }) {
  const { say, lang } = useSpeech();
  const text = useDeferredValue(of);
  const hints = hintsFor(text, lang);
  const sentence = (hint: Hint): string => {
    if (hint.kind === 'longSentence') return say('plain.longSentence', { start: hint.start, count: hint.words });
    if (hint.kind === 'official') return say('plain.official', { word: hint.word, instead: hint.instead });
    return say(`plain.${hint.kind}`, { word: hint.word });
  };
  if (text.trim() === '') return null;
  return (
    <div className="aside" role="status">
      {hints.length === 0 ? (
        <p>{say('plain.none')}</p>
      ) : (
        <>
          <p>{say('plain.lead')}</p>
          <ul>
            {hints.map((hint) => (
              <li key={sentence(hint)}>{sentence(hint)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
