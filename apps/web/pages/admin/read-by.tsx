import type { AnswerOf } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { useAccountNames } from './account-names.ts';

type Reading = AnswerOf<'/api/access'>['items'][number];

/** Who was given whose words and names. */
export function ReadBy({ entries }: { readonly entries: readonly Reading[] }) {
  const { say, instant } = useSpeech();
  const names = useAccountNames();
  return (
    <ul className="plain">
      {entries.map(({ id, at, account, facts: { address, events = [], people = [], times = 1 } }) => (
        <li className="card" key={id}>
          <p>
            <strong>{names(account)}</strong>: {events.length === 0 && people.length === 0 && say('log.all')}
            {events.length > 0 && say('log.words', { count: events.length })}
            {events.length > 0 && people.length > 0 && ', '}
            {people.length > 0 && say('log.names', { count: people.length })}
          </p>
          <p className="meta">
            <span>
              <time dateTime={at}>{instant(at)}</time>
            </span>
            <span>
              <code>{address}</code>
            </span>
            {times > 1 && <span>{say('log.times', { count: times })}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
