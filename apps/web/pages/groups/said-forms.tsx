import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { today } from '../../parts/days.tsx';
import { DayField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';

interface Of {
  readonly group: string;
  readonly onDone: (done?: string) => void;
}

const activityKinds = ['serviceCafe', 'sparring', 'talk', 'workingGroup', 'event', 'development', 'peerWork'] as const;

/** What the group did without asking anybody. */
export function ActivityForm({ group, onDone }: Of) {
  const { say, code, lang } = useSpeech();
  const form = useForm(
    { kind: '' as (typeof activityKinds)[number] | '', what: '', from: today(), to: '' },
    `activity.${group}`,
  );
  const command = useCommand('/api/groups/{id}/record-activity');
  const submit = async () => {
    const { kind, what, from, to } = form.values;
    if (!form.check({ kind: !kind && say('field.required'), what: !what.trim() && say('group.what.missing') })) return;
    if (kind === '') return;
    const days = { ...(from && { from, on: from }), ...(to && { to }) };
    if (!(await command.give(group, { kind, ...days, words: { what: what.trim() }, lang }))) return;
    form.clear();
    onDone(say('group.recorded'));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={submit} onCancel={() => onDone()}>
      <PickField
        form={form}
        name="kind"
        label={say('group.kindOf')}
        options={activityKinds.map((one) => ({ value: one, label: code('activityKind', one) }))}
      />
      <TextField form={form} name="what" label={say('group.what')} lines={4} />
      <DayField form={form} name="from" label={say('group.from')} most={today()} />
      <DayField form={form} name="to" label={say('group.to')} most={today()} optional />
    </FormOf>
  );
}

const roles = ['clientDeveloper', 'staffDeveloper', 'expertByExperience', 'developmentPartner'] as const;

/** What somebody said, in their own words; read elsewhere only when they consent. */
export function VoiceForm({ group, onDone }: Of) {
  const { say, code, lang } = useSpeech();
  const form = useForm({ quotation: '', role: '' as (typeof roles)[number] | '', on: today() }, `voice.${group}`);
  const command = useCommand('/api/groups/{id}/record-voice');
  const submit = async () => {
    const { quotation, role, on } = form.values;
    if (!form.check({ quotation: !quotation.trim() && say('group.quotation.missing') })) return;
    const body = { ...(role && { role }), on, words: { quotation: quotation.trim() }, lang };
    if (!(await command.give(group, body))) return;
    form.clear();
    onDone(say('group.voices.recorded'));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={submit} onCancel={() => onDone()}>
      <TextField
        form={form}
        name="quotation"
        label={say('group.quotation')}
        hint={say('group.quotation.hint')}
        lines={4}
      />
      <PickField
        form={form}
        name="role"
        label={say('group.role')}
        none={say('group.role.notSaid')}
        options={roles.map((one) => ({ value: one, label: code('role', one) }))}
        optional
      />
      <DayField form={form} name="on" label={say('group.on')} most={today()} />
    </FormOf>
  );
}

const ledToKinds = ['activity', 'service', 'product', 'group', 'path', 'wayOfWorking'] as const;

/** What came of the group's work. */
export function LedToForm({ group, onDone }: Of) {
  const { say, code, lang } = useSpeech();
  const form = useForm({ kind: '' as (typeof ledToKinds)[number] | '', what: '', on: today() }, `led-to.${group}`);
  const command = useCommand('/api/groups/{id}/record-led-to');
  const submit = async () => {
    const { kind, what, on } = form.values;
    if (!form.check({ kind: !kind && say('field.required'), what: !what.trim() && say('group.what.missing') })) return;
    if (kind === '') return;
    if (!(await command.give(group, { kind, on, words: { what: what.trim() }, lang }))) return;
    form.clear();
    onDone(say('group.recorded'));
  };
  return (
    <FormOf form={form} deed={say('save')} {...command} onSubmit={submit} onCancel={() => onDone()}>
      <PickField
        form={form}
        name="kind"
        label={say('group.kindOf')}
        options={ledToKinds.map((one) => ({ value: one, label: code('ledTo', one) }))}
      />
      <TextField form={form} name="what" label={say('group.what')} lines={4} />
      <DayField form={form} name="on" label={say('group.on')} most={today()} />
    </FormOf>
  );
}
