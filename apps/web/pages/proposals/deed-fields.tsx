import type { Form, Values } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { ChoiceField, DayField, NumberField, PickField, TextField } from '../../parts/fields.tsx';
import type { Choices } from './choices.ts';
import { type Deed, type FieldOfDeed, sideOf } from './deed.ts';
import type { Situation } from './situation.ts';

const firstOf = (fields: readonly FieldOfDeed[]): Values =>
  Object.fromEntries(fields.flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial]])));

/** The fields that a deed asks of these values, and the values with what stands in a field before anybody touches it. */
export function filledIn(deed: Deed, at: Situation, choices: Choices, values: Values) {
  const side = sideOf(deed, at) ?? deed.by[0]!;
  const ask = (known: Values) => deed.fields(at, choices, known, side);
  const fields = ask({ ...firstOf(ask(values)), ...values });
  return { fields, values: { ...firstOf(fields), ...values } as Values, side };
}

export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** The command of the deed: texts among its words, all else as it is, nothing that is empty. */
export function commandOf(deed: Deed, at: Situation, choices: Choices, before: Values, lang: string): object {
  const { fields, values, side } = filledIn(deed, at, choices, before);
  const filled = fields.filter(({ name, isAside }) => !isAside && !isEmpty(values[name]));
  const given = ({ name, as }: FieldOfDeed) => {
    const value = values[name];
    return as === 'number' ? Number(value) : typeof value === 'string' ? value.trim() : value;
  };
  const part = (isWords: boolean) =>
    Object.fromEntries(
      filled.filter(({ as }) => (as === 'words') === isWords).map((field) => [field.name, given(field)]),
    );
  const words = part(true);
  return {
    ...part(false),
    ...deed.fixed?.(at, values, side),
    ...(Object.keys(words).length > 0 && { words, lang }),
    ...(typeof values.on === 'string' && values.on !== '' && { on: values.on }),
  };
}

/** One field, by what it is. */
export function DeedField({ field, form }: { readonly field: FieldOfDeed; readonly form: Form<Values> }) {
  const { say } = useSpeech();
  const { name, as, label, said, hint, options = [], isNeeded = false, lines, isAhead } = field;
  const common = {
    form,
    name,
    label: said === undefined ? say(label) : `${say(label)}: ${said}`,
    hint: hint && say(hint),
    optional: !isNeeded,
  };
  switch (as) {
    case 'words':
    case 'line':
      return <TextField {...common} {...(lines !== undefined && { lines })} />;
    case 'day':
      return <DayField {...common} {...(isAhead ? { least: today() } : { most: today() })} />;
    case 'number':
      return <NumberField {...common} />;
    case 'pick':
      return <PickField {...common} options={options} />;
    default:
      return <ChoiceField {...common} options={options} many={as === 'several'} />;
  }
}
