import { Link, useSearch } from '@tanstack/react-router';
import type { AnswerOf } from '../../api.ts';
import { addressOf } from '../../api.ts';
import { useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Listed } from '../../parts/asked.tsx';
import { Due } from '../../parts/days.tsx';
import { Page } from '../../parts/page.tsx';
import { Words } from '../../parts/words.tsx';

type Notice = AnswerOf<'/api/inbox'>['items'][number];

/** What somebody was reminded of, and where each leads. */
export function InboxPage() {
  const { say } = useSpeech();
  const { which } = useSearch({ strict: false }) as { readonly which?: string };
  const isAll = which === 'all';
  const notices = useList('/api/inbox', { query: { limit: 20, ...(!isAll && { open: true }) } });
  const currentIf = (isIt: boolean) => (isIt ? ({ 'aria-current': 'true' } as const) : {});
  return (
    <Page title={say('nav.inbox')}>
      <nav className="tabs" aria-label={say('inbox.which')}>
        <ul className="plain">
          <li>
            <Link to="/inbox" search={{}} activeOptions={{ exact: true }} {...currentIf(!isAll)}>
              {say('inbox.which.open')}
            </Link>
          </li>
          <li>
            <Link to="/inbox" search={{ which: 'all' }} activeOptions={{ exact: true }} {...currentIf(isAll)}>
              {say('inbox.which.all')}
            </Link>
          </li>
        </ul>
      </nav>
      <Listed of={notices} empty={<p>{say(isAll ? 'inbox.empty' : 'inbox.empty.open')}</p>}>
        {(items) => (
          <ul className="plain">
            {items.map((one) => (
              <NoticeCard key={one.id} notice={one} />
            ))}
          </ul>
        )}
      </Listed>
      <p>
        <a href={addressOf('/account/mails')}>{say('inbox.mails')}</a>
      </p>
    </Page>
  );
}

function useHeading({ type, what, week, year }: Notice): string {
  const { say, day } = useSpeech();
  if (type === 'DigestSent') return say('inbox.digest', { week: week ? day(week) : '' });
  if (type === 'InitiativesReported') return say('inbox.initiatives', { year: String(year ?? '') });
  const named = what ? say(`owed.${what}`) : '';
  return say(type === 'LatenessNoticed' ? 'inbox.late' : 'inbox.reminder', { what: named });
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { say, instant, lang } = useSpeech();
  const heading = useHeading(notice);
  const self = useSelf();
  const { at, open, title, groupName, unitName, postLabel, due, proposal, commission, owed, overdue, year } = notice;
  return (
    <li className="card">
      <h2 className="small">{heading}</h2>
      {(proposal ?? commission) !== undefined && (
        <p>
          <Link
            to={(proposal === undefined ? '/commissions/$id' : '/proposals/$id') as string}
            params={{ id: proposal ?? commission ?? '' } as never}
          >
            {title ? <Words of={title} brief /> : say('board.untitled')}
          </Link>
        </p>
      )}
      {owed && (
        <ul>
          {Object.entries(owed).map(([what, count]) => (
            <li key={what}>{say('inbox.digest.owed', { what: say(`owed.${what as 'receipt'}`), count })}</li>
          ))}
        </ul>
      )}
      <p className="meta">
        <time dateTime={at}>{instant(at)}</time>
        {open !== undefined && (
          <span className={open ? 'tag turn' : 'tag'}>{say(open ? 'inbox.stillOpen' : 'inbox.done')}</span>
        )}
        {due !== undefined && open && (
          <span>
            <Due on={due} />
          </span>
        )}
        {overdue !== undefined && overdue > 0 && (
          <span className="tag late">{say('inbox.digest.overdue', { count: overdue })}</span>
        )}
        <Words of={groupName} brief />
        <Words of={postLabel ?? unitName} brief />
      </p>
      {year !== undefined && self?.can('ShowInitiativesReport') && (
        <p>
          <a href={addressOf(`/reports/initiatives?${new URLSearchParams({ year: String(year), lang })}`)}>
            {say('inbox.initiatives.open', { year: String(year) })}
          </a>
        </p>
      )}
      {owed && (
        <p>
          <Link to="/board">{say('inbox.digest.board')}</Link>
        </p>
      )}
    </li>
  );
}
