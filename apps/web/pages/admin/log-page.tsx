import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useAsk, useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Listed } from '../../parts/asked.tsx';
import { useAccountNames } from './account-names.ts';
import { AdminFrame } from './admin-frame.tsx';
import { Done } from './done.tsx';
import { ReadBy } from './read-by.tsx';

const views = ['done', 'read'] as const;
/** What somebody comes here to ask about; everything else is found by account and day. */
const types = [
  'RoleGranted',
  'RoleWithdrawn',
  'AccountInvited',
  'AccountDisabled',
  'AccountForgotten',
  'PersonForgotten',
  'WordsForgotten',
  'RecordedInError',
  'Published',
  'LinkIssued',
  'PostHeldBy',
  'PromiseSet',
  'PresetChanged',
] as const;

interface Asked {
  readonly view?: (typeof views)[number];
  readonly account?: string;
  readonly type?: (typeof types)[number];
  readonly from?: string;
  readonly to?: string;
}

/** Who wrote what down, and who was given whose words and names to read. */
export function LogPage() {
  const { say } = useSpeech();
  const search = useSearch({ strict: false }) as Asked;
  const { view = 'done', account, type, from, to } = search;
  const within = { ...(account && { account }), ...(from && { from }), ...(to && { to }) };
  const acts = useList('/api/acts', { query: { ...within, ...(type && { type }) }, enabled: view === 'done' });
  const readings = useList('/api/access', { query: within, enabled: view === 'read' });
  return (
    <AdminFrame title={say('log.title')}>
      <nav className="tabs" aria-label={say('log.title')}>
        <ul className="plain">
          {views.map((one) => (
            <li key={one}>
              <Link
                to="/admin/log"
                search={{ ...search, view: one } as never}
                aria-current={one === view ? 'true' : undefined}
              >
                {say(`log.${one}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <p>{say(`log.about.${view}`)}</p>
      <Filters search={search} />
      {view === 'done' ? (
        <Listed of={acts} empty={<p>{say('log.empty')}</p>}>
          {(items) => <Done acts={items} />}
        </Listed>
      ) : (
        <Listed of={readings} empty={<p>{say('log.empty')}</p>}>
          {(items) => <ReadBy entries={items} />}
        </Listed>
      )}
    </AdminFrame>
  );
}

function Filters({ search }: { readonly search: Asked }) {
  const { say } = useSpeech();
  const go = useNavigate();
  const names = useAccountNames();
  const accounts = useAsk('/api/accounts', { query: { limit: 200 } });
  const known = accounts.data?.items.map(({ id }) => id) ?? [];
  const all = search.account === undefined || known.includes(search.account) ? known : [search.account, ...known];
  const asks = (name: keyof Asked, value: string) => {
    const { [name]: _, ...rest } = search;
    go({
      to: '/admin/log',
      search: (value === '' ? rest : { ...rest, [name]: value }) as never,
      replace: true,
      resetScroll: false,
    });
  };
  return (
    <search className="filters" aria-label={say('log.filters')}>
      <label>
        {say('log.account')}
        <select value={search.account ?? ''} onChange={({ target }) => asks('account', target.value)}>
          <option value="">{say('log.everybody')}</option>
          {all.map((id) => (
            <option key={id} value={id}>
              {names(id)}
            </option>
          ))}
          {['console', 'directory'].map((id) => (
            <option key={id} value={id}>
              {names(id)}
            </option>
          ))}
        </select>
      </label>
      {search.view !== 'read' && (
        <label>
          {say('log.type')}
          <select value={search.type ?? ''} onChange={({ target }) => asks('type', target.value)}>
            <option value="">{say('log.everything')}</option>
            {types.map((type) => (
              <option key={type} value={type}>
                {say(`event.${type}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {say('log.from')}
        <input
          type="date"
          value={search.from ?? ''}
          max={search.to}
          onChange={({ target }) => asks('from', target.value)}
        />
      </label>
      <label>
        {say('log.to')}
        <input
          type="date"
          value={search.to ?? ''}
          min={search.from}
          onChange={({ target }) => asks('to', target.value)}
        />
      </label>
    </search>
  );
}
