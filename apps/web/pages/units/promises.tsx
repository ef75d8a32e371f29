import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Day, today } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { ChoiceField, DayField, NumberField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import type { Unit } from './unit.ts';

type Promised = Unit['promises'][number];
const waits = ['receive', 'decide', 'followUp', 'tell'] as const;

/** In what time the unit promises to answer: now, from a later day on, and before. */
export function Promises({ unit }: { readonly unit: Unit }) {
  const { say } = useSpeech();
  const self = useSelf();
  const now = unit.promises.findLastIndex(({ from }) => from <= today());
  const planned = unit.promises.filter(({ from }) => from > today());
  const before = unit.promises.filter(({ from }, index) => from <= today() && index !== now).toReversed();
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">{say('promise.title')}</h2>
      {now >= 0 ? (
        <OnePromise promised={unit.promises[now]!} />
      ) : (
        <p className="empty">{say(unit.parent === undefined ? 'promise.noneAtTop' : 'promise.none')}</p>
      )}
      {planned.map((one) => (
        <OnePromise key={one.event} promised={one} isPlanned />
      ))}
      {before.length > 0 && (
        <details>
          <summary>{say('promise.before', { count: before.length })}</summary>
          {before.map((one) => (
            <OnePromise key={one.event} promised={one} />
          ))}
        </details>
      )}
      {unit.status === 'open' && self?.can('SetPromise') && (
        <Deed label={say('promise.set')}>
          {(close) => <PromiseForm unit={unit} last={unit.promises.at(-1)} onDone={close} />}
        </Deed>
      )}
    </section>
  );
}

function OnePromise({ promised, isPlanned = false }: { readonly promised: Promised; readonly isPlanned?: boolean }) {
  const { say } = useSpeech();
  return (
    <div className="card">
      <p className="meta">
        {isPlanned && <span className="tag turn">{say('promise.planned')}</span>}
        <span>
          {say('promise.from')} <Day on={promised.from} />
        </span>
        <span>{say(`counting.${promised.counting}`)}</span>
      </p>
      <dl className="facts">
        {waits.map((one) => (
          <Wait key={one} of={one} days={promised[one]} />
        ))}
      </dl>
    </div>
  );
}

function Wait({ of, days }: { readonly of: (typeof waits)[number]; readonly days: number | undefined }) {
  const { say } = useSpeech();
  return (
    <>
      <dt>{say(`promise.${of}`)}</dt>
      <dd>{days === undefined ? say('promise.notPromised') : say('presets.days', { count: days })}</dd>
    </>
  );
}

function PromiseForm({
  unit,
  last,
  onDone,
}: {
  readonly unit: Unit;
  readonly last: Promised | undefined;
  readonly onDone: (done?: string) => void;
}) {
  const { say } = useSpeech();
  const form = useForm({
    counting: last?.counting ?? 'working',
    receive: String(last?.receive ?? ''),
    decide: String(last?.decide ?? ''),
    followUp: String(last?.followUp ?? ''),
    tell: String(last?.tell ?? ''),
    from: today(),
  });
  const command = useCommand('/api/units/{id}/set-promise');
  const set = async () => {
    const { values } = form;
    const right = form.check({
      ...Object.fromEntries(
        waits.map((one) => [one, values[one] !== '' && !/^\d{1,4}$/.test(values[one]) && say('presets.number')]),
      ),
      from: values.from === '' && say('field.required'),
      ...(waits.every((one) => values[one] === '') && { receive: say('promise.empty') }),
    });
    if (!right) return;
    const days = Object.fromEntries(waits.filter((one) => values[one] !== '').map((one) => [one, Number(values[one])]));
    if (await command.give(unit.id, { counting: values.counting, from: values.from, ...days }))
      onDone(say('promise.isSet'));
  };
  return (
    <FormOf form={form} deed={say('promise.set')} {...command} onSubmit={set} onCancel={() => onDone()}>
      <p>{say('promise.about')}</p>
      <ChoiceField
        form={form}
        name="counting"
        label={say('promise.counting')}
        options={(['working', 'calendar'] as const).map((one) => ({ value: one, label: say(`counting.${one}`) }))}
      />
      {waits.map((one) => (
        <NumberField
          key={one}
          form={form}
          name={one}
          label={say(`promise.${one}`)}
          hint={say('promise.inDays')}
          optional
        />
      ))}
      <DayField form={form} name="from" label={say('promise.fromDay')} hint={say('promise.fromHint')} least={today()} />
    </FormOf>
  );
}
