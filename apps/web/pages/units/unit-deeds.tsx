import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { today } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { DayField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf } from '../../parts/words.tsx';
import type { Unit } from './unit.ts';

interface Of {
  readonly unit: Unit;
  readonly onDone: (done?: string) => void;
}

/** What can become of a unit: another name, a successor, an end. */
export function UnitDeeds({ unit }: { readonly unit: Unit }) {
  const { say } = useSpeech();
  const self = useSelf();
  if (!self?.can('RenameUnit')) return null;
  return (
    <section aria-labelledby="deeds">
      <h2 id="deeds">{say('units.deeds')}</h2>
      <div className="deeds">
        <Deed label={say('units.rename')}>{(close) => <RenameForm unit={unit} onDone={close} />}</Deed>
        <Deed label={say('units.succeed')}>{(close) => <SucceedForm unit={unit} onDone={close} />}</Deed>
        <Deed label={say('units.close')}>{(close) => <CloseForm unit={unit} onDone={close} />}</Deed>
      </div>
    </section>
  );
}

function RenameForm({ unit, onDone }: Of) {
  const { say, lang } = useSpeech();
  const form = useForm({ name: plainOf(unit.name, lang, ''), on: today() });
  const command = useCommand('/api/units/{id}/rename');
  const rename = async () => {
    const name = form.values.name.trim();
    if (
      !form.check({ name: name === '' && say('units.nameMissing'), on: form.values.on === '' && say('field.required') })
    )
      return;
    if (await command.give(unit.id, { words: { name }, lang, on: form.values.on }, unit.version))
      onDone(say('units.renamed'));
  };
  return (
    <FormOf form={form} deed={say('units.rename')} {...command} onSubmit={rename} onCancel={() => onDone()}>
      <TextField form={form} name="name" label={say('units.name')} most={300} />
      <DayField form={form} name="on" label={say('units.renamedOn')} most={today()} />
    </FormOf>
  );
}

function SucceedForm({ unit, onDone }: Of) {
  const { say, lang } = useSpeech();
  const units = useAsk('/api/units');
  const form = useForm({ successor: '', on: today() });
  const command = useCommand('/api/units/{id}/succeed');
  const succeed = async () => {
    const { successor, on } = form.values;
    if (!form.check({ successor: successor === '' && say('field.required'), on: on === '' && say('field.required') }))
      return;
    if (await command.give(unit.id, { successor, on }, unit.version)) onDone(say('units.succeeded'));
  };
  return (
    <FormOf form={form} deed={say('units.succeed')} {...command} onSubmit={succeed} onCancel={() => onDone()}>
      <p>{say('units.succeedAbout')}</p>
      <PickField
        form={form}
        name="successor"
        label={say('units.successor')}
        options={(units.data?.items ?? [])
          .filter(({ id, status }) => status === 'open' && id !== unit.id)
          .map((one) => ({ value: one.id, label: plainOf(one.name, lang, one.id) }))}
      />
      <DayField form={form} name="on" label={say('units.succeededOn')} most={today()} />
    </FormOf>
  );
}

function CloseForm({ unit, onDone }: Of) {
  const { say } = useSpeech();
  const form = useForm({ on: today() });
  const command = useCommand('/api/units/{id}/close');
  const close = async () => {
    if (!form.check({ on: form.values.on === '' && say('field.required') })) return;
    if (await command.give(unit.id, { on: form.values.on }, unit.version)) onDone(say('units.closed'));
  };
  return (
    <FormOf form={form} deed={say('units.close')} {...command} onSubmit={close} onCancel={() => onDone()}>
      <p>{say('units.closeAbout')}</p>
      <DayField form={form} name="on" label={say('units.closedOn')} most={today()} />
    </FormOf>
  );
}
