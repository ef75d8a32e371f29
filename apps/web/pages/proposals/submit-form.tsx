import { useState } from 'react';
import { newId } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { useNames } from '../../names.ts';
import { today } from '../../parts/days.tsx';
import { ChoiceField, DayField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { capital } from '../../parts/options.ts';
import { plainOf } from '../../parts/words.tsx';

const kinds = ['idea', 'comment', 'statement', 'message', 'socialReport', 'trialIdea'] as const;
const voices = ['clients', 'staff', 'both', 'partners', 'residents'] as const;
const answers = ['decision', 'reply', 'none'] as const;
type Kind = (typeof kinds)[number];

/** What the group most often wants of management with such a proposal. */
const wantedWith = (kind: Kind): (typeof answers)[number] =>
  kind === 'idea' || kind === 'trialIdea' || kind === 'statement' ? 'decision' : 'reply';

interface SubmitForm {
  readonly group: string;
  /** The unit of the group, for which a proposal mostly is. */
  readonly unit: string;
  /** The commission that it answers, where one comes from there. */
  readonly commission?: string | undefined;
  readonly onDone: (id: string) => void;
}

/** A group proposes something. A title and a text are asked; all else has a default and can be said. */
export function SubmitForm({ group, unit, commission = '', onDone }: SubmitForm) {
  const { say, code, lang, day } = useSpeech();
  const { units, themes, heirOf, unit: unitName } = useNames();
  const self = useSelf();
  const commissions = useAsk('/api/commissions', { query: { group, status: 'open', limit: 100 } });
  const meetings = useAsk('/api/meetings', { query: { group, state: 'held', limit: 30 } });
  const [id] = useState(newId);
  const command = useCommand('/api/proposals/{id}');
  const form = useForm(
    {
      title: '',
      text: '',
      changeHopedFor: '',
      kind: 'idea',
      unit: heirOf(unit),
      commission,
      answerWanted: '',
      voicedBy: '',
      theme: '',
      meeting: '',
      on: today(),
    },
    `propose.${group}`,
  );
  const { values } = form;
  const kind = kinds.find((one) => one === values.kind) ?? 'idea';
  const answerWanted = answers.find((one) => one === values.answerWanted) ?? wantedWith(kind);
  const optionsOf = (family: string, codes: readonly string[]) =>
    codes.map((value) => ({ value, label: capital(code(family, value)) }));
  const submit = async () => {
    if (
      !form.check({
        title: values.title.trim() === '' && say('propose.title.missing'),
        text: values.text.trim() === '' && say('propose.text.missing'),
        on: (values.on === '' || values.on > today()) && say('deed.field.on.later'),
      })
    )
      return;
    const { title, text, changeHopedFor } = values;
    const voicedBy = voices.find((one) => one === values.voicedBy);
    const as = self?.as.find(({ kind: by, of }) => (by === 'coordinator' || by === 'member') && of === group)?.name;
    const recorded = await command.give(
      id,
      {
        group,
        unit: values.unit || unit,
        kind,
        answerWanted,
        origin: values.commission === '' ? 'own' : 'commission',
        ...(values.commission !== '' && { commission: values.commission }),
        ...(voicedBy && { voicedBy }),
        ...(values.theme !== '' && { theme: values.theme }),
        ...(values.meeting !== '' && { meeting: values.meeting }),
        on: values.on,
        lang,
        words: {
          title: title.trim(),
          text: text.trim(),
          ...(changeHopedFor.trim() !== '' && { changeHopedFor: changeHopedFor.trim() }),
        },
      },
      undefined,
      (self?.as.length ?? 0) > 1 ? as : undefined,
    );
    if (!recorded) return;
    form.clear();
    onDone(id);
  };
  const givenCommissions = commissions.data?.items ?? [];
  return (
    <FormOf
      form={form}
      deed={say('propose.do')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
    >
      <TextField form={form} name="title" label={say('deed.field.title')} hint={say('propose.title.hint')} most={300} />
      <TextField form={form} name="text" label={say('deed.field.text')} hint={say('propose.text.hint')} lines={6} />
      <TextField form={form} name="changeHopedFor" label={say('deed.field.changeHopedFor')} lines={2} optional />
      <p className="meta">
        {say('propose.as', {
          kind: code('kind', kind),
          unit: unitName(values.unit || unit),
          wanted: code('record.wanted', answerWanted),
        })}
      </p>
      <details>
        <summary>{say('propose.more')}</summary>
        <PickField form={form} name="kind" label={say('deed.field.kind')} options={optionsOf('kind', kinds)} />
        <ChoiceField
          form={{ ...form, values: { ...values, answerWanted } }}
          name="answerWanted"
          label={say('propose.wanted')}
          options={optionsOf('record.wanted', answers)}
        />
        <PickField
          form={form}
          name="unit"
          label={say('propose.unit')}
          options={units
            .filter(({ status }) => status === 'open')
            .map(({ id: value }) => ({ value, label: unitName(value) }))}
        />
        {givenCommissions.length > 0 && (
          <PickField
            form={form}
            name="commission"
            label={say('propose.commission')}
            none={say('record.proposal.own')}
            options={givenCommissions.map((one) => ({ value: one.id, label: plainOf(one.title, lang, one.id) }))}
          />
        )}
        <PickField
          form={form}
          name="voicedBy"
          label={say('record.proposal.voicedBy')}
          options={optionsOf('record.voicedBy', voices)}
          optional
        />
        <PickField
          form={form}
          name="theme"
          label={say('fact.theme')}
          options={themes.map((one) => ({ value: one.code, label: plainOf(one.label, lang, one.code) }))}
          optional
        />
        <PickField
          form={form}
          name="meeting"
          label={say('propose.meeting')}
          options={(meetings.data?.items ?? []).map((one) => ({
            value: one.id,
            label: `${one.heldOn ? day(one.heldOn) : say('day.notRecorded')}, ${code('meetingKind', one.kind ?? 'meeting')}`,
          }))}
          optional
        />
        <DayField form={form} name="on" label={say('deed.field.on')} most={today()} />
      </details>
    </FormOf>
  );
}
