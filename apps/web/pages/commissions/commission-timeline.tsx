import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import type { AnswerOf } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useNames } from '../../names.ts';
import { Asked } from '../../parts/asked.tsx';
import { Day } from '../../parts/days.tsx';
import { Words } from '../../parts/words.tsx';

type Event = AnswerOf<'/api/{collection}/{id}/timeline'>['events'][number];

/** All that was recorded of it, in that order, when somebody wants to know. */
export function CommissionTimeline({ id }: { readonly id: string }) {
  const { say } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  return (
    <section>
      <h2>{say('commission.timeline')}</h2>
      {isOpen ? (
        <Events id={id} />
      ) : (
        <Button variant="secondary" onClick={() => setOpen(true)}>
          {say('commission.timeline.show')}
        </Button>
      )}
    </section>
  );
}

function Events({ id }: { readonly id: string }) {
  const timeline = useAsk('/api/{collection}/{id}/timeline', {
    path: { collection: 'commissions', id },
    query: { limit: 200 },
  });
  return (
    <Asked of={timeline}>
      {({ events }) => (
        <ol className="path">
          {events.map((event) => (
            <Happened key={event.event} event={event} />
          ))}
        </ol>
      )}
    </Asked>
  );
}

function Happened({ event: { type, occurredOn, recordedAt, by, words, recordedInError } }: { readonly event: Event }) {
  const { say, instant } = useSpeech();
  const { post } = useNames();
  return (
    <li className="done">
      <h3>{say(`event.${type as 'CommissionIssued'}`)}</h3>
      <p className="meta">
        <Day on={occurredOn} />
        {by?.post && <span>{post(by.post)}</span>}
        <span>{say('commission.timeline.recorded', { at: instant(recordedAt) })}</span>
        {recordedInError && <span className="tag wrong">{say('commission.timeline.error')}</span>}
      </p>
      {Object.entries(words)
        .filter(([name]) => name !== 'title' && name !== 'task' && name !== 'background')
        .map(([name, text]) => (
          <Words key={name} of={text} />
        ))}
    </li>
  );
}
