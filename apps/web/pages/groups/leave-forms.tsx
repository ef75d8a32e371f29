import { forgetReasons } from '../../codes.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { ChoiceField, DayField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import type { Member } from './group.ts';

interface Of {
  readonly group: string;
  readonly member: Pick<Member, 'member' | 'name'>;
  readonly onDone: (done?: string) => void;
}

/** Why somebody left is not asked, and not kept. */
export function LeaveForm({ group, member, onDone }: Of) {
  const { say } = useSpeech();
  const form = useForm({ told: 'no', on: today() });
  const command = useCommand('/api/groups/{id}/leave');
  const submit = async () => {
    const { told, on } = form.values;
    const body = { member: member.member!, wantsToBeTold: told === 'yes', on };
    if (await command.give(group, body)) onDone(say('group.left'));
  };
  return (
    <FormOf form={form} deed={say('group.leave')} {...command} onSubmit={submit} onCancel={() => onDone()}>
      <p>{say('group.leave.hint')}</p>
      <ChoiceField
        form={form}
        name="told"
        label={say('group.wantsToBeTold')}
        options={(['yes', 'no'] as const).map((one) => ({ value: one, label: say(`group.${one}`) }))}
      />
      <DayField form={form} name="on" label={say('group.leftOn')} most={today()} />
    </FormOf>
  );
}

export function ForgetForm({ group, member, onDone }: Of) {
  const { say, code } = useSpeech();
  const form = useForm({ reason: '' as (typeof forgetReasons)[number] | '' });
  const command = useCommand('/api/groups/{id}/forget-person');
  const submit = async () => {
    const { reason } = form.values;
    if (!form.check({ reason: !reason && say('group.forget.reason.missing') }) || reason === '') return;
    if (await command.give(group, { member: member.member!, reasonCode: reason })) onDone(say('group.forgotten'));
  };
  return (
    <FormOf form={form} deed={say('group.forget.forGood')} {...command} onSubmit={submit} onCancel={() => onDone()}>
      <p className="notice late">{say('group.forget.warning')}</p>
      <ChoiceField
        form={form}
        name="reason"
        label={say('group.forget.reason')}
        options={forgetReasons.map((one) => ({ value: one, label: code('forgetReason', one) }))}
      />
    </FormOf>
  );
}
