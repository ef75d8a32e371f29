import { Button } from 'suomifi-ui-components';
import { newId } from '../../api.ts';
import { decisions, replies } from '../../codes.ts';
import type { Form } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { ChoiceField, DayField, PickField, TextField } from '../../parts/fields.tsx';
import { optionsOf } from '../../parts/options.ts';
import { plainOf } from '../../parts/words.tsx';
import { Tick } from './brought-section.tsx';
import type { Material } from './material.ts';
import { clientsWerePresent, type Heard, type Recording, typed } from './recording.ts';
import { ResponseFields } from './response-fields.tsx';
import { Section } from './section.tsx';

interface Part {
  readonly form: Form<Recording>;
  readonly material: Material;
  /** Titles of proposals. */
  readonly titles: ReadonlyMap<string | undefined, string>;
}

/** What somebody of management said at the meeting: written down here, it waits until the post confirms it. */
export function HeardSection({ form, material, titles }: Part) {
  const { say } = useSpeech();
  const { heard } = form.values;
  if (material.unanswered.length === 0 && heard.length === 0) return null;
  const add = () => {
    const key = newId();
    form.set(`heard.${key}.told`, true);
    form.set(`heard.${key}.confirmed`, true);
    form.set('heard', [
      ...heard,
      { key, commands: { decide: newId(), tell: newId(), confirm: newId(), respond: newId() } },
    ]);
  };
  return (
    <Section title={say('record.heard')} count={heard.length} isOpen={heard.length > 0}>
      <p className="hint">{say('record.heard.hint')}</p>
      {heard.map((one, index) => (
        <Answer key={one.key} form={form} material={material} titles={titles} of={one} index={index} />
      ))}
      <Button type="button" variant="secondary" onClick={add}>
        {say('record.heard.add')}
      </Button>
    </Section>
  );
}

/** The longest reason that serves as its own brief answer, in characters. */
const briefEnough = 300;

function Answer({
  form,
  material,
  titles,
  of: { key, commands },
  index,
}: Part & { readonly of: Heard; readonly index: number }) {
  const { say, lang } = useSpeech();
  const { values } = form;
  const name = (field: string) => `heard.${key}.${field}`;
  const value = (field: string) => typed(values, name(field));
  const isDone = values.done[commands.decide] !== undefined;
  const proposal = value('proposal');
  const owed = material.unanswered.find((one) => one.proposal === proposal);
  const { posts } = material.organisation;
  const ofHolder = posts.filter(({ unit }) => unit === owed?.unit);
  const outcome = value('outcome');
  const taken = new Set(
    values.heard.filter((one) => one.key !== key).map((one) => typed(values, `heard.${one.key}.proposal`)),
  );
  const proposals = [...new Set(material.unanswered.map((one) => one.proposal!))].filter((id) => !taken.has(id));
  // What was chosen and recorded is no longer owed, and stays.
  if (proposal && !proposals.includes(proposal)) proposals.unshift(proposal);
  const drop = () =>
    form.set(
      'heard',
      values.heard.filter((one) => one.key !== key),
    );
  const codes = owed?.what === 'reply' ? [...replies, ...decisions] : decisions;
  return (
    <fieldset className="together">
      <legend>
        {say('record.heard.one', { number: String(index + 1) })}{' '}
        {isDone && <span className="tag good">{say('record.isRecorded')}</span>}
      </legend>
      <fieldset className="plain" disabled={isDone}>
        <PickField
          form={form}
          name={name('proposal')}
          label={say('record.heard.proposal')}
          options={proposals.map((id) => ({ value: id, label: titles.get(id) ?? id }))}
        />
        {proposal && (
          <>
            <PickField
              form={form}
              name={name('post')}
              label={say('record.heard.post')}
              options={ofHolder.map(({ code, label }) => ({ value: code, label: plainOf(label, lang, code) }))}
            />
            <ChoiceField
              form={form}
              name={name('outcome')}
              label={say('record.heard.outcome')}
              options={optionsOf(codes, (code) => say(`outcome.${code}`))}
            />
            <TextField form={form} name={name('reason')} label={say('record.heard.reason')} lines={3} />
            {value('reason').length > briefEnough && (
              <TextField
                form={form}
                name={name('briefAnswer')}
                label={say('record.heard.brief')}
                lines={2}
                most={briefEnough}
              />
            )}
            {outcome === 'deferred' || outcome === 'trial' ? (
              <DayField
                form={form}
                name={name('untilWhen')}
                label={say(outcome === 'trial' ? 'record.heard.trialUntil' : 'record.heard.untilWhen')}
                least={values.on}
                optional={outcome === 'trial'}
              />
            ) : null}
            <details>
              <summary>{say('record.heard.more')}</summary>
              <TextField
                form={form}
                name={name('whatWillBeDone')}
                label={say('record.heard.whatWillBeDone')}
                lines={2}
                optional
              />
              <DayField
                form={form}
                name={name('byWhen')}
                label={say('record.heard.byWhen')}
                least={values.on}
                optional
              />
            </details>
          </>
        )}
      </fieldset>
      {proposal && (
        <>
          <Tick
            form={form}
            name={name('told')}
            label={say('record.heard.told')}
            isDone={values.done[commands.tell] !== undefined}
          />
          {Boolean(values[name('told')]) && (
            <>
              <Tick
                form={form}
                name={name('confirmed')}
                label={say('record.confirmed')}
                isOff={!clientsWerePresent(values)}
                isDone={values.done[commands.confirm] !== undefined}
              />
              <ResponseFields
                form={form}
                prefix={`heard.${key}`}
                isDone={values.done[commands.respond] !== undefined}
              />
            </>
          )}
        </>
      )}
      {!isDone && (
        <button type="button" className="plain-button" onClick={drop}>
          {say('record.drop')}
        </button>
      )}
    </fieldset>
  );
}
