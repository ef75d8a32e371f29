import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Listed } from '../../parts/asked.tsx';
import { Deed } from '../../parts/deed.tsx';
import type { Account } from './account.ts';
import { AccountDetails } from './account-details.tsx';
import { AdminFrame } from './admin-frame.tsx';
import { InviteForm } from './invite-form.tsx';
import { usePostNames } from './post-names.ts';
import { RoleName } from './role-name.tsx';

const statuses = ['invited', 'joined', 'disabled', 'forgotten'] as const;
const roles = ['administrator', 'dataProtectionOfficer', 'coordinator', 'member', 'analyst', 'reader'] as const;
interface Asked {
  readonly account?: string;
  readonly status?: (typeof statuses)[number];
  readonly role?: (typeof roles)[number];
}

/** Who can use the system, and as what. */
export function AccountsPage() {
  const { say } = useSpeech();
  const self = useSelf();
  const search = useSearch({ strict: false }) as Asked;
  const { account, status, role } = search;
  const accounts = useList('/api/accounts', { query: { ...(status && { status }), ...(role && { role }) } });
  if (account !== undefined)
    return (
      <AdminFrame title={say('accounts.one')}>
        <p>
          <Link to="/admin/accounts">{say('accounts.all')}</Link>
        </p>
        <AccountDetails id={account} />
      </AdminFrame>
    );
  return (
    <AdminFrame title={say('accounts.title')}>
      {self?.can('InviteAccount') && (
        <Deed label={say('accounts.invite')} isFirst>
          {(close) => <InviteForm onDone={close} />}
        </Deed>
      )}
      <Filters search={search} />
      <Listed of={accounts} empty={<p>{say('accounts.empty')}</p>}>
        {(items) => (
          <ul className="plain">
            {items.map((one) => (
              <Brief key={one.id} account={one} />
            ))}
          </ul>
        )}
      </Listed>
    </AdminFrame>
  );
}

function Filters({ search }: { readonly search: Asked }) {
  const { say } = useSpeech();
  const go = useNavigate();
  const asks = (name: keyof Asked, value: string) => {
    const { [name]: _, ...rest } = search;
    go({
      to: '/admin/accounts',
      search: (value === '' ? rest : { ...rest, [name]: value }) as never,
      replace: true,
      resetScroll: false,
    });
  };
  return (
    <search className="filters" aria-label={say('accounts.filters')}>
      <label>
        {say('accounts.status')}
        <select value={search.status ?? ''} onChange={({ target }) => asks('status', target.value)}>
          <option value="">{say('accounts.any')}</option>
          {statuses.map((one) => (
            <option key={one} value={one}>
              {say(`accountStatus.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('accounts.role')}
        <select value={search.role ?? ''} onChange={({ target }) => asks('role', target.value)}>
          <option value="">{say('accounts.any')}</option>
          {roles.map((one) => (
            <option key={one} value={one}>
              {say(`accountRole.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}

function Brief({ account: { id, name, address, status, roles: held, posts } }: { readonly account: Account }) {
  const { say } = useSpeech();
  const postName = usePostNames();
  return (
    <li className="card">
      <h2>
        <Link to="/admin/accounts" search={{ account: id }}>
          {name ?? say('accounts.nameless')}
        </Link>
      </h2>
      <p className="meta">
        <span className={status === 'joined' ? 'tag good' : 'tag'}>{say(`accountStatus.${status}`)}</span>
        {address && <span>{address}</span>}
        {name === undefined && <code>{id}</code>}
      </p>
      {held.length + posts.length > 0 && (
        <p>
          {held.map((one, index) => (
            <span key={JSON.stringify(one)}>
              {index > 0 && ', '}
              <RoleName role={one} />
            </span>
          ))}
          {held.length > 0 && posts.length > 0 && ', '}
          {posts.length > 0 && say('accounts.holds', { posts: posts.map(postName).join('; ') })}
        </p>
      )}
    </li>
  );
}
