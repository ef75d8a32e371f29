import { forgetReasons } from '../codes.ts';
import { useCommand } from '../doing.ts';
import { useForm } from '../form.ts';
import { useSpeech } from '../language.tsx';
import { type Collection, forgetAt } from './attached.ts';
import { PickField } from './fields.tsx';
import { FormOf } from './form-of.tsx';

interface FileRemoval {
  readonly collection: Collection;
  readonly id: string;
  readonly event: string;
  readonly onDone: (done: string) => void;
  readonly onCancel: () => void;
}

/** Says what it means that a file is removed for good, and asks why. */
export function FileRemoval({ collection, id, event, onDone, onCancel }: FileRemoval) {
  const { say, code } = useSpeech();
  const form = useForm({ reasonCode: '' });
  const command = useCommand(forgetAt(collection));
  const submit = async () => {
    const reasonCode = forgetReasons.find((one) => one === form.values.reasonCode);
    if (!form.check({ reasonCode: !reasonCode && say('files.remove.why.missing') }) || !reasonCode) return;
    const body = { ofEvent: event, fields: ['content'], reasonCode };
    if (await command.give(id, body)) onDone(say('files.remove.done'));
  };
  return (
    <>
      <p>{say('files.remove.what')}</p>
      <FormOf
        form={form}
        deed={say('files.remove')}
        isRunning={command.isRunning}
        problem={command.problem}
        onSubmit={submit}
        onCancel={onCancel}
      >
        <PickField
          form={form}
          name="reasonCode"
          label={say('files.remove.why')}
          options={forgetReasons.map((value) => ({ value, label: code('forgetReason', value) }))}
        />
      </FormOf>
    </>
  );
}
