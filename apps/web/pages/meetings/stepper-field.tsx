import { useId } from 'react';
import type { Form } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import type { Recording } from './recording.ts';

/** How many: typed, by the arrows of the keyboard, or by a thumb. */
export function StepperField({
  form,
  name,
  label,
}: {
  readonly form: Form<Recording>;
  readonly name: string;
  readonly label: string;
}) {
  const { say } = useSpeech();
  const id = useId();
  const number = Number(form.values[name] ?? 0) || 0;
  const step = (by: number) => form.set(name, String(Math.max(0, number + by)));
  return (
    <div className="stepper" data-field={name}>
      <label htmlFor={id}>{label}</label>
      <div>
        {/* The keyboard has its arrows in the field itself. */}
        <button type="button" tabIndex={-1} aria-label={say('record.less', { what: label })} onClick={() => step(-1)}>
          −
        </button>
        <input
          id={id}
          name={name}
          type="number"
          inputMode="numeric"
          min={0}
          value={String(form.values[name] ?? '')}
          onChange={({ target }) => form.set(name, target.value)}
        />
        <button type="button" tabIndex={-1} aria-label={say('record.more', { what: label })} onClick={() => step(1)}>
          +
        </button>
      </div>
    </div>
  );
}
