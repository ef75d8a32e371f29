import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Deed } from '../../parts/deed.tsx';
import { PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf, Words } from '../../parts/words.tsx';
import { codeFrom } from './code-from.ts';
import type { Organisation } from './organisation.ts';

const commands = {
  themes: { path: '/api/organisation/name-theme', name: 'NameTheme' },
  methods: { path: '/api/organisation/name-method', name: 'NameMethod' },
  programmes: { path: '/api/organisation/name-programme', name: 'NameProgramme' },
} as const;
type Of = keyof typeof commands;

/** A list that the organisation owns: codes that facts name, each with what people call it. */
export function Codes({ of, codes }: { readonly of: Of; readonly codes: Organisation['themes'] }) {
  const { say } = useSpeech();
  const self = useSelf();
  const mayName = self?.can(commands[of].name) ?? false;
  return (
    <section aria-labelledby={of}>
      <h2 id={of}>{say(`codes.${of}`)}</h2>
      <p>{say(`codes.${of}.about`)}</p>
      {codes.length === 0 ? (
        <p className="empty">{say('codes.empty')}</p>
      ) : (
        <ul className="card">
          {codes.map(({ code, label }) => (
            <li key={code}>
              <Words of={label} brief /> <code>{code}</code>
            </li>
          ))}
        </ul>
      )}
      {mayName && (
        <div className="deeds">
          <Deed label={say(`codes.${of}.add`)}>{(close) => <CodeForm of={of} codes={codes} onDone={close} />}</Deed>
          {codes.length > 0 && (
            <Deed label={say('codes.rename')}>
              {(close) => <CodeForm of={of} codes={codes} isKnown onDone={close} />}
            </Deed>
          )}
        </div>
      )}
    </section>
  );
}

/** @param isKnown another name for one of those that are there; the code, which facts name, stays */
function CodeForm({
  of,
  codes,
  isKnown = false,
  onDone,
}: {
  readonly of: Of;
  readonly codes: Organisation['themes'];
  readonly isKnown?: boolean;
  readonly onDone: (done?: string) => void;
}) {
  const { say, lang } = useSpeech();
  const form = useForm({ code: '', label: '' });
  const command = useCommand(commands[of].path);
  const name = async () => {
    const label = form.values.label.trim();
    const right = form.check({
      code: isKnown && form.values.code === '' && say('field.required'),
      label: label === '' && say('codes.labelMissing'),
    });
    if (!right) return;
    const taken = codes.map(({ code }) => code);
    const code = isKnown ? form.values.code : codeFrom(label, taken);
    if (await command.give(undefined, { code, words: { label }, lang })) onDone(say('codes.named', { name: label }));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={name} onCancel={() => onDone()}>
      {isKnown && (
        <PickField
          form={form}
          name="code"
          label={say('codes.which')}
          options={codes.map(({ code, label }) => ({ value: code, label: plainOf(label, lang, code) }))}
        />
      )}
      <TextField form={form} name="label" label={isKnown ? say('codes.newLabel') : say('codes.label')} most={200} />
    </FormOf>
  );
}
