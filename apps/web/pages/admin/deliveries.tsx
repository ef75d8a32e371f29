import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type AnswerOf, ask, Problem } from '../../api.ts';
import { questions, useAsk } from '../../asking.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Deed } from '../../parts/deed.tsx';
import { PickField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useAccountNames } from './account-names.ts';

const states = ['failed', 'waiting', 'done', 'dropped'] as const;
type Delivery = AnswerOf<'/api/deliveries'>['deliveries'][number];

/** What leaves the installation: mails and webhooks. */
export function Deliveries() {
  const { say } = useSpeech();
  const { sent } = useSearch({ strict: false }) as { readonly sent?: (typeof states)[number] };
  const state = states.find((one) => one === sent) ?? 'failed';
  const deliveries = useAsk('/api/deliveries', { query: { state, limit: 50 } });
  const [problem, setProblem] = useState<Problem>();
  const retry = async (id: string) => {
    setProblem(undefined);
    try {
      await ask('POST', `/api/deliveries/${id}/retry`, {});
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
    await questions.invalidateQueries();
  };
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">{say('system.deliveries')}</h2>
      <p>{say('system.deliveriesAbout')}</p>
      <nav className="tabs" aria-label={say('system.deliveries')}>
        <ul className="plain">
          {states.map((one) => (
            <li key={one}>
              <Link
                to="/admin/system"
                search={{ sent: one }}
                resetScroll={false}
                aria-current={one === state ? 'true' : undefined}
              >
                {say(`delivery.${one}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {problem && <ProblemNotice problem={problem} />}
      <Asked of={deliveries}>
        {({ deliveries: found, mailConfigured }) => (
          <>
            {!mailConfigured && <p className="notice">{say('admin.do.mailOff')}</p>}
            {found.length === 0 ? (
              <p className="empty">{say(`delivery.none.${state}`)}</p>
            ) : (
              <ul className="plain">
                {found.map((one) => (
                  <Sent key={one.id} delivery={one} onRetry={() => retry(one.id)} />
                ))}
              </ul>
            )}
            {mailConfigured && <Deed label={say('system.testMail')}>{(close) => <TestMail onDone={close} />}</Deed>}
          </>
        )}
      </Asked>
    </section>
  );
}

const notices = ['ReminderSent', 'DigestSent', 'LatenessNoticed', 'InitiativesReported'] as const;
const isNotice = (type: string): type is (typeof notices)[number] => (notices as readonly string[]).includes(type);

function Sent({ delivery, onRetry }: { readonly delivery: Delivery; readonly onRetry: () => void }) {
  const { say, instant } = useSpeech();
  const names = useAccountNames();
  const { channel, to, type, state, attempts, outcome, createdAt, lastAt, nextAt } = delivery;
  const mayRetry = state === 'failed' || state === 'dropped';
  return (
    <li className="card">
      <p>
        <strong>{say(`channel.${channel}`)}</strong> – {channel === 'mail' ? names(to) : to}
        {type && <> – {isNotice(type) ? say(`event.${type}`) : <code>{type}</code>}</>}
      </p>
      <p className="meta">
        <span>{say('delivery.made', { at: instant(createdAt) })}</span>
        {lastAt && <span>{say('delivery.tried', { at: instant(lastAt), count: attempts })}</span>}
        {state === 'waiting' && nextAt && <span>{say('delivery.next', { at: instant(nextAt) })}</span>}
        {outcome && (
          <span>
            {say('delivery.outcome')} <code>{outcome}</code>
          </span>
        )}
      </p>
      {mayRetry && (
        <p>
          <button type="button" className="plain-button" onClick={onRetry}>
            {say('delivery.retry')}
          </button>
        </p>
      )}
    </li>
  );
}

function TestMail({ onDone }: { readonly onDone: (done?: string) => void }) {
  const { say } = useSpeech();
  const accounts = useAsk('/api/accounts', { query: { limit: 200 } });
  const form = useForm({ to: '' });
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = async () => {
    if (!form.check({ to: form.values.to === '' && say('field.required') })) return;
    setRunning(true);
    setProblem(undefined);
    try {
      const { state, outcome } = (await ask('POST', '/api/deliveries/test', { to: form.values.to })) as {
        readonly state: 'done' | 'failed' | 'dropped';
        readonly outcome: string;
      };
      onDone(say(`system.testMail.${state}`, { outcome }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
      setRunning(false);
    }
  };
  const withAddress = (accounts.data?.items ?? []).filter(({ address }) => address !== undefined);
  return (
    <FormOf
      form={form}
      deed={say('system.testMail')}
      isRunning={isRunning}
      problem={problem}
      onSubmit={send}
      onCancel={() => onDone()}
    >
      <PickField
        form={form}
        name="to"
        label={say('system.testMailTo')}
        options={withAddress.map(({ id, name, address }) => ({ value: id, label: `${name ?? id} (${address})` }))}
      />
    </FormOf>
  );
}
