import { useState } from 'react';
import { meetingKinds, memberRoles, works } from '../../codes.ts';
import type { Form } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { Day, today } from '../../parts/days.tsx';
import { ChoiceField, DayField, PickField, TextField } from '../../parts/fields.tsx';
import { capital, languageOptions, namedOptions, optionsOf } from '../../parts/options.ts';
import type { Material } from './material.ts';
import { hoursOf, presentOf, type Recording, typed } from './recording.ts';
import { Section } from './section.tsx';
import { StepperField } from './stepper-field.tsx';

type Part = { readonly form: Form<Recording> };

/** What was held: when, who were there, what was said. */
export function MeetingSection({ form, material }: Part & { readonly material: Material }) {
  const { say } = useSpeech();
  const { values } = form;
  const { meeting, group } = material;
  if (meeting?.state === 'held')
    return (
      <p className="notice">
        {say('record.alreadyHeld')} <Day on={meeting.heldOn} />
      </p>
    );
  const isRecorded = values.done[values.commands.hold] !== undefined;
  const { composition = {} } = group;
  const usual = memberRoles.filter((role) => composition[role] || typed(values, `present.${role}`));
  const shown = usual.length > 0 ? usual : memberRoles.slice(0, 3);
  const others = memberRoles.filter((role) => !shown.includes(role));
  const total = Object.values(presentOf(values)).reduce((sum, count) => sum + count, 0);
  const stepper = (role: (typeof memberRoles)[number]) => (
    <StepperField key={role} form={form} name={`present.${role}`} label={capital(say(`role.${role}`))} />
  );
  return (
    <fieldset className="card" disabled={isRecorded}>
      <legend className="hidden-visually">{say('record.meeting')}</legend>
      {material.earlier.length > 0 && <p className="notice">{say('record.asLast')}</p>}
      <div className="row">
        <DayField form={form} name="on" label={say('record.on')} most={today()} />
        <PickField
          form={form}
          name="kind"
          label={say('record.kind')}
          options={optionsOf(meetingKinds, (kind) => say(`meetingKind.${kind}`))}
        />
        {meeting === undefined && (
          <>
            <TextField form={form} name="time" type="time" label={say('meetings.time')} optional />
            <TextField form={form} name="place" label={say('meetings.place')} optional />
          </>
        )}
      </div>
      <h2>
        {say('record.present')} <span className="tag">{say('record.present.total', { count: total })}</span>
      </h2>
      <div className="row">{shown.map(stepper)}</div>
      {others.length > 0 && (
        <details>
          <summary>{say('record.present.others')}</summary>
          <div className="row">{others.map(stepper)}</div>
        </details>
      )}
      <TextField form={form} name="summary" label={say('record.summary')} lines={5} optional />
      <More form={form} material={material} />
    </fieldset>
  );
}

/** Methods, languages and guests: as the last time, unless somebody says otherwise. */
function More({ form, material: { organisation, earlier, group } }: Part & { readonly material: Material }) {
  const { say, lang } = useSpeech();
  const known = new Map(
    [...organisation.methods, ...group.methods, ...earlier.flatMap(({ methods }) => methods)]
      .reverse()
      .map((method) => [method.code, method]),
  );
  const chosen = (form.values.languages ?? []) as readonly string[];
  // What nobody sees, nobody corrects.
  const [isFilled] = useState(chosen.length > 0 || (form.values.methods as readonly string[]).length > 0);
  return (
    <details open={isFilled}>
      <summary>{say('record.moreFacts')}</summary>
      {known.size > 0 && (
        <ChoiceField
          form={form}
          name="methods"
          label={say('record.methods')}
          options={namedOptions([...known.values()], lang)}
          many
          optional
        />
      )}
      <ChoiceField
        form={form}
        name="languages"
        label={say('record.languages')}
        options={languageOptions(lang, chosen)}
        many
        optional
      />
      <TextField form={form} name="guests" label={say('record.guests')} lines={2} optional />
    </details>
  );
}

/** Hours of the whole group for this meeting; they are added to those of its month. */
export function HoursSection({ form }: Part) {
  const { say, day } = useSpeech();
  const { values } = form;
  const hours = Object.values(hoursOf(values)).reduce((sum, one) => sum + one, 0);
  return (
    <Section title={say('record.hours')} count={hours} isOpen={hours > 0}>
      <fieldset className="plain" disabled={values.done[values.commands.hours] !== undefined}>
        <legend className="hint">{say('record.hours.hint', { month: day(values.on.slice(0, 7)) })}</legend>
        <div className="row">
          {works.map((work) => (
            <TextField key={work} form={form} name={`hours.${work}`} label={capital(say(`work.${work}`))} optional />
          ))}
        </div>
      </fieldset>
    </Section>
  );
}
