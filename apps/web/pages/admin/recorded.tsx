import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { type AnswerOf, type Problem, read } from '../../api.ts';
import { useCommand } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Listed } from '../../parts/asked.tsx';
import { Deed } from '../../parts/deed.tsx';
import { TextField } from '../../parts/fields.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { Words } from '../../parts/words.tsx';
import { useAccountNames } from './account-names.ts';

type Timeline = AnswerOf<'/api/{collection}/{id}/timeline'>;
type Event = Timeline['events'][number];

interface Whose {
  readonly collection: 'units' | 'organisation';
  readonly id: string;
}

/** All that was recorded here, and mending a slip: it is said to be one, and stays in sight. */
export function Recorded({ collection, id }: Whose) {
  const { say } = useSpeech();
  const timeline = useInfiniteQuery<Timeline, Problem, InfiniteData<Timeline>, readonly unknown[], string | undefined>({
    queryKey: ['timeline', { path: { id }, collection }],
    queryFn: ({ pageParam: cursor, signal }) =>
      read(
        '/api/{collection}/{id}/timeline',
        { path: { collection, id }, query: { limit: 200, ...(cursor && { cursor }) } },
        signal,
      ),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
  });
  const events = timeline.data?.pages.flatMap((page) => page.events).toReversed();
  return (
    <details>
      <summary>{say('recorded.title')}</summary>
      <p>{say('recorded.about')}</p>
      <Listed of={{ ...timeline, items: events }} empty={<p>{say('log.empty')}</p>}>
        {(items) => (
          <ul className="plain">
            {items.map((event) => (
              <One key={event.event} event={event} whose={{ collection, id }} />
            ))}
          </ul>
        )}
      </Listed>
    </details>
  );
}

function One({ event, whose }: { readonly event: Event; readonly whose: Whose }) {
  const { say, instant, day } = useSpeech();
  const self = useSelf();
  const names = useAccountNames();
  const { type, words, occurredOn, recordedAt, recordedBy, recordedInError, version } = event;
  const isSlip = recordedInError !== undefined;
  // What begins a unit, and the mending itself, stay as they are.
  const mayMend =
    !isSlip &&
    type !== 'RecordedInError' &&
    (version > 1 || whose.collection === 'organisation') &&
    self?.can(whose.collection === 'units' ? 'RecordUnitInError' : 'RecordOrganisationInError');
  return (
    <li className="card">
      <h3>{say(`event.${type as 'PromiseSet'}`)}</h3>
      <p className="meta">
        {occurredOn && <span>{day(occurredOn)}</span>}
        <span>{say('recorded.at', { at: instant(recordedAt) })}</span>
        {recordedBy && <span>{names(recordedBy)}</span>}
      </p>
      {Object.entries(words).map(([field, text]) => (
        <Words key={field} of={text} />
      ))}
      {isSlip && (
        <div className="notice late">
          <p>{say('recorded.slip')}</p>
          <Words of={recordedInError.why} />
        </div>
      )}
      {mayMend && (
        <Deed label={say('recorded.mend')}>
          {(close) => <MendForm event={event.event} whose={whose} onDone={close} />}
        </Deed>
      )}
    </li>
  );
}

function MendForm({
  event,
  whose: { collection, id },
  onDone,
}: {
  readonly event: string;
  readonly whose: Whose;
  readonly onDone: (done?: string) => void;
}) {
  const { say, lang } = useSpeech();
  const form = useForm({ why: '' });
  const ofUnit = useCommand('/api/units/{id}/record-in-error');
  const ofOrganisation = useCommand('/api/organisation/record-in-error');
  const command = collection === 'units' ? ofUnit : ofOrganisation;
  const mend = async () => {
    const why = form.values.why.trim();
    if (!form.check({ why: why === '' && say('recorded.whyMissing') })) return;
    if (await command.give(collection === 'units' ? id : undefined, { ofEvent: event, words: { why }, lang }))
      onDone(say('recorded.mended'));
  };
  return (
    <FormOf form={form} deed={say('recorded.mend')} {...command} onSubmit={mend} onCancel={() => onDone()}>
      <p>{say('recorded.mendAbout')}</p>
      <TextField form={form} name="why" label={say('recorded.why')} lines={3} most={2000} />
    </FormOf>
  );
}
