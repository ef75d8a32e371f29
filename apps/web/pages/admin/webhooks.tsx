import { useState } from 'react';
import { type AnswerOf, ask, Problem } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Deed } from '../../parts/deed.tsx';
import { TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Confirmed } from './confirmed.tsx';

type Webhook = AnswerOf<'/api/webhooks'>['items'][number];

/** Who else is told that something has happened: counts and links, no words. */
export function Webhooks() {
  const { say } = useSpeech();
  const webhooks = useAsk('/api/webhooks');
  return (
    <section aria-labelledby="webhooks">
      <h2 id="webhooks">{say('webhooks.title')}</h2>
      <p>{say('webhooks.about')}</p>
      <Asked of={webhooks}>
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <p className="empty">{say('webhooks.none')}</p>
            ) : (
              <ul className="plain">
                {items.map((one) => (
                  <Known key={one.id} webhook={one} />
                ))}
              </ul>
            )}
            <Register />
          </>
        )}
      </Asked>
    </section>
  );
}

/** Tells a secret once. */
function Secret({ secret }: { readonly secret: string }) {
  const { say } = useSpeech();
  return (
    <div className="notice good" role="status">
      <p>{say('webhooks.secret')}</p>
      <p>
        <code>{secret}</code>
      </p>
    </div>
  );
}

function Known({ webhook: { id, types, url, signed } }: { readonly webhook: Webhook }) {
  const { say } = useSpeech();
  const [told, setTold] = useState<string>();
  const [secret, setSecret] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const rotating = useCommand('/api/organisation/rotate-webhook-secret');
  const removing = useCommand('/api/organisation/remove-webhook');
  const asks = async (path: 'test' | 'retry') => {
    setProblem(undefined);
    try {
      const answer = (await ask('POST', `/api/webhooks/${id}/${path}`, {})) as { outcome?: string; retried?: number };
      setTold(
        path === 'test'
          ? say('webhooks.tested', { outcome: answer.outcome ?? '' })
          : say('webhooks.retried', { count: answer.retried ?? 0 }),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };
  return (
    <li className="card">
      <h3>{url ?? id}</h3>
      <p className="meta">
        <span>{id}</span>
        {!signed && <span className="tag late">{say('webhooks.unsigned')}</span>}
      </p>
      <p>{types.join(', ')}</p>
      {told && (
        <p className="notice" role="status">
          {told}
        </p>
      )}
      {secret && <Secret secret={secret} />}
      {problem && <ProblemNotice problem={problem} />}
      <div className="buttons">
        <button type="button" className="plain-button" onClick={() => asks('test')}>
          {say('webhooks.test')}
        </button>
        <button type="button" className="plain-button" onClick={() => asks('retry')}>
          {say('webhooks.retry')}
        </button>
      </div>
      <Deed label={say('webhooks.rotate')}>
        {(close) => (
          <Confirmed
            deed={say('webhooks.rotate')}
            command={rotating}
            onCancel={close}
            onConfirm={async () => {
              const done = await rotating.give(undefined, { webhook: id });
              if (!done) return;
              setSecret(done.secret);
              close();
            }}
          >
            {say('webhooks.rotateAbout')}
          </Confirmed>
        )}
      </Deed>
      <Deed label={say('webhooks.remove')}>
        {(close) => (
          <Confirmed
            deed={say('webhooks.remove')}
            command={removing}
            onCancel={close}
            onConfirm={async () => {
              if (await removing.give(undefined, { webhook: id })) close();
            }}
          >
            {say('webhooks.removeAbout')}
          </Confirmed>
        )}
      </Deed>
    </li>
  );
}

function Register() {
  const { say } = useSpeech();
  const [secret, setSecret] = useState<string>();
  const form = useForm({ webhook: '', url: '', types: '' }, 'webhook');
  const command = useCommand('/api/organisation/register-webhook');
  const register = async (close: () => void) => {
    const { webhook, url } = form.values;
    const types = form.values.types.split(/[\s,]+/).filter((one) => one !== '');
    const right = form.check({
      webhook: !/^[a-z0-9-]{1,64}$/.test(webhook) && say('webhooks.idWrong'),
      url: !/^https?:\/\//.test(url) && say('webhooks.urlWrong'),
      types: types.length === 0 && say('webhooks.typesWrong'),
    });
    if (!right) return;
    const done = await command.give(undefined, { webhook, types, words: { url } });
    if (!done) return;
    form.clear();
    setSecret(done.secret);
    close();
  };
  return (
    <>
      {secret && <Secret secret={secret} />}
      <Deed label={say('webhooks.register')}>
        {(close) => (
          <FormOf
            form={form}
            deed={say('webhooks.register')}
            {...command}
            onSubmit={() => register(close)}
            onCancel={() => close()}
          >
            <TextField form={form} name="webhook" label={say('webhooks.id')} hint={say('webhooks.idHint')} />
            <TextField form={form} name="url" label={say('webhooks.url')} hint="https://…" />
            <TextField
              form={form}
              name="types"
              label={say('webhooks.types')}
              hint={say('webhooks.typesHint')}
              lines={3}
            />
          </FormOf>
        )}
      </Deed>
    </>
  );
}
