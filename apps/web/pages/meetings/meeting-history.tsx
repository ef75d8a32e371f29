import type { AnswerOf } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Day } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { capital } from '../../parts/options.ts';
import { Words } from '../../parts/words.tsx';
import type { Meeting } from './material.ts';

type Event = AnswerOf<'/api/{collection}/{id}/timeline'>['events'][number];

/** What began the meeting's story stays, and so does what was said about a slip. */
const isSlip = ({ type, version, recordedInError }: Event): boolean =>
  version > 1 && type !== 'RecordedInError' && !recordedInError;

/** Everything that was recorded of a meeting, and the mending of what was recorded wrongly. */
export function MeetingHistory({
  meeting,
  isCoordinator,
}: {
  readonly meeting: Meeting;
  readonly isCoordinator: boolean;
}) {
  const { say, code, instant } = useSpeech();
  const timeline = useAsk('/api/{collection}/{id}/timeline', {
    path: { collection: 'meetings', id: meeting.id },
    query: { limit: 200 },
  });
  return (
    <section>
      <h2>{say('meetings.history')}</h2>
      <Asked of={timeline}>
        {({ events }) => (
          <ol className="path">
            {events.map((one) => (
              <li key={one.event} className={one.recordedInError ? 'awaited' : 'done'}>
                <h3>{capital(code('event', one.type))}</h3>
                <p className="meta">
                  <span>
                    {say('meetings.happened')} <Day on={one.occurredOn} />
                  </span>
                  <span>{say('meetings.recordedAt', { at: instant(one.recordedAt) })}</span>
                </p>
                {typeof one.facts.plannedFor === 'string' && (
                  <p>
                    {say('meetings.plannedFor')} <Day on={one.facts.plannedFor} /> {String(one.facts.time ?? '')}
                  </p>
                )}
                {one.recordedInError && (
                  <div className="notice wrong">
                    <p>
                      {say('meetings.inError')} <Day on={one.recordedInError.on} />
                    </p>
                    <Words of={one.recordedInError.why} />
                  </div>
                )}
                {Object.entries(one.words)
                  .filter(([, text]) => text !== null)
                  .map(([field, text]) => (
                    <Words key={field} of={text} />
                  ))}
                {isCoordinator && isSlip(one) && (
                  <Deed label={say('meetings.slip')}>
                    {(close) => <SlipForm meeting={meeting.id} event={one.event} onDone={close} />}
                  </Deed>
                )}
              </li>
            ))}
          </ol>
        )}
      </Asked>
    </section>
  );
}

function SlipForm({
  meeting,
  event,
  onDone,
}: {
  readonly meeting: string;
  readonly event: string;
  readonly onDone: (done?: string) => void;
}) {
  const { say, lang } = useSpeech();
  const form = useForm({ why: '' });
  const command = useCommand('/api/meetings/{id}/record-in-error');
  const why = form.values.why.trim();
  const submit = async () => {
    if (!form.check({ why: why === '' && say('field.required') })) return;
    if (await command.give(meeting, { ofEvent: event, words: { why }, lang })) onDone(say('meetings.isMended'));
  };
  return (
    <FormOf
      form={form}
      deed={say('meetings.slip.deed')}
      isRunning={command.isRunning}
      problem={command.problem}
      onSubmit={submit}
      onCancel={() => onDone()}
    >
      <TextField form={form} name="why" label={say('meetings.slip.why')} hint={say('meetings.slip.hint')} lines={2} />
    </FormOf>
  );
}
