import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Day, today } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { NumberField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import type { Organisation } from './organisation.ts';

/** Days that no promise in working days counts, by year. */
export function Holidays({ years }: { readonly years: Organisation['holidays'] }) {
  const { say } = useSpeech();
  const self = useSelf();
  const thisYear = Number(today().slice(0, 4));
  return (
    <section aria-labelledby="holidays">
      <h2 id="holidays">{say('holidays.title')}</h2>
      <p>{say('holidays.about')}</p>
      {years.length === 0 && <p className="empty">{say('holidays.empty')}</p>}
      {years.toReversed().map(({ year, days }) => (
        <details key={year} open={year === thisYear}>
          <summary>
            {year}: {say('holidays.count', { count: days.length })}
          </summary>
          <ul>
            {days.map((one) => (
              <li key={one}>
                <Day on={one} />
              </li>
            ))}
          </ul>
          {self?.can('SetHolidays') && (
            <Deed label={say('holidays.correct', { year: String(year) })}>
              {(close) => <HolidaysForm year={year} days={days} onDone={close} />}
            </Deed>
          )}
        </details>
      ))}
      {self?.can('SetHolidays') && (
        <Deed label={say('holidays.add')}>
          {(close) => <HolidaysForm year={(years.at(-1)?.year ?? thisYear - 1) + 1} days={[]} isNew onDone={close} />}
        </Deed>
      )}
    </section>
  );
}

function HolidaysForm({
  year,
  days,
  isNew = false,
  onDone,
}: {
  readonly year: number;
  readonly days: readonly string[];
  readonly isNew?: boolean;
  readonly onDone: (done?: string) => void;
}) {
  const { say } = useSpeech();
  const form = useForm({ year: String(year), days: days.join('\n') });
  const command = useCommand('/api/organisation/set-holidays');
  const set = async () => {
    const wanted = form.values.days.split(/\s+/).filter((one) => one !== '');
    const isDay = (one: string) => /^\d{4}-\d{2}-\d{2}$/.test(one) && one.startsWith(form.values.year);
    const right = form.check({
      year: !/^\d{4}$/.test(form.values.year) && say('holidays.yearWrong'),
      days: !wanted.every(isDay) && say('holidays.daysWrong', { year: form.values.year }),
    });
    if (!right) return;
    const body = { year: Number(form.values.year), days: [...new Set(wanted)].sort() };
    if (await command.give(undefined, body)) onDone(say('holidays.set', { year: form.values.year }));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={set} onCancel={() => onDone()}>
      {isNew && <NumberField form={form} name="year" label={say('holidays.year')} least={2000} />}
      <TextField form={form} name="days" label={say('holidays.days')} hint={say('holidays.daysHint')} lines={12} />
    </FormOf>
  );
}
