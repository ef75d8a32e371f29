import { useEffect, useRef, useState } from 'react';
import { Button } from 'suomifi-ui-components';
import type { PlainKey } from '#i18n/browser';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { useNames } from '../../names.ts';
import { Day } from '../../parts/days.tsx';
import { Words } from '../../parts/words.tsx';
import { sideOf } from './deed.ts';
import { deeds } from './deeds.ts';
import { EventFacts, type TimelineEvent } from './event-facts.tsx';
import { EventWords } from './event-words.tsx';
import { MendForm } from './mend-form.tsx';
import type { Opened } from './next-steps.tsx';
import type { Situation } from './situation.ts';

interface TimelineItem {
  readonly event: TimelineEvent;
  readonly at: Situation;
  readonly onAnew: (opened: Opened) => void;
}

/** One thing that was recorded: when it happened, when it was written down and by whom, and whether it still holds. */
export function TimelineItem({ event, at, onAnew }: TimelineItem) {
  const { say, code } = useSpeech();
  const { recordedInError: error, reliedOnError } = event;
  return (
    <li id={`event-${event.event}`} className={error ? 'wrong' : undefined}>
      <div>
        <h3>{code('event', event.type)}</h3>
        <Times event={event} />
        <Marks event={event} at={at} />
      </div>
      <div>
        {event.untold ? <Words of={{ untold: event.untold }} /> : <EventFacts event={event} />}
        {error && (
          <p>
            {say('timeline.why')} <Words of={error.why} brief />
          </p>
        )}
        {reliedOnError && (
          <p>
            <a href={`#event-${reliedOnError}`}>{say('timeline.reliedOn.which')}</a>
          </p>
        )}
        <EventWords event={event} at={at} />
        <Mending event={event} at={at} onAnew={onAnew} />
      </div>
    </li>
  );
}

/** Both times, who did it and who wrote it down. */
function Times({ event: { occurredOn, recordedAt, by, recordedBy, source } }: { readonly event: TimelineEvent }) {
  const { say, instant, code } = useSpeech();
  const { post } = useNames();
  const self = useSelf();
  const who = by?.post
    ? post(by.post)
    : by?.role
      ? code('role', by.role)
      : by?.group
        ? say('timeline.byLink')
        : by?.organisation;
  return (
    <p className="meta">
      <span>
        {say('timeline.happened')} <Day on={occurredOn} />
      </span>
      <span>
        {say('timeline.recorded')} <time dateTime={recordedAt}>{instant(recordedAt)}</time>
      </span>
      {who && <span>{say('timeline.by', { who })}</span>}
      {recordedBy && (
        <span>
          {recordedBy === self?.account ? say('timeline.byYou') : say('timeline.recordedBy', { who: recordedBy })}
        </span>
      )}
      {source && <span>{say('timeline.source')}</span>}
    </p>
  );
}

function Marks({ event, at }: { readonly event: TimelineEvent; readonly at: Situation }) {
  const { say } = useSpeech();
  const answer = at.proposal.answers.find((one) => one.event === event.event);
  const marks: readonly (readonly [PlainKey, string] | false)[] = [
    event.recordedInError !== undefined && ['timeline.wrong', 'tag wrong'],
    event.reliedOnError !== undefined && ['timeline.reliedOn', 'tag late'],
    event.outOfOrder === true && ['timeline.outOfOrder', 'tag'],
    answer !== undefined && 'heardOnly' in answer && answer.heardOnly && ['timeline.heardOnly', 'tag late'],
  ];
  const given = marks.filter((mark) => mark !== false);
  if (given.length === 0) return null;
  return (
    <p className="meta">
      {given.map(([key, look]) => (
        <span key={key} className={look}>
          {say(key)}
        </span>
      ))}
    </p>
  );
}

/** What has a deed of its own to take it back, or none that could. */
const notMended = ['RecordedInError', 'WordsForgotten', 'Published', 'Unpublished'];

/** What began the story and what was said about errors stays; everything else may have been a slip. */
function mayMend(
  { event, at }: { readonly event: TimelineEvent; readonly at: Situation },
  isAdministrator: boolean,
): boolean {
  const isOne = event.version > 1 && !notMended.includes(event.type) && !event.recordedInError;
  const isOurs = at.as.holder !== undefined || at.as.coordinator !== undefined || isAdministrator;
  return isOne && isOurs && at.can('RecordProposalInError');
}

function Mending({ event, at, onAnew }: TimelineItem) {
  const { say, code } = useSpeech();
  const self = useSelf();
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isDone) notice.current?.focus();
  }, [isDone]);
  if (isDone && event.recordedInError) {
    const deed = deeds.find((one) => one.records === event.type && sideOf(one, at) !== undefined);
    return (
      <div className="notice good" role="status" tabIndex={-1} ref={notice}>
        <p>{deed ? say('timeline.mended.anew') : say('timeline.mended')}</p>
        {deed && (
          <Button onClick={() => onAnew({ name: deed.name, before: asWas(event) })}>{say('timeline.anew')}</Button>
        )}
      </div>
    );
  }
  if (!mayMend({ event, at }, self?.is('administrator') ?? false)) return null;
  if (isOpen) return <MendForm event={event} at={at} onDone={() => setDone(true)} onCancel={() => setOpen(false)} />;
  return (
    <button
      type="button"
      className="plain-button no-print"
      aria-label={`${say('timeline.slip')}: ${code('event', event.type)}`}
      onClick={() => setOpen(true)}
    >
      {say('timeline.slip')}
    </button>
  );
}

/** What stood in a record, as the form of its deed takes it. */
function asWas({ facts, words, occurredOn }: TimelineEvent) {
  const texts = Object.entries(words).flatMap(([field, text]) => (text && 'text' in text ? [[field, text.text]] : []));
  return {
    ...facts,
    ...Object.fromEntries(texts),
    // A form asks for a day.
    ...(occurredOn?.length === 10 && { on: occurredOn }),
  };
}
