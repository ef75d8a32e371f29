import type { BodyOf } from '../../api.ts';
import { forgetReasons } from '../../codes.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { ChoiceField, PickField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';

type Reason = BodyOf<'/api/accounts/{id}/forget'>['reasonCode'];

/** Deletes for good all by which an account was somebody. */
export function ForgetForm({
  id,
  name,
  onDone,
}: {
  readonly id: string;
  readonly name: string;
  readonly onDone: (done?: string) => void;
}) {
  const { say } = useSpeech();
  const form = useForm({ reason: '', sure: [] as readonly string[] });
  const command = useCommand('/api/accounts/{id}/forget');
  const forget = async () => {
    const { reason, sure } = form.values;
    const right = form.check({
      reason: reason === '' && say('field.required'),
      sure: sure.length === 0 && say('accounts.forgetSureMissing'),
    });
    if (!right) return;
    if (await command.give(id, { reasonCode: reason as Reason })) onDone(say('accounts.forgotten'));
  };
  return (
    <FormOf form={form} deed={say('accounts.forgetDeed')} {...command} onSubmit={forget} onCancel={() => onDone()}>
      <div className="notice wrong">
        <p>{say('accounts.forgetAbout', { name })}</p>
      </div>
      <PickField
        form={form}
        name="reason"
        label={say('accounts.forgetReason')}
        options={forgetReasons.map((one) => ({ value: one, label: say(`forgetReason.${one}`) }))}
      />
      <ChoiceField
        form={form}
        name="sure"
        label={say('accounts.forgetConfirm')}
        many
        options={[{ value: 'sure', label: say('accounts.forgetSure') }]}
      />
    </FormOf>
  );
}
