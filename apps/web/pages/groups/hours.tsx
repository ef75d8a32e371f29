import { works } from '../../codes.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { today } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { NumberField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import type { Group } from './group.ts';
import { looksAfter } from './group-frame.tsx';

/** Hours of staff by month and kind of work, never by person. */
export function Hours({ group }: { readonly group: Group }) {
  const { say, code, number, day } = useSpeech();
  const mayWrite = looksAfter(useSelf(), group.id);
  return (
    <>
      <h2>{say('group.hours')}</h2>
      <p>{say('group.hours.hint')}</p>
      {group.hours.length === 0 ? (
        <p className="gone">{say('group.hours.none')}</p>
      ) : (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{say('group.month')}</th>
                {works.map((work) => (
                  <th scope="col" className="number" key={work}>
                    {code('work', work)}
                  </th>
                ))}
                <th scope="col" className="number">
                  {say('group.together')}
                </th>
              </tr>
            </thead>
            <tbody>
              {group.hours.toReversed().map(({ month, work }) => (
                <tr key={month}>
                  <th scope="row">{day(month)}</th>
                  {works.map((one) => (
                    <td className="number" key={one}>
                      {work[one] === undefined ? '–' : number(work[one])}
                    </td>
                  ))}
                  <td className="number">{number(Object.values(work).reduce((sum, hours) => sum + hours, 0))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayWrite && (
        <Deed label={say('group.hours.record')}>{(close) => <HoursForm group={group.id} onDone={close} />}</Deed>
      )}
    </>
  );
}

const none = Object.fromEntries(works.map((work) => [work, ''])) as Record<(typeof works)[number], string>;

function HoursForm({ group, onDone }: { readonly group: string; readonly onDone: (done?: string) => void }) {
  const { say, code } = useSpeech();
  const form = useForm({ month: today().slice(0, 7), ...none });
  const command = useCommand('/api/groups/{id}/record-work-time');
  const submit = async () => {
    const given = works.map((work) => [work, Number(form.values[work])] as const).filter(([, hours]) => hours > 0);
    const isMonth = /^\d{4}-\d{2}$/.test(form.values.month);
    if (
      !form.check({
        month: !isMonth && say('field.required'),
        planning: given.length === 0 && say('group.hours.missing'),
      })
    )
      return;
    const body = { month: form.values.month, hours: Object.fromEntries(given) };
    if (await command.give(group, body)) onDone(say('group.recorded'));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={submit} onCancel={() => onDone()}>
      <p>{say('group.hours.add')}</p>
      <TextField form={form} name="month" type="month" label={say('group.month')} />
      {works.map((work) => (
        <NumberField key={work} form={form} name={work} label={code('work', work)} step={0.5} optional />
      ))}
    </FormOf>
  );
}
