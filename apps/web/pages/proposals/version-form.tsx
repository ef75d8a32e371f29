import { useEffect, useRef } from 'react';
import { sayLanguage } from '#i18n/browser';
import type { Text } from '../../api.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { ChoiceField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { useActingAs } from './deed-form.tsx';
import type { Situation } from './situation.ts';

/** Languages that groups speak here; easy Finnish first, as most ask for it. */
const languages = [
  'fi-simple',
  'fi',
  'sv',
  'en',
  'so',
  'ar',
  'ru',
  'uk',
  'et',
  'fa',
  'ku',
  'sq',
  'ti',
  'tr',
  'vi',
  'th',
  'zh',
  'fr',
  'es',
  'se',
];
const makers = ['translator', 'machine', 'group', 'cleaned'] as const;

interface VersionForm {
  readonly event: string;
  readonly field: string;
  readonly text: Text | null | undefined;
  readonly at: Situation;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A further version of a text: in another language, in plain language, or cleaned of what must not stand there. */
export function VersionForm({ event, field, text, at, onDone, onCancel }: VersionForm) {
  const { say, lang } = useSpeech();
  const written = text && 'text' in text ? text : undefined;
  // In the place of what was removed only a cleaned text can stand.
  const initial = { madeBy: written ? 'translator' : 'cleaned', language: written ? 'fi-simple' : 'fi', text: '' };
  const form = useForm(initial, `version.${event}.${field}`);
  const command = useCommand('/api/proposals/{id}/translate-words');
  const as = useActingAs({ by: ['coordinator', 'member', 'holder'] }, at);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector('input')?.focus(), []);
  const { values } = form;
  const madeBy = makers.find((one) => one === values.madeBy) ?? 'translator';
  const submit = async () => {
    const language = madeBy === 'cleaned' && written ? written.lang : values.language;
    if (
      !form.check({
        language: language === '' && say('words.version.language.missing'),
        text: values.text.trim() === '' && say('words.version.text.missing'),
      })
    )
      return;
    const body = { ofEvent: event, field, language, madeBy, words: { text: values.text.trim() } };
    if (!(await command.give(at.proposal.id, body, undefined, as))) return;
    form.clear();
    onDone();
  };
  const offered = written ? makers : makers.filter((one) => one === 'cleaned');
  return (
    <div className="card" ref={place}>
      <FormOf
        form={form}
        deed={say('words.version.do')}
        isRunning={command.isRunning}
        problem={command.problem}
        onSubmit={submit}
        onCancel={onCancel}
      >
        <ChoiceField
          form={form}
          name="madeBy"
          label={say('words.version.madeBy')}
          options={offered.map((value) => ({ value, label: say(`words.version.madeBy.${value}`) }))}
        />
        {!(madeBy === 'cleaned' && written) && (
          <PickField
            form={form}
            name="language"
            label={say('words.version.language')}
            options={languages.map((value) => ({ value, label: sayLanguage(lang, value) ?? value }))}
          />
        )}
        {written && (
          <p className="written" lang={written.lang.replace(/-simple$/, '')} dir="auto">
            {written.text}
          </p>
        )}
        <TextField form={form} name="text" label={say('words.version.text')} lines={6} />
      </FormOf>
    </div>
  );
}
