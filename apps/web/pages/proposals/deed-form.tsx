import { useState } from 'react';
import type { PlainKey } from '#i18n/browser';
import { useCommand } from '../../doing.ts';
import { useForm, type Values } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { today } from '../../parts/days.tsx';
import { DayField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { useChoices } from './choices.ts';
import type { Deed } from './deed.ts';
import { commandOf, DeedField, filledIn, isEmpty } from './deed-fields.tsx';
import type { Situation } from './situation.ts';

interface DeedForm {
  readonly deed: Deed;
  readonly at: Situation;
  /** What stood in a record that is to be recorded anew. */
  readonly before?: Values | undefined;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The form of a deed of the table. */
export function DeedForm({ deed, at, before, onDone, onCancel }: DeedForm) {
  const { say, lang } = useSpeech();
  const { give, isRunning, problem } = useCommand(deed.path);
  const as = useActingAs(deed, at);
  const choices = useChoices(at.proposal);
  const [opened] = useState(at.proposal.version);
  const form = useForm<Values>({ on: today(), ...before }, `${deed.name}.${at.proposal.id}`);
  const { fields, values } = filledIn(deed, at, choices, form.values);
  const shown = { ...form, values };
  const submit = async () => {
    const missing = fields.filter(({ name, isNeeded }) => isNeeded && isEmpty(values[name]));
    const isLater = typeof values.on === 'string' && values.on > today();
    if (
      !form.check({
        ...Object.fromEntries(
          missing.map(({ name, label, said }) => [
            name,
            say('deed.missing', { field: said ? `${say(label)}: ${said}` : say(label) }),
          ]),
        ),
        on: isEmpty(values.on)
          ? say('deed.missing', { field: say('deed.field.on') })
          : isLater && say('deed.field.on.later'),
      })
    )
      return;
    const body = commandOf(deed, at, choices, form.values, lang);
    const recorded = await give(at.proposal.id, body as never, deed.isGuarded ? opened : undefined, as);
    if (!recorded) return;
    form.clear();
    onDone();
  };
  return (
    <FormOf
      form={shown}
      deed={say(`deed.${deed.name}` as PlainKey)}
      isRunning={isRunning}
      problem={problem}
      onSubmit={submit}
      onCancel={onCancel}
    >
      {fields.map((field) => (
        <DeedField key={field.name} field={field} form={shown} />
      ))}
      <DayField form={shown} name="on" label={say('deed.field.on')} hint={say('deed.field.on.hint')} most={today()} />
    </FormOf>
  );
}

/** In which capacity a deed is done; said only by whoever has several. */
export function useActingAs(deed: Pick<Deed, 'by'>, at: Situation): string | undefined {
  const self = useSelf();
  const side = deed.by.find((one) => at.as[one] !== undefined);
  return side !== undefined && (self?.as.length ?? 0) > 1 ? at.as[side] : undefined;
}
