import type { ProposalRow } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { ChoiceField, DayField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf } from '../../parts/words.tsx';
import type { Commission } from './commission.ts';

interface AnswerCommissionForm {
  readonly of: Commission;
  readonly group: string;
  readonly onClose: (done?: string) => void;
}

/** A group answers with its proposals, those made on this commission first, or with a summary. */
export function AnswerCommissionForm({ of: { id, version, groups }, group, onClose }: AnswerCommissionForm) {
  const { say, lang } = useSpeech();
  const own = useAsk('/api/proposals', { query: { group, limit: 30 } });
  const named = groups.find((part) => part.group === group)?.proposals ?? [];
  const isOnThis = ({ commission }: { readonly commission?: string }) => commission === id;
  const items = own.data?.items.filter((one) => !named.includes(one.id)) ?? [];
  const [onThis, others] = [items.filter(isOnThis), items.filter((one) => !isOnThis(one))];
  const form = useForm(
    { proposals: [] as readonly string[], summary: '', on: today() },
    `commission.answer.${id}.${group}`,
  );
  const command = useCommand('/api/commissions/{id}/answer');
  const optionOf = (one: ProposalRow) => ({ value: one.id, label: plainOf(one.title, lang, say('board.untitled')) });
  const submit = async () => {
    const { proposals, summary, on } = form.values;
    const isEmpty = proposals.length === 0 && summary.trim() === '';
    const isRight = form.check({
      [items.length > 0 ? 'proposals' : 'summary']: isEmpty && say('commission.answer.missing'),
      on: on === '' && say('commission.day.missing'),
    });
    if (!isRight) return;
    const words = summary.trim() === '' ? {} : { words: { summary: summary.trim() } };
    const recorded = await command.give(id, { group, proposals: [...proposals], on, lang, ...words }, version);
    if (!recorded) return;
    form.clear();
    onClose(say('commission.answer.done'));
  };
  return (
    <FormOf
      form={form}
      deed={say('commission.answer')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
      onCancel={() => onClose()}
    >
      {items.length === 0 && <p>{say('commission.answer.none')}</p>}
      {onThis.length > 0 && (
        <ChoiceField
          form={form}
          name="proposals"
          label={say('commission.answer.proposals')}
          options={onThis.map(optionOf)}
          many
        />
      )}
      {others.length > 0 && (
        <details open={onThis.length === 0 || undefined}>
          <summary>{say('commission.answer.others')}</summary>
          <ChoiceField
            form={form}
            name="proposals"
            label={say('commission.answer.others')}
            options={others.map(optionOf)}
            many
          />
        </details>
      )}
      <TextField form={form} name="summary" label={say('commission.answer.summary')} lines={4} optional />
      <DayField form={form} name="on" label={say('commission.day')} most={today()} />
    </FormOf>
  );
}
