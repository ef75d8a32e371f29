import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { useAccountNames } from './account-names.ts';

type Act = AnswerOf<'/api/acts'>['items'][number];
type EventKey = 'PromiseSet';

/** Where what was written down is shown. */
function Place({ category, id }: Pick<Act, 'category' | 'id'>) {
  const { say } = useSpeech();
  switch (category) {
    case 'proposal':
      return (
        <Link to="/proposals/$id" params={{ id }}>
          {say('log.proposal')}
        </Link>
      );
    case 'commission':
      return (
        <Link to="/commissions/$id" params={{ id }}>
          {say('log.commission')}
        </Link>
      );
    case 'group':
      return (
        <Link to="/groups/$id" params={{ id }}>
          {say('log.group')}
        </Link>
      );
    case 'meeting':
      return (
        <Link to="/meetings/$id" params={{ id }}>
          {say('log.meeting')}
        </Link>
      );
    case 'unit':
      return (
        <Link to="/units/$id" params={{ id }}>
          {say('log.unit')}
        </Link>
      );
    case 'account':
      return (
        <Link to="/admin/accounts" search={{ account: id }}>
          {say('log.accountOf')}
        </Link>
      );
    default:
      return <Link to="/admin/organisation">{say('organisation.title')}</Link>;
  }
}

/** Who wrote what down, and where. */
export function Done({ acts }: { readonly acts: readonly Act[] }) {
  const { say, instant, day } = useSpeech();
  const names = useAccountNames();
  return (
    <ul className="plain">
      {acts.map(({ event, type, recordedAt, recordedBy, name, occurredOn, category, id }) => (
        <li className="card" key={event}>
          <p>
            <strong>{name ?? names(recordedBy)}</strong>: {say(`event.${type as EventKey}`)}
          </p>
          <p className="meta">
            <span>
              <time dateTime={recordedAt}>{instant(recordedAt)}</time>
            </span>
            {occurredOn && <span>{say('log.occurredOn', { on: day(occurredOn) })}</span>}
            <span>
              <Place category={category} id={id} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
