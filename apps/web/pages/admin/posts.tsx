import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Deed } from '../../parts/deed.tsx';
import { PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf, Words } from '../../parts/words.tsx';
import { codeFrom } from './code-from.ts';
import type { Organisation } from './organisation.ts';

/** The posts in which management acts; who holds them stands with their unit. */
export function Posts({ posts }: { readonly posts: Organisation['posts'] }) {
  const { say, lang } = useSpeech();
  const self = useSelf();
  const units = useAsk('/api/units');
  const nameOf = (unit: string) => plainOf(units.data?.items.find(({ id }) => id === unit)?.name, lang, unit);
  return (
    <section aria-labelledby="posts">
      <h2 id="posts">{say('unitPosts.title')}</h2>
      <p>{say('unitPosts.about')}</p>
      {posts.length === 0 ? (
        <p className="empty">{say('codes.empty')}</p>
      ) : (
        <dl className="facts">
          {[...Map.groupBy(posts, ({ unit }) => unit)].map(([unit, here]) => (
            <Fragment key={unit ?? ''}>
              <dt>
                {unit === undefined ? (
                  say('text.none')
                ) : (
                  <Link to="/units/$id" params={{ id: unit }}>
                    {nameOf(unit)}
                  </Link>
                )}
              </dt>
              <dd>
                {here.map(({ code, label }, index) => (
                  <Fragment key={code}>
                    {index > 0 && ', '}
                    <Link to="/posts/$id" params={{ id: code }}>
                      {label ? <Words of={label} brief /> : code}
                    </Link>
                  </Fragment>
                ))}
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
      {self?.can('NamePost') && (
        <Deed label={say('unitPosts.add')}>
          {(close) => <PostForm taken={posts.map(({ code }) => code)} onDone={close} />}
        </Deed>
      )}
    </section>
  );
}

/** @param unit the one it belongs to, where that is settled */
export function PostForm({
  unit,
  taken,
  onDone,
}: {
  readonly unit?: string;
  readonly taken: readonly string[];
  readonly onDone: (done?: string) => void;
}) {
  const { say, lang } = useSpeech();
  const units = useAsk('/api/units');
  const form = useForm({ label: '', unit: unit ?? '' });
  const command = useCommand('/api/organisation/name-post');
  const name = async () => {
    const label = form.values.label.trim();
    const right = form.check({
      label: label === '' && say('codes.labelMissing'),
      unit: form.values.unit === '' && say('field.required'),
    });
    if (!right) return;
    const code = codeFrom(label, taken);
    const body = { code, unit: form.values.unit, words: { label }, lang };
    if (await command.give(undefined, body)) onDone(say('codes.named', { name: label }));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={name} onCancel={() => onDone()}>
      <TextField form={form} name="label" label={say('unitPosts.label')} hint={say('unitPosts.labelHint')} most={200} />
      {unit === undefined && (
        <PickField
          form={form}
          name="unit"
          label={say('unitPosts.unit')}
          options={(units.data?.items ?? [])
            .filter(({ status }) => status === 'open')
            .map((one) => ({ value: one.id, label: plainOf(one.name, lang, one.id) }))}
        />
      )}
    </FormOf>
  );
}
