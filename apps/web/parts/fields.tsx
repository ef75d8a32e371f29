import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import type { Form, Values } from '../form.ts';
import { useSpeech } from '../language.tsx';

interface Field<V extends Values> {
  readonly form: Form<V>;
  readonly name: keyof V & string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean;
}

/** Label, hint and fault around one input, tied to it for whoever hears the page. */
function Around<V extends Values>({
  form,
  name,
  label,
  hint,
  optional,
  children,
}: Field<V> & {
  readonly children: (tied: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
}) {
  const { say } = useSpeech();
  const id = useId();
  const fault = form.faults[name];
  const about = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className="field" data-field={name}>
      <label htmlFor={id}>
        {label}
        {optional && ` (${say('optional')})`}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {children({ id, 'aria-describedby': about || undefined, 'aria-invalid': fault ? true : undefined })}
    </div>
  );
}

interface TextField<V extends Values> extends Field<V> {
  /** More than one: a field that one writes sentences in. */
  readonly lines?: number;
  /** Most characters, counted while one writes. */
  readonly most?: number;
  readonly type?: 'text' | 'email' | 'search' | 'time' | 'month';
  readonly autoComplete?: string;
}

export function TextField<V extends Values>({
  lines = 1,
  most,
  type = 'text',
  autoComplete = 'off',
  ...field
}: TextField<V>) {
  const { form, name } = field;
  const { say } = useSpeech();
  const value = String(form.values[name] ?? '');
  const over = most === undefined ? 0 : [...value].length - most;
  const given = {
    name,
    value,
    onChange: ({ target }: { target: { value: string } }) => form.set(name, target.value as never),
  };
  return (
    <Around {...field}>
      {(tied) => (
        <>
          {lines > 1 ? (
            <textarea {...tied} {...given} rows={lines} />
          ) : (
            <input {...tied} {...given} type={type} autoComplete={autoComplete} />
          )}
          {most !== undefined && value !== '' && (
            <p className={over > 0 ? 'count over' : 'count'}>
              {over > 0 ? say('field.over', { count: over }) : say('field.left', { count: -over })}
            </p>
          )}
        </>
      )}
    </Around>
  );
}

/** One input that the browser has a way of its own to fill in. */
function InputField<V extends Values>({
  input,
  ...field
}: Field<V> & {
  readonly input: Pick<InputHTMLAttributes<HTMLInputElement>, 'type' | 'inputMode' | 'min' | 'max' | 'step'>;
}) {
  const { form, name } = field;
  return (
    <Around {...field}>
      {(tied) => (
        <input
          {...tied}
          {...input}
          name={name}
          value={String(form.values[name] ?? '')}
          onChange={({ target }) => form.set(name, target.value as never)}
        />
      )}
    </Around>
  );
}

/** A day of the calendar, as the browser lets one pick it: on a phone with what the phone has. */
export const DayField = <V extends Values>({
  least,
  most,
  ...field
}: Field<V> & { readonly least?: string; readonly most?: string }) => (
  <InputField {...field} input={{ type: 'date', min: least, max: most }} />
);

export const NumberField = <V extends Values>({
  least = 0,
  step = 1,
  ...field
}: Field<V> & { readonly least?: number; readonly step?: number }) => (
  <InputField {...field} input={{ type: 'number', inputMode: 'decimal', min: least, step }} />
);

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** One of many. */
export function PickField<V extends Values>({
  options,
  none,
  ...field
}: Field<V> & { readonly options: readonly Option[]; readonly none?: string }) {
  const { form, name } = field;
  const { say } = useSpeech();
  return (
    <Around {...field}>
      {(tied) => (
        <select
          {...tied}
          name={name}
          value={String(form.values[name] ?? '')}
          onChange={({ target }) => form.set(name, target.value as never)}
        >
          <option value="">{none ?? say('choose')}</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Around>
  );
}

/** One of a few, all in sight; with `many`, several (the value is then a list). */
export function ChoiceField<V extends Values>({
  form,
  name,
  label,
  hint,
  optional,
  options,
  many = false,
}: Field<V> & { readonly options: readonly Option[]; readonly many?: boolean }) {
  const { say } = useSpeech();
  const id = useId();
  const fault = form.faults[name];
  const value = form.values[name];
  const chosen: readonly unknown[] = many ? ((value as readonly string[] | undefined) ?? []) : [value];
  const about = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  const choose = (one: string, isOn: boolean) =>
    form.set(name, (many ? (isOn ? [...chosen, one] : chosen.filter((other) => other !== one)) : one) as never);
  return (
    <fieldset
      className="field"
      data-field={name}
      aria-describedby={about || undefined}
      aria-invalid={fault ? true : undefined}
    >
      <legend>
        {label}
        {optional && ` (${say('optional')})`}
      </legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {options.map((option) => (
        <div className="choice" key={option.value}>
          <input
            id={`${id}-${option.value}`}
            type={many ? 'checkbox' : 'radio'}
            name={many ? option.value : `${id}-${name}`}
            value={option.value}
            checked={chosen.includes(option.value)}
            onChange={({ target }) => choose(option.value, target.checked)}
            aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
          />
          <div>
            <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
            {option.hint && (
              <p className="hint" id={`${id}-${option.value}-hint`}>
                {option.hint}
              </p>
            )}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
