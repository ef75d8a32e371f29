import { Link, useSearch } from '@tanstack/react-router';
import { Button } from 'suomifi-ui-components';
import type { OwedItem } from '../../api.ts';
import { useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { useNames } from '../../names.ts';
import { Asked } from '../../parts/asked.tsx';
import { today } from '../../parts/days.tsx';
import { Page } from '../../parts/page.tsx';
import { Words } from '../../parts/words.tsx';
import { CalendarAddress } from './calendar-address.tsx';

/** Months on one page. */
const shown = 3;

/** `2026-03` and two months: `2026-05`. */
function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

const lastDayOf = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

/** What is promised by when, month by month, as a list that can be printed. */
export function PromisesPage() {
  const { say, lang } = useSpeech();
  const self = useSelf();
  const { post: nameOf } = useNames();
  const search = useSearch({ strict: false }) as { readonly month?: string; readonly post?: string };
  const now = today().slice(0, 7);
  const month = /^\d{4}-\d{2}$/.test(search.month ?? '') ? search.month! : now;
  const posts = self?.as.flatMap(({ kind, of }) => (kind === 'management' && of !== undefined ? [of] : [])) ?? [];
  const post = search.post === 'all' ? undefined : (search.post ?? posts[0]);
  const calendar = useList('/api/calendar', {
    query: {
      from: `${month}-01`,
      to: lastDayOf(monthAfter(month, shown - 1)),
      side: 'management',
      limit: 100,
      ...(post !== undefined && { post }),
    },
  });
  const months = Array.from({ length: shown }, (_, index) => monthAfter(month, index));
  const nameOfMonth = (one: string) =>
    new Intl.DateTimeFormat(lang, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${one}-01`));
  const to = (one: string) => ({ month: one, ...(search.post && { post: search.post }) });
  const currentIf = (isIt: boolean) => (isIt ? ({ 'aria-current': 'true' } as const) : {});
  return (
    <Page title={say('nav.promises')}>
      <p className="no-print">{say('promises.lead')}</p>
      {posts.length > 0 && (
        <nav className="tabs no-print" aria-label={say('promises.mine')}>
          <ul className="plain">
            {posts.map((one) => (
              <li key={one}>
                <Link
                  to="/promises"
                  search={{ month, post: one }}
                  activeOptions={{ exact: true }}
                  {...currentIf(post === one)}
                >
                  {nameOf(one)}
                </Link>
              </li>
            ))}
            <li>
              <Link
                to="/promises"
                search={{ month, post: 'all' }}
                activeOptions={{ exact: true }}
                {...currentIf(post === undefined)}
              >
                {say('promises.mine.all')}
              </Link>
            </li>
          </ul>
        </nav>
      )}
      <nav className="buttons" aria-label={say('promises.months')}>
        <Link to="/promises" search={to(monthAfter(month, -shown))}>
          {say('promises.before')}
        </Link>
        {month !== now && (
          <Link to="/promises" search={to(now)}>
            {say('promises.now')}
          </Link>
        )}
        <Link to="/promises" search={to(monthAfter(month, shown))}>
          {say('promises.after')}
        </Link>
        <Button variant="secondary" onClick={() => window.print()}>
          {say('promises.print')}
        </Button>
      </nav>
      <Asked of={{ data: calendar.items, error: calendar.error, refetch: calendar.refetch }}>
        {(items) => (
          <>
            {months.map((one) => (
              <section key={one}>
                <h2>{nameOfMonth(one)}</h2>
                <Month items={items.filter(({ due }) => due.on?.startsWith(one))} />
              </section>
            ))}
            {calendar.hasNextPage && (
              <div className="buttons">
                <Button variant="secondary" onClick={() => calendar.fetchNextPage()}>
                  {say('more')}
                </Button>
              </div>
            )}
          </>
        )}
      </Asked>
      <p className="no-print">
        <Link to="/board" search={{ overdue: '1', ...(post !== undefined && { post }) }}>
          {say('promises.late')}
        </Link>
      </p>
      {self?.account !== undefined && posts.length > 0 && <CalendarAddress account={self.account} />}
    </Page>
  );
}

function Month({ items }: { readonly items: readonly OwedItem[] }) {
  const { say, day } = useSpeech();
  if (items.length === 0) return <p className="gone">{say('promises.empty')}</p>;
  return (
    <ul className="plain calendar">
      {items.map((one) => (
        <li key={`${one.what} ${one.group} ${one.sinceEvent} ${one.ofEvent}`}>
          <time dateTime={one.due.on}>{day(one.due.on ?? '')}</time>
          <div>
            <Link
              to={(one.proposal === undefined ? '/commissions/$id' : '/proposals/$id') as string}
              params={{ id: one.proposal ?? one.commission ?? '' } as never}
            >
              {one.title ? <Words of={one.title} brief /> : say('board.untitled')}
            </Link>
            <p className="meta">
              <span className="tag turn">{say(`owed.${one.what}`)}</span>
              {one.overdue && <span className="tag late">{say('board.when.late')}</span>}
              <Words of={one.groupName} brief />
              <Words of={one.postLabel ?? one.unitName} brief />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
