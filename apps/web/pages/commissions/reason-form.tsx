import type { Problem } from '../../api.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { DayField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';

interface ReasonForm {
  /** Of the draft. */
  readonly name: string;
  readonly deed: string;
  /** What is asked for in words; missing: nothing is. */
  readonly label?: string;
  readonly hint?: string;
  readonly missing?: string;
  readonly lead?: string;
  readonly command: { readonly isRunning: boolean; readonly problem: Problem | undefined };
  /** @returns whether it was recorded */
  readonly onGive: (text: string, on: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Something done on a day, mostly with a reason in words. */
export function ReasonForm({ name, deed, label, hint, missing, lead, command, onGive, onClose }: ReasonForm) {
  const { say } = useSpeech();
  const form = useForm({ text: '', on: today() }, name);
  const submit = async () => {
    const { text, on } = form.values;
    const isRight = form.check({
      text: missing !== undefined && text.trim() === '' && missing,
      on: on === '' && say('commission.day.missing'),
    });
    if (isRight && (await onGive(text.trim(), on))) form.clear();
  };
  return (
    <FormOf
      form={form}
      deed={deed}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
      onCancel={onClose}
    >
      {lead && <p>{lead}</p>}
      {label && (
        <TextField form={form} name="text" label={label} hint={hint} lines={4} optional={missing === undefined} />
      )}
      <DayField form={form} name="on" label={say('commission.day')} most={today()} />
    </FormOf>
  );
}
