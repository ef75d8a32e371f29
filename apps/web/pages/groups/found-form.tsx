import { useNavigate } from '@tanstack/react-router';
import { newId } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { ChoiceField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf } from '../../parts/words.tsx';

const kinds = ['coDevelopment', 'coResearch', 'clientPanel', 'smallGroup', 'openEvents', 'staffDevelopment'] as const;

export function FoundForm({ onDone }: { readonly onDone: (done?: string) => void }) {
  const { say, code, lang } = useSpeech();
  const units = useAsk('/api/units');
  const form = useForm(
    { name: '', kind: 'coDevelopment' as (typeof kinds)[number], unit: '', description: '' },
    'group.found',
  );
  const command = useCommand('/api/groups/{id}');
  const go = useNavigate();
  const submit = async () => {
    const { name, kind, unit, description } = form.values;
    if (!form.check({ name: !name.trim() && say('group.name.missing'), unit: !unit && say('group.unit.missing') }))
      return;
    const id = newId();
    const words = { name: name.trim(), ...(description.trim() && { description: description.trim() }) };
    if (!(await command.give(id, { kind, unit, words, lang }))) return;
    form.clear();
    onDone();
    await go({ to: '/groups/$id', params: { id } });
  };
  return (
    <FormOf form={form} deed={say('group.found')} {...command} onSubmit={submit} onCancel={() => onDone()}>
      <TextField form={form} name="name" label={say('group.name')} />
      <PickField
        form={form}
        name="unit"
        label={say('group.unit')}
        options={(units.data?.items ?? []).map(({ id, name }) => ({ value: id, label: plainOf(name, lang, id) }))}
      />
      <ChoiceField
        form={form}
        name="kind"
        label={say('group.kind')}
        options={kinds.map((kind) => ({ value: kind, label: code('groupKind', kind) }))}
      />
      <TextField form={form} name="description" label={say('group.description')} lines={4} optional />
    </FormOf>
  );
}
