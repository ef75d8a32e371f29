import { useRef, useState } from 'react';
import type { Text } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Part } from '../../parts/path-view.tsx';
import type { TimelineEvent } from './event-facts.tsx';
import { ForgetForm } from './forget-form.tsx';
import type { Situation } from './situation.ts';
import { VersionForm } from './version-form.tsx';

interface EventWords {
  readonly event: TimelineEvent;
  readonly at: Situation;
}

type Work = { readonly what: 'version' | 'forget'; readonly field: string };

const isWritten = (text: Text | null | undefined): boolean => Boolean(text && 'text' in text);

/** The texts of an event, and what can be done with them: a further version, or deleting one for good. */
export function EventWords({ event, at }: EventWords) {
  const { say, code } = useSpeech();
  const [work, setWork] = useState<Work>();
  const [done, setDone] = useState<Work['what']>();
  const may = useMayWithWords(at);
  const fields = Object.entries(event.words).filter(([, text]) => text !== null);
  const place = useRef<HTMLDivElement>(null);
  const end = (what?: Work['what']) => {
    setWork(undefined);
    setDone(what);
    place.current?.focus();
  };
  // What an event says of an error stands beside the error; a version stands with the words it is of.
  const isVersion = event.type === 'WordsTranslated' && !event.recordedInError;
  const workable = isVersion ? ['text'] : fields.map(([field]) => field);
  const canVersion = (field: string) =>
    may.version && !isVersion && (isWritten(event.words[field]) || isRemoved(event.words[field]));
  const canForget = (field: string) => may.forget && (isVersion || isWritten(event.words[field]));
  const open = workable.filter((field) => canVersion(field) || canForget(field));
  return (
    <div ref={place} tabIndex={-1}>
      {fields.map(([field, text]) => (
        <Part key={field} label={code('wordsOf', field)} text={text} />
      ))}
      {done && (
        <p role="status" className="notice good">
          {say(`words.${done}.done`)}
        </p>
      )}
      {work?.what === 'version' && (
        <VersionForm
          event={event.event}
          field={work.field}
          text={event.words[work.field]}
          at={at}
          onDone={() => end('version')}
          onCancel={() => end()}
        />
      )}
      {work?.what === 'forget' && (
        <ForgetForm
          event={event.event}
          field={work.field}
          isVersion={isVersion}
          at={at}
          onDone={() => end('forget')}
          onCancel={() => end()}
        />
      )}
      {!work && open.length > 0 && event.type !== 'RecordedInError' && (
        <details className="no-print">
          <summary>{say('words.work')}</summary>
          <ul className="plain">
            {open.map((field) => (
              <li key={field} className="meta">
                <span>{code('wordsOf', field)}</span>
                {canVersion(field) && (
                  <button
                    type="button"
                    className="plain-button"
                    aria-label={`${say('words.version')}: ${code('wordsOf', field)}`}
                    onClick={() => setWork({ what: 'version', field })}
                  >
                    {say('words.version')}
                  </button>
                )}
                {canForget(field) && (
                  <button
                    type="button"
                    className="plain-button"
                    aria-label={`${say('words.forget')}: ${code('wordsOf', field)}`}
                    onClick={() => setWork({ what: 'forget', field })}
                  >
                    {say('words.forget')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const isRemoved = (text: Text | null | undefined): boolean => Boolean(text && 'removed' in text);

/** A name or a number that must not stand there is deleted by whoever keeps the group, or keeps the data. */
function useMayWithWords({ as, can }: Situation) {
  const self = useSelf();
  const isClerk = Boolean(self?.is('administrator') || self?.is('dataProtectionOfficer'));
  const isOurs = as.holder !== undefined || as.coordinator !== undefined || as.member !== undefined;
  return {
    version: can('TranslateProposalWords') && (isOurs || Boolean(self?.is('administrator'))),
    forget: can('ForgetProposalWords') && (isClerk || as.coordinator !== undefined),
  };
}
