import { Link } from '@tanstack/react-router';
import type { Fate } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Day } from '../../parts/days.tsx';
import { Words } from '../../parts/words.tsx';

/** What members said on the group's link of one proposal since the group last met, the newest first. */
export function Pressed({ fate }: { readonly fate: Fate }) {
  const { say } = useSpeech();
  const timeline = useAsk('/api/{collection}/{id}/timeline', {
    path: { collection: 'proposals', id: fate.id },
    query: { limit: 200 },
  });
  const pressed = (timeline.data?.events ?? [])
    .filter(({ type, recordedInError }) => type === 'HeardByMember' && !recordedInError)
    .slice(-10)
    .reverse();
  return (
    <li className="card">
      <h3>
        <Link to="/proposals/$id" params={{ id: fate.id }}>
          <Words of={fate.title} brief />
        </Link>
      </h3>
      <ul className="plain">
        {pressed.map(({ event, facts, occurredOn, words }) => (
          <li key={event}>
            <span className={facts.said === 'notChanged' ? 'tag late' : 'tag good'}>
              {say(facts.said === 'notChanged' ? 'agenda.notChanged' : 'agenda.heard')}
            </span>{' '}
            <Day on={occurredOn} /> <Words of={words.aFewWords} brief />
          </li>
        ))}
      </ul>
    </li>
  );
}
