import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { NumberField, PickField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import type { Organisation } from './organisation.ts';

const kept = ['words', 'people', 'files', 'accessLog', 'notices'] as const;
const months = Array.from({ length: 12 }, (_, index) => index + 1);

/** What is not changed is not sent: it stays as it was, and is recorded by nobody. */
export function PresetsForm({
  presets,
  onDone,
}: {
  readonly presets: Organisation['presets'];
  readonly onDone: (done?: string) => void;
}) {
  const { say, lang } = useSpeech();
  const before = {
    daysToTell: String(presets.daysToTell),
    smallNumbersUnder: String(presets.smallNumbersUnder),
    initiativeDaysToNameHandler: String(presets.initiativeDaysToNameHandler),
    initiativeReportMonth: String(presets.initiativeReportMonth),
    ...(Object.fromEntries(kept.map((one) => [one, String(presets.retentionYears?.[one] ?? '')])) as Record<
      (typeof kept)[number],
      string
    >),
  };
  const form = useForm(before);
  const command = useCommand('/api/organisation/change-preset');
  const wrong = (text: string) => !/^\d{1,4}$/.test(text) && say('presets.number');
  const change = async () => {
    const { values } = form;
    const right = form.check({
      daysToTell: wrong(values.daysToTell),
      smallNumbersUnder: wrong(values.smallNumbersUnder),
      initiativeDaysToNameHandler: wrong(values.initiativeDaysToNameHandler),
      initiativeReportMonth: values.initiativeReportMonth === '' && say('field.required'),
      ...Object.fromEntries(kept.map((one) => [one, values[one] !== '' && wrong(values[one])])),
    });
    if (!right) return;
    const numbers = (
      ['daysToTell', 'smallNumbersUnder', 'initiativeDaysToNameHandler', 'initiativeReportMonth'] as const
    )
      .filter((one) => values[one] !== before[one])
      .map((one) => [one, Number(values[one])]);
    const areKeptOtherwise = kept.some((one) => values[one] !== before[one]);
    const years = kept.filter((one) => values[one] !== '').map((one) => [one, Number(values[one])]);
    const body = {
      ...Object.fromEntries(numbers),
      ...(areKeptOtherwise && { retentionYears: Object.fromEntries(years) }),
    };
    if (Object.keys(body).length === 0) onDone();
    else if (await command.give(undefined, body)) onDone(say('presets.changed'));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={change} onCancel={() => onDone()}>
      <p>{say('presets.fromNow')}</p>
      <NumberField
        form={form}
        name="daysToTell"
        label={say('presets.daysToTell')}
        hint={say('presets.daysToTell.about')}
      />
      <NumberField
        form={form}
        name="smallNumbersUnder"
        label={say('presets.smallNumbersUnder')}
        hint={say('presets.smallNumbersUnder.about')}
      />
      <NumberField
        form={form}
        name="initiativeDaysToNameHandler"
        label={say('presets.initiativeDaysToNameHandler')}
        hint={say('presets.initiativeDaysToNameHandler.about')}
      />
      <PickField
        form={form}
        name="initiativeReportMonth"
        label={say('presets.initiativeReportMonth')}
        options={months.map((month) => ({
          value: String(month),
          label: new Intl.DateTimeFormat(lang, { month: 'long', timeZone: 'UTC' }).format(
            new Date(Date.UTC(2000, month - 1)),
          ),
        }))}
      />
      <fieldset className="together">
        <legend>{say('presets.retention')}</legend>
        <p>{say('presets.retention.about')}</p>
        {kept.map((one) => (
          <NumberField
            key={one}
            form={form}
            name={one}
            label={say(`retention.${one}`)}
            hint={say(`retention.none.${one}`)}
            optional
          />
        ))}
      </fieldset>
    </FormOf>
  );
}
