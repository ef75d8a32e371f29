import { type AnswerOf, type OwedItem } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { DayField, PickField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { capital, optionsOf } from '../../parts/options.ts';

type Meeting = NonNullable<AnswerOf<'/api/groups/{id}/agenda'>['nextMeeting']>;

const ways = ['meeting', 'visit', 'phone', 'letter', 'message', 'poster'] as const;

/** Says that an answer was told: when, how, and at which meeting. */
export function TellForm({
  owed,
  next,
  onDone,
}: {
  readonly owed: OwedItem;
  readonly next: Meeting | undefined;
  readonly onDone: (done?: string) => void;
}) {
  const { say, day } = useSpeech();
  const { items = [] } = useAsk('/api/meetings', { query: { group: owed.group, state: 'held', limit: 5 } }).data ?? {};
  const isToday = next?.plannedFor === today();
  const meetings = [...(isToday ? [next] : []), ...items];
  const form = useForm({ on: today(), how: 'meeting', meeting: isToday ? next.id : '' });
  const command = useCommand('/api/proposals/{id}/tell');
  const { on, how, meeting } = form.values;
  const submit = async () => {
    if (!form.check({ on: on === '' && say('field.required'), how: how === '' && say('field.required') })) return;
    const given = { ofEvent: owed.ofEvent ?? owed.sinceEvent, how: how as 'meeting', on, ...(meeting && { meeting }) };
    if (await command.give(owed.proposal, given)) onDone(say('agenda.isTold'));
  };
  return (
    <FormOf
      form={form}
      deed={say('agenda.tell')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
      onCancel={() => onDone()}
    >
      <DayField form={form} name="on" label={say('agenda.tell.on')} most={today()} />
      <PickField
        form={form}
        name="how"
        label={say('agenda.tell.how')}
        options={optionsOf(ways, (way) => say(`tellingHow.${way}`))}
      />
      {(how === 'meeting' || how === 'visit') && meetings.length > 0 && (
        <PickField
          form={form}
          name="meeting"
          label={say('agenda.tell.meeting')}
          options={meetings.map((one) => ({
            value: one.id,
            label: `${day(one.heldOn ?? one.plannedFor ?? '')} ${one.kind ? capital(say(`meetingKind.${one.kind as 'meeting'}`)) : ''}`,
          }))}
          none={say('agenda.tell.noMeeting')}
          optional
        />
      )}
    </FormOf>
  );
}
