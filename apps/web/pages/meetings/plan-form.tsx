import { useState } from 'react';
import { newId } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { meetingKinds } from '../../codes.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { daysBetween, today } from '../../parts/days.tsx';
import { DayField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { optionsOf } from '../../parts/options.ts';
import { plainOf } from '../../parts/words.tsx';
import type { Meeting } from './material.ts';

interface Plan {
  readonly group: string;
  readonly onDone: (done?: string) => void;
}

/** Plans a meeting: as the last one was, on the same day of the week. */
export function PlanForm(plan: Plan) {
  const meetings = useAsk('/api/meetings', { query: { group: plan.group, limit: 10 } });
  return <Asked of={meetings}>{({ items }) => <Form {...plan} earlier={items} />}</Asked>;
}

/** The next day after today on which the group usually meets. */
function usualDay(last: string | undefined): string {
  const from = today();
  if (last === undefined || last.length !== 10) return '';
  const on = new Date(from);
  const ahead = 7 - (((daysBetween(last, from) % 7) + 7) % 7);
  on.setUTCDate(on.getUTCDate() + ahead);
  return on.toISOString().slice(0, 10);
}

function Form({ group, onDone, earlier }: Plan & { readonly earlier: readonly Meeting[] }) {
  const { say, lang } = useSpeech();
  const [meeting] = useState(newId);
  const last = earlier.find(({ state }) => state !== 'cancelled');
  const before = earlier.find(({ place }) => place !== null);
  const form = useForm(
    {
      plannedFor: usualDay(last?.heldOn ?? last?.plannedFor),
      time: earlier.find(({ time }) => time !== undefined)?.time ?? '',
      kind: last?.kind ?? 'meeting',
      place: plainOf(before?.place, lang, ''),
      plan: '',
    },
    `plan.${group}`,
  );
  const command = useCommand('/api/meetings/{id}');
  const { plannedFor, time, kind, place, plan } = form.values;
  const submit = async () => {
    const wrong = plannedFor === '' ? say('field.required') : plannedFor < today() && say('meetings.past');
    if (!form.check({ plannedFor: wrong })) return;
    const words = { ...(place.trim() && { place: place.trim() }), ...(plan.trim() && { plan: plan.trim() }) };
    const given = {
      group,
      plannedFor,
      ...(time && { time }),
      ...(kind && { kind: kind as 'meeting' }),
      ...(Object.keys(words).length > 0 && { words, lang }),
    };
    if (!(await command.give(meeting, given))) return;
    form.clear();
    onDone(say('meetings.isPlanned'));
  };
  return (
    <FormOf
      form={form}
      deed={say('meetings.plan')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
      onCancel={() => onDone()}
    >
      <div className="row">
        <DayField form={form} name="plannedFor" label={say('meetings.day')} least={today()} />
        <TextField form={form} name="time" type="time" label={say('meetings.time')} optional />
        <PickField
          form={form}
          name="kind"
          label={say('meetings.kind')}
          options={optionsOf(meetingKinds, (one) => say(`meetingKind.${one}`))}
        />
      </div>
      <TextField form={form} name="place" label={say('meetings.place')} optional />
      <TextField form={form} name="plan" label={say('meetings.planText')} lines={3} optional />
    </FormOf>
  );
}
