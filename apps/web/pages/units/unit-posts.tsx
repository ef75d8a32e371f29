import { Link } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Day, today } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { ChoiceField, DayField, PickField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf } from '../../parts/words.tsx';
import { PostForm } from '../admin/posts.tsx';
import type { Unit } from './unit.ts';

type Post = Unit['posts'][number];
type Holder = NonNullable<Post['holders']>[number];

/** Whether somebody holds a post today, as far as days are known. */
const holdsNow = ({ from, to }: Holder): boolean =>
  from <= today() && (to === undefined || to >= today().slice(0, to.length));

/** The posts of the unit and who holds them now, will and has. */
export function UnitPosts({ unit }: { readonly unit: Unit }) {
  const { say } = useSpeech();
  const self = useSelf();
  const organisation = useAsk('/api/organisation');
  const taken = (organisation.data?.posts ?? []).map(({ code }) => code);
  return (
    <section aria-labelledby="posts">
      <h2 id="posts">{say('unitPosts.title')}</h2>
      {unit.posts.length === 0 && <p className="empty">{say('unitPosts.none')}</p>}
      {unit.posts.map((post) => (
        <OnePost key={post.code} unit={unit} post={post} />
      ))}
      {unit.status === 'open' && self?.can('NamePost') && (
        <Deed label={say('unitPosts.add')}>{(close) => <PostForm unit={unit.id} taken={taken} onDone={close} />}</Deed>
      )}
    </section>
  );
}

function OnePost({ unit, post }: { readonly unit: Unit; readonly post: Post }) {
  const { say, lang } = useSpeech();
  const self = useSelf();
  const { code, label, holders } = post;
  const now = holders?.filter(holdsNow) ?? [];
  const holding = now.filter(({ deputy }) => !deputy);
  const other = holders?.filter((one) => !holdsNow(one)).toReversed() ?? [];
  return (
    <div className="card">
      <h3>
        <Link to="/posts/$id" params={{ id: code }}>
          {plainOf(label, lang, code)}
        </Link>
      </h3>
      {holders && holding.length === 0 && (
        <p>
          <span className="tag late">{say('unitPosts.vacant')}</span>
        </p>
      )}
      <ul className="plain">
        {now.map((one) => (
          <HolderLine key={`${one.account} ${one.from}`} holder={one} />
        ))}
      </ul>
      {other.length > 0 && (
        <details>
          <summary>{say('unitPosts.otherTimes', { count: other.length })}</summary>
          <ul className="plain">
            {other.map((one) => (
              <HolderLine key={`${one.account} ${one.from}`} holder={one} />
            ))}
          </ul>
        </details>
      )}
      {unit.status === 'open' && self?.can('HoldPost') && (
        <Deed label={say('unitPosts.hold')}>
          {(close) => <HoldForm unit={unit.id} post={post} holding={holding} onDone={close} />}
        </Deed>
      )}
    </div>
  );
}

function HolderLine({ holder: { account, name, from, to, deputy } }: { readonly holder: Holder }) {
  const { say } = useSpeech();
  return (
    <li>
      {name ? (
        <strong>{name}</strong>
      ) : (
        <>
          <span className="gone">{say('accounts.nameless')}</span> <code>{account}</code>
        </>
      )}{' '}
      {deputy && <span className="tag">{say('unitPosts.deputy')}</span>}{' '}
      <span className="meta">
        <span>
          {say('unitPosts.since')} <Day on={from} />
        </span>
        {to !== undefined && (
          <span>
            {say('unitPosts.until')} <Day on={to} />
          </span>
        )}
      </span>
    </li>
  );
}

/** Hands a post on: whoever holds it until now holds it until the day before. */
function HoldForm({
  unit,
  post: { code },
  holding,
  onDone,
}: {
  readonly unit: string;
  readonly post: Post;
  readonly holding: readonly Holder[];
  readonly onDone: (done?: string) => void;
}) {
  const { say } = useSpeech();
  const accounts = useAsk('/api/accounts', { query: { limit: 200 } });
  const form = useForm({ account: '', from: today(), to: '', as: holding.length > 0 ? 'successor' : 'holder' });
  const command = useCommand('/api/units/{id}/hold-post');
  const { account, from, to, as } = form.values;
  const hold = async () => {
    const right = form.check({
      account: account === '' && say('field.required'),
      from: from === '' && say('field.required'),
      to: to !== '' && to < from && say('unitPosts.endsBefore'),
    });
    if (!right) return;
    const dayBefore = new Date(Date.parse(from) - 24 * 3_600_000).toISOString().slice(0, 10);
    const ending = as === 'successor' ? holding.filter((one) => one.account !== account && one.to === undefined) : [];
    const body = { post: code, account, from, ...(to !== '' && { to }), ...(as === 'deputy' && { deputy: true }) };
    if (!(await command.give(unit, body))) return;
    for (const one of ending)
      if (!(await command.give(unit, { post: code, account: one.account, from: one.from, to: dayBefore }))) return;
    onDone(say('unitPosts.held'));
  };
  const known = (accounts.data?.items ?? []).filter(({ status }) => status === 'invited' || status === 'joined');
  const ways = holding.length > 0 ? (['successor', 'deputy'] as const) : (['holder', 'deputy'] as const);
  return (
    <FormOf form={form} deed={say('unitPosts.holdDeed')} {...command} onSubmit={hold} onCancel={() => onDone()}>
      <ChoiceField
        form={form}
        name="as"
        label={say('unitPosts.as')}
        options={ways.map((one) => ({
          value: one,
          label: say(`unitPosts.as.${one}`),
          hint: say(`unitPosts.as.about.${one}`),
        }))}
      />
      <PickField
        form={form}
        name="account"
        label={say('unitPosts.who')}
        hint={say('unitPosts.whoHint')}
        options={known.map(({ id, name }) => ({ value: id, label: name ?? id }))}
      />
      <DayField form={form} name="from" label={say('unitPosts.from')} />
      <DayField form={form} name="to" label={say('unitPosts.to')} hint={say('unitPosts.toHint')} optional />
    </FormOf>
  );
}
