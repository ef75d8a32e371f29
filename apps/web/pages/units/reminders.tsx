import type { BodyOf } from '../../api.ts';
import { waitedFor } from '../../codes.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Deed } from '../../parts/deed.tsx';
import { TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import type { Unit } from './unit.ts';

const reminded = [...waitedFor, 'trialEnding'] as const;
type Moments = BodyOf<'/api/units/{id}/set-reminders'>['moments'];

/** When the unit wants to be reminded of what is due; what it leaves out is as the units above say. */
export function Reminders({ unit }: { readonly unit: Unit }) {
  const { say } = useSpeech();
  const self = useSelf();
  const chosen = reminded.filter((what) => unit.reminders[what] !== undefined);
  return (
    <section aria-labelledby="reminders">
      <h2 id="reminders">{say('reminders.title')}</h2>
      {chosen.length === 0 ? (
        <p>{say('reminders.asAbove')}</p>
      ) : (
        <dl className="facts">
          {chosen.map((what) => (
            <When key={what} what={what} days={unit.reminders[what] ?? []} />
          ))}
        </dl>
      )}
      {unit.status === 'open' && self?.can('SetReminders') && (
        <Deed label={say('reminders.set')}>{(close) => <RemindersForm unit={unit} onDone={close} />}</Deed>
      )}
    </section>
  );
}

function When({ what, days }: { readonly what: (typeof reminded)[number]; readonly days: readonly number[] }) {
  const { say } = useSpeech();
  return (
    <>
      <dt>{say(`owed.${what}`)}</dt>
      <dd>
        {days.length === 0
          ? say('reminders.never')
          : days
              .map((day) => {
                if (day === 0) return say('reminders.onDay');
                return day < 0 ? say('reminders.before', { count: -day }) : say('reminders.after', { count: day });
              })
              .join(', ')}
      </dd>
    </>
  );
}

function RemindersForm({ unit, onDone }: { readonly unit: Unit; readonly onDone: (done?: string) => void }) {
  const { say } = useSpeech();
  const before = Object.fromEntries(reminded.map((what) => [what, (unit.reminders[what] ?? []).join(', ')])) as Record<
    (typeof reminded)[number],
    string
  >;
  const form = useForm(before);
  const command = useCommand('/api/units/{id}/set-reminders');
  const daysIn = (text: string) =>
    text
      .split(/[\s,;]+/)
      .filter((one) => one !== '')
      .map((one) => one.replace('−', '-'));
  const set = async () => {
    const wrong = (what: (typeof reminded)[number]) =>
      !daysIn(form.values[what]).every((one) => /^-?\d{1,3}$/.test(one)) && say('reminders.wrong');
    if (!form.check(Object.fromEntries(reminded.map((what) => [what, wrong(what)])))) return;
    const given = reminded.filter((what) => form.values[what].trim() !== '');
    const moments = Object.fromEntries(given.map((what) => [what, daysIn(form.values[what]).map(Number)])) as Moments;
    if (await command.give(unit.id, { moments })) onDone(say('reminders.isSet'));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={set} onCancel={() => onDone()}>
      <p>{say('reminders.about')}</p>
      {reminded.map((what) => (
        <TextField key={what} form={form} name={what} label={say(`owed.${what}`)} />
      ))}
    </FormOf>
  );
}
