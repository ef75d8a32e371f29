import { useState } from 'react';
import { ask, newId, Problem } from '../../api.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { ChoiceField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';

const languages = ['fi', 'sv', 'en'] as const;

interface Known {
  readonly id: string;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly language: 'fi' | 'sv' | 'en';
}

/**
 * Sends an invitation, or tells the link to hand over where no mails leave.
 * @returns the link; undefined where it went by mail
 */
export async function sendInvitation(id: string): Promise<string | undefined> {
  const sent = (await ask('POST', `/api/accounts/${id}/invitation`, {})) as { readonly address?: string };
  return sent.address === undefined ? undefined : new URL(sent.address, window.location.origin).href;
}

/** Invites somebody new, or corrects the name and address of somebody who is known. */
export function InviteForm({ known, onDone }: { readonly known?: Known; readonly onDone: (done?: string) => void }) {
  const { say } = useSpeech();
  const form = useForm(
    { name: known?.name ?? '', address: known?.address ?? '', language: known?.language ?? 'fi' },
    known ? undefined : 'invite',
  );
  const [id] = useState(() => known?.id ?? newId());
  const command = useCommand('/api/accounts/{id}');
  const [problem, setProblem] = useState<Problem>();
  const invite = async () => {
    const { name, address, language } = form.values;
    const right = form.check({
      name: name.trim() === '' && say('accounts.nameMissing'),
      address: !/^[^\s@]+@[^\s@]+$/.test(address.trim()) && say('accounts.addressWrong'),
    });
    if (!right) return;
    setProblem(undefined);
    if (!(await command.give(id, { name: name.trim(), address: address.trim(), language }))) return;
    form.clear();
    if (known) {
      onDone(say('accounts.corrected'));
      return;
    }
    try {
      const link = await sendInvitation(id);
      onDone(link === undefined ? say('accounts.invited', { address }) : say('accounts.invitedHere', { link }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };
  return (
    <FormOf
      form={form}
      deed={known ? say('save') : say('accounts.invite')}
      isRunning={command.isRunning}
      problem={problem ?? command.problem}
      onSubmit={invite}
      onCancel={() => onDone()}
    >
      <TextField form={form} name="name" label={say('accounts.name')} />
      <TextField form={form} name="address" label={say('accounts.address')} type="email" />
      {!known && (
        <ChoiceField
          form={form}
          name="language"
          label={say('accounts.language')}
          hint={say('accounts.languageHint')}
          options={languages.map((one) => ({ value: one, label: say(`language.${one}`) }))}
        />
      )}
    </FormOf>
  );
}
