import { views, waysOfAsking } from '../../codes.ts';
import type { Form } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { NumberField, PickField, TextField } from '../../parts/fields.tsx';
import { optionsOf } from '../../parts/options.ts';
import { presentOf, type Recording, typed } from './recording.ts';

/** What the group thinks of an answer: how it was asked and how many were there is asked when there is a view. */
export function ResponseFields({
  form,
  prefix,
  isDone,
  isNeeded = false,
}: {
  readonly form: Form<Recording>;
  readonly prefix: string;
  readonly isDone: boolean;
  readonly isNeeded?: boolean;
}) {
  const { say } = useSpeech();
  const hasView = typed(form.values, `${prefix}.view`) !== '';
  const present = Object.values(presentOf(form.values)).reduce((sum, count) => sum + count, 0);
  return (
    <fieldset className="plain" disabled={isDone}>
      <legend className="hidden-visually">{say('record.view')}</legend>
      <div className="row">
        <PickField
          form={form}
          name={`${prefix}.view`}
          label={say('record.view')}
          none={say(isNeeded ? 'choose' : 'record.view.none')}
          options={optionsOf(views, (view) => say(`view.${view}`))}
          optional={!isNeeded}
        />
        {hasView && (
          <>
            <PickField
              form={form}
              name={`${prefix}.howAsked`}
              label={say('record.howAsked')}
              options={optionsOf(waysOfAsking, (how) => say(`record.howAsked.${how}`))}
              optional
            />
            <NumberField
              form={form}
              name={`${prefix}.present`}
              label={say('record.responded')}
              hint={say('record.responded.hint', { count: present })}
              optional
            />
          </>
        )}
      </div>
      {hasView && <TextField form={form} name={`${prefix}.comment`} label={say('record.comment')} lines={2} optional />}
    </fieldset>
  );
}
