import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import type { Opened } from './next-steps.tsx';
import type { Situation } from './situation.ts';
import { TimelineItem } from './timeline-item.tsx';

interface Timeline {
  readonly at: Situation;
  /** Opens the form of what is to be recorded anew. */
  readonly onAnew: (opened: Opened) => void;
  readonly cursor?: string;
}

/** As much as one page of the timeline holds. */
export const mostEvents = 200;

/** Everything that was recorded, in the order of recording; further pages when they are asked for. */
export function Timeline({ at, onAnew, cursor }: Timeline) {
  const { say } = useSpeech();
  const [isFurther, setFurther] = useState(false);
  const { id } = at.proposal;
  const timeline = useAsk('/api/{collection}/{id}/timeline', {
    path: { collection: 'proposals', id },
    query: { limit: mostEvents, ...(cursor !== undefined && { cursor }) },
  });
  return (
    <Asked of={timeline}>
      {({ events, next }) => (
        <>
          <ol className="plain timeline">
            {events.map((event) => (
              <TimelineItem key={event.event} event={event} at={at} onAnew={onAnew} />
            ))}
          </ol>
          {next !== undefined && !isFurther && (
            <Button variant="secondary" onClick={() => setFurther(true)}>
              {say('more')}
            </Button>
          )}
          {next !== undefined && isFurther && <Timeline at={at} onAnew={onAnew} cursor={next} />}
        </>
      )}
    </Asked>
  );
}
