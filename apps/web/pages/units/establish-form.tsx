import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { newId } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf } from '../../parts/words.tsx';

/** @param parent the one it will belong to, where that is settled */
export function EstablishForm({
  parent,
  onDone,
}: {
  readonly parent?: string;
  readonly onDone: (done?: string) => void;
}) {
  const { say, lang } = useSpeech();
  const go = useNavigate();
  const units = useAsk('/api/units');
  const form = useForm({ name: '', parent: parent ?? '' });
  const [id] = useState(newId);
  const command = useCommand('/api/units/{id}');
  const establish = async () => {
    const name = form.values.name.trim();
    if (!form.check({ name: name === '' && say('units.nameMissing') })) return;
    const body = { ...(form.values.parent !== '' && { parent: form.values.parent }), words: { name }, lang };
    if (await command.give(id, body)) await go({ to: '/units/$id', params: { id } });
  };
  return (
    <FormOf form={form} deed={say('units.establish')} {...command} onSubmit={establish} onCancel={() => onDone()}>
      <TextField form={form} name="name" label={say('units.name')} most={300} />
      {parent === undefined && (
        <PickField
          form={form}
          name="parent"
          label={say('units.parent')}
          none={say('units.noParent')}
          optional
          options={(units.data?.items ?? [])
            .filter(({ status }) => status === 'open')
            .map((one) => ({ value: one.id, label: plainOf(one.name, lang, one.id) }))}
        />
      )}
    </FormOf>
  );
}
