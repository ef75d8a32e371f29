import { useEffect, useRef } from 'react';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { useActingAs } from './deed-form.tsx';
import type { TimelineEvent } from './event-facts.tsx';
import type { Situation } from './situation.ts';

interface MendForm {
  readonly event: TimelineEvent;
  readonly at: Situation;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Says that something was recorded in error: a word on why, and it counts no more. */
export function MendForm({ event, at, onDone, onCancel }: MendForm) {
  const { say, lang } = useSpeech();
  const form = useForm({ why: '' });
  const command = useCommand('/api/proposals/{id}/record-in-error');
  const as = useActingAs({ by: ['coordinator', 'holder'] }, at);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector('input')?.focus(), []);
  const submit = async () => {
    const why = form.values.why.trim();
    if (!form.check({ why: why === '' && say('timeline.mend.why.missing') })) return;
    if (await command.give(at.proposal.id, { ofEvent: event.event, words: { why }, lang }, undefined, as)) onDone();
  };
  return (
    <div className="card" ref={place}>
      <p>{say('timeline.mend.what')}</p>
      <FormOf
        form={form}
        deed={say('timeline.mend.do')}
        isRunning={command.isRunning}
        problem={command.problem}
        onSubmit={submit}
        onCancel={onCancel}
      >
        <TextField form={form} name="why" label={say('timeline.mend.why')} hint={say('timeline.mend.why.hint')} />
      </FormOf>
    </div>
  );
}
