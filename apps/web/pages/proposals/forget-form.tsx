import { useEffect, useRef } from 'react';
import { forgetReasons } from '../../codes.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { PickField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { capital } from '../../parts/options.ts';
import type { Situation } from './situation.ts';

/** Who may decide it, as the view names them. */
const deciders = ['dataProtectionOfficer', 'administrator', 'coordinator'];

interface ForgetForm {
  readonly event: string;
  readonly field: string;
  /** Only this version goes; otherwise the text with all its versions. */
  readonly isVersion: boolean;
  readonly at: Situation;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Asks once more before a text is deleted for good, and says what that means. */
export function ForgetForm({ event, field, isVersion, at, onDone, onCancel }: ForgetForm) {
  const { say, code } = useSpeech();
  const self = useSelf();
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useForm({ reasonCode: '' });
  const command = useCommand('/api/proposals/{id}/forget-words');
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const submit = async () => {
    const reasonCode = forgetReasons.find((one) => one === form.values.reasonCode);
    if (!form.check({ reasonCode: !reasonCode && say('words.forget.reason.missing') }) || !reasonCode) return;
    const decidedBy = deciders.find((kind) => self?.is(kind));
    const body = { ofEvent: event, fields: [field], reasonCode, ...(decidedBy && { decidedBy }) };
    if (await command.give(at.proposal.id, body)) onDone();
  };
  return (
    <dialog ref={dialog} aria-labelledby="forget" onCancel={onCancel}>
      <h2 id="forget">
        {say(isVersion ? 'words.forget.version' : 'words.forget.heading', { field: code('wordsOf', field) })}
      </h2>
      <p>{say(isVersion ? 'words.forget.version.what' : 'words.forget.what')}</p>
      <p>
        <strong>{say('words.forget.forGood')}</strong>
      </p>
      <FormOf
        form={form}
        deed={say('words.forget.do')}
        isRunning={command.isRunning}
        problem={command.problem}
        onSubmit={submit}
        onCancel={onCancel}
      >
        <PickField
          form={form}
          name="reasonCode"
          label={say('words.forget.reason')}
          options={forgetReasons.map((value) => ({ value, label: capital(code('forgetReason', value)) }))}
        />
      </FormOf>
    </dialog>
  );
}
