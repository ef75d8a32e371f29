import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { today } from '../../parts/days.tsx';
import { DayField, PickField, TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { plainOf } from '../../parts/words.tsx';
import type { Meeting } from './material.ts';

interface OfPlanned {
  readonly meeting: Meeting;
  readonly onDone: (done?: string) => void;
}

export function MoveForm({ meeting, onDone }: OfPlanned) {
  const { say, lang } = useSpeech();
  const form = useForm({
    plannedFor: meeting.plannedFor ?? '',
    time: meeting.time ?? '',
    place: plainOf(meeting.place, lang, ''),
    reason: '',
  });
  const command = useCommand('/api/meetings/{id}/move');
  const { plannedFor, time, place, reason } = form.values;
  const submit = async () => {
    const wrong = plannedFor === '' ? say('field.required') : plannedFor < today() && say('meetings.past');
    if (!form.check({ plannedFor: wrong })) return;
    const isElsewhere = place.trim() !== '' && place.trim() !== plainOf(meeting.place, lang, '');
    const words = { ...(isElsewhere && { place: place.trim() }), ...(reason.trim() && { reason: reason.trim() }) };
    const given = { plannedFor, ...(time && { time }), ...(Object.keys(words).length > 0 && { words, lang }) };
    if (await command.give(meeting.id, given, meeting.version)) onDone(say('meetings.isMoved'));
  };
  return (
    <FormOf
      form={form}
      deed={say('meetings.move')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
      onCancel={() => onDone()}
    >
      <div className="row">
        <DayField form={form} name="plannedFor" label={say('meetings.day')} least={today()} />
        <TextField form={form} name="time" type="time" label={say('meetings.time')} optional />
      </div>
      <TextField form={form} name="place" label={say('meetings.place')} optional />
      <TextField form={form} name="reason" label={say('meetings.reason')} lines={2} optional />
    </FormOf>
  );
}

export function CancelForm({ meeting, onDone }: OfPlanned) {
  const { say, lang } = useSpeech();
  const form = useForm({ reason: '' });
  const command = useCommand('/api/meetings/{id}/cancel');
  const reason = form.values.reason.trim();
  const submit = async () => {
    if (await command.give(meeting.id, reason ? { words: { reason }, lang } : {}, meeting.version))
      onDone(say('meetings.isCancelled'));
  };
  return (
    <FormOf
      form={form}
      deed={say('meetings.cancel')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
      onCancel={() => onDone()}
    >
      <TextField form={form} name="reason" label={say('meetings.reason')} lines={2} optional />
    </FormOf>
  );
}

/** Asks somebody of management to come; those of the group's own unit first. */
export function VisitForm({ meeting, onDone }: OfPlanned) {
  const { say } = useSpeech();
  const organisation = useAsk('/api/organisation');
  const group = useAsk('/api/groups/{id}', { path: { id: meeting.group } });
  const units = useAsk('/api/units');
  return (
    <Asked of={organisation}>
      {({ posts }) => {
        const own = group.data?.unit;
        const inOrder = [...posts].sort((a, b) => Number(b.unit === own) - Number(a.unit === own));
        return (
          <Visit
            meeting={meeting}
            onDone={onDone}
            posts={inOrder}
            unitName={(unit) => plainOf(units.data?.items.find(({ id }) => id === unit)?.name, 'fi', say('text.none'))}
          />
        );
      }}
    </Asked>
  );
}

interface VisitOf extends OfPlanned {
  readonly posts: readonly { readonly code: string; readonly label: Meeting['place']; readonly unit?: string }[];
  readonly unitName: (unit: string | undefined) => string;
}

function Visit({ meeting, onDone, posts, unitName }: VisitOf) {
  const { say, lang } = useSpeech();
  const form = useForm({ post: '', why: '' });
  const command = useCommand('/api/meetings/{id}/request-visit');
  const { post, why } = form.values;
  const submit = async () => {
    if (!form.check({ post: post === '' && say('field.required') })) return;
    const given = { post, ...(why.trim() && { words: { why: why.trim() }, lang }) };
    if (await command.give(meeting.id, given)) onDone(say('meetings.isAsked'));
  };
  const options = posts.map(({ code, label, unit }) => ({
    value: code,
    label: `${plainOf(label, lang, code)}, ${unitName(unit)}`,
  }));
  return (
    <FormOf
      form={form}
      deed={say('meetings.visit')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
      onCancel={() => onDone()}
    >
      <PickField form={form} name="post" label={say('meetings.visit.post')} options={options} />
      <TextField form={form} name="why" label={say('meetings.visit.why')} lines={2} optional />
    </FormOf>
  );
}
