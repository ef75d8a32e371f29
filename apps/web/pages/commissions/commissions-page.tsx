import { Link, useSearch } from '@tanstack/react-router';
import type { AnswerOf } from '../../api.ts';
import { useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Listed } from '../../parts/asked.tsx';
import { Due } from '../../parts/days.tsx';
import { Page } from '../../parts/page.tsx';
import { Words } from '../../parts/words.tsx';
import { StatusTag } from './status-tag.tsx';

type Commission = AnswerOf<'/api/commissions'>['items'][number];

/** Commissions, the newest first, with how far the groups are. */
export function CommissionsPage() {
  const { say } = useSpeech();
  const self = useSelf();
  const { which } = useSearch({ strict: false }) as { readonly which?: string };
  const isAll = which === 'all';
  const commissions = useList('/api/commissions', { query: { limit: 20, ...(!isAll && { status: 'open' }) } });
  const currentIf = (isIt: boolean) => (isIt ? ({ 'aria-current': 'true' } as const) : {});
  return (
    <Page title={say('nav.commissions')}>
      {self?.can('IssueCommission') && (
        <p>
          <Link className="button" to="/commissions/new">
            {say('commission.new')}
          </Link>
        </p>
      )}
      <nav className="tabs" aria-label={say('commission.which')}>
        <ul className="plain">
          <li>
            <Link to="/commissions" search={{}} activeOptions={{ exact: true }} {...currentIf(!isAll)}>
              {say('commission.which.open')}
            </Link>
          </li>
          <li>
            <Link to="/commissions" search={{ which: 'all' }} activeOptions={{ exact: true }} {...currentIf(isAll)}>
              {say('commission.which.all')}
            </Link>
          </li>
        </ul>
      </nav>
      <Listed of={commissions} empty={<p>{say(isAll ? 'commission.empty' : 'commission.empty.open')}</p>}>
        {(items) => (
          <ul className="plain">
            {items.map((one) => (
              <Card key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Listed>
    </Page>
  );
}

function Card({ of }: { readonly of: Commission }) {
  const { say, day } = useSpeech();
  const { id, title, kind, status, unitName, issuedOn, answerWantedBy, owedBy, groups } = of;
  const isOpen = status === 'open';
  const done = groups.filter(({ status: part }) => part === 'answered').length;
  const isWaiting = isOpen && groups.some(({ status: part }) => part === 'asked' || part === 'accepted');
  return (
    <li className="card">
      <h2 className="small">
        <Link to="/commissions/$id" params={{ id }}>
          {title ? <Words of={title} brief /> : say('commission.untitled')}
        </Link>
      </h2>
      <p className="meta">
        <StatusTag status={status} />
        <span className="tag">{say(`commission.kind.${kind as 'task'}`)}</span>
        {issuedOn && (
          <span>
            {say('commission.issued')} {day(issuedOn)}
          </span>
        )}
        {isWaiting && answerWantedBy && (
          <span>
            <Due on={answerWantedBy} />
          </span>
        )}
        <Words of={unitName} brief />
      </p>
      <p className="meta">
        <span>{say('commission.groupsDone', { done: String(done), all: String(groups.length) })}</span>
        {owedBy && (
          <span>
            {say('commission.owed')}:{' '}
            {owedBy === 'both' ? `${say('turn.management')}, ${say('turn.group')}` : say(`turn.${owedBy}`)}
          </span>
        )}
      </p>
    </li>
  );
}
