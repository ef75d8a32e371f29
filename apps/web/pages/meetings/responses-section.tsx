import { Button } from 'suomifi-ui-components';
import { newId } from '../../api.ts';
import type { Form } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { PickField } from '../../parts/fields.tsx';
import { plainOf } from '../../parts/words.tsx';
import type { Material } from './material.ts';
import type { Recording } from './recording.ts';
import { ResponseFields } from './response-fields.tsx';
import { Section } from './section.tsx';

/** What the group thinks of answers that it heard earlier. */
export function ResponsesSection({ form, material }: { readonly form: Form<Recording>; readonly material: Material }) {
  const { say, lang } = useSpeech();
  const { responses, done } = form.values;
  const { answered } = material;
  if (answered.length === 0) return null;
  const options = answered.map(({ id, title }) => ({ value: id, label: plainOf(title, lang, say('text.none')) }));
  return (
    <Section title={say('record.responses')} count={responses.length} isOpen={responses.length > 0}>
      {responses.map((command, index) => (
        <fieldset className="together" key={command} disabled={done[command] !== undefined}>
          <legend>{say('record.response', { number: String(index + 1) })}</legend>
          <PickField
            form={form}
            name={`response.${command}.proposal`}
            label={say('record.response.proposal')}
            options={options}
          />
          <ResponseFields form={form} prefix={`response.${command}`} isDone={done[command] !== undefined} isNeeded />
          <button
            type="button"
            className="plain-button"
            onClick={() =>
              form.set(
                'responses',
                responses.filter((one) => one !== command),
              )
            }
          >
            {say('record.drop')}
          </button>
        </fieldset>
      ))}
      <Button type="button" variant="secondary" onClick={() => form.set('responses', [...responses, newId()])}>
        {say('record.response.add')}
      </Button>
    </Section>
  );
}
