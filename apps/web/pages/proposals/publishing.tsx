import { Button } from 'suomifi-ui-components';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { plainOf } from '../../parts/words.tsx';
import { useActingAs } from './deed-form.tsx';
import type { TimelineEvent } from './event-facts.tsx';
import type { Side, Situation } from './situation.ts';
import { mostEvents } from './timeline.tsx';

/** What is only about other records is not for everybody. */
const never = [
  'RecordedInError',
  'WordsTranslated',
  'HeardByMember',
  'MoreInformationRequested',
  'MoreInformationProvided',
];
const groupSides: readonly Side[] = ['coordinator', 'member'];

interface Publishable {
  readonly event: TimelineEvent;
  readonly fields: readonly string[];
}

const publishableIn = (events: readonly TimelineEvent[]): readonly Publishable[] =>
  events
    .filter(({ type, recordedInError, untold }) => !never.includes(type) && !recordedInError && !untold)
    .map((event) => ({
      event,
      fields: Object.entries(event.words).flatMap(([field, text]) => (text && 'text' in text ? [field] : [])),
    }))
    .filter(({ fields }) => fields.length > 0);

/** Which texts each side agrees to make public; public is what both agree to. */
export function Publishing({ at }: { readonly at: Situation }) {
  const { say } = useSpeech();
  const { id } = at.proposal;
  const timeline = useAsk('/api/{collection}/{id}/timeline', {
    path: { collection: 'proposals', id },
    query: { limit: mostEvents },
  });
  return (
    <details>
      <summary>{say('proposal.publishing')}</summary>
      <p>{say('proposal.publishing.what')}</p>
      <Asked of={timeline}>
        {({ events }) => (
          <ul className="plain publishables">
            {publishableIn(events).map(({ event, fields }) => (
              <OfEvent key={event.event} event={event} fields={fields} at={at} />
            ))}
          </ul>
        )}
      </Asked>
    </details>
  );
}

function OfEvent({ event, fields, at }: Publishable & { readonly at: Situation }) {
  const { say, code, lang } = useSpeech();
  const publish = useCommand('/api/proposals/{id}/publish');
  const unpublish = useCommand('/api/proposals/{id}/unpublish');
  const side =
    at.as.holder !== undefined
      ? 'management'
      : groupSides.some((one) => at.as[one] !== undefined)
        ? 'group'
        : undefined;
  const as = useActingAs({ by: side === 'management' ? ['holder'] : groupSides }, at);
  const agreed = (field: string) => event.published[field] ?? [];
  const decide = (command: typeof publish, chosen: readonly string[]) =>
    side && command.give(at.proposal.id, { ofEvent: event.event, fields: [...chosen], side }, undefined, as);
  const mine = fields.filter((field) => side && agreed(field).includes(side));
  const rest = fields.filter((field) => !mine.includes(field));
  const problem = publish.problem ?? unpublish.problem;
  const isRunning = publish.isRunning || unpublish.isRunning;
  const what = code('event', event.type);
  return (
    <li className="card">
      <h3>{what}</h3>
      {fields.map((field) => (
        <div key={field} className="publishable">
          <p className="label">{code('wordsOf', field)}</p>
          <p className="excerpt">{plainOf(event.words[field], lang, '')}</p>
          <p className="meta">
            {agreed(field).length === 2 ? (
              <span className="tag good">{say('publish.public')}</span>
            ) : (
              (['group', 'management'] as const).map((one) => (
                <span key={one}>
                  {say(agreed(field).includes(one) ? `publish.agreed.${one}` : `publish.waits.${one}`)}
                </span>
              ))
            )}
          </p>
        </div>
      ))}
      {problem && <ProblemNotice problem={problem} />}
      {side && (
        <div className="buttons">
          {rest.length > 0 && (
            <Button
              variant="secondary"
              aria-disabled={isRunning}
              onClick={() => decide(publish, rest)}
              aria-label={`${say('publish.agree')}: ${what}`}
            >
              {say('publish.agree')}
            </Button>
          )}
          {mine.length > 0 && (
            <button
              type="button"
              className="plain-button"
              aria-disabled={isRunning}
              onClick={() => decide(unpublish, mine)}
              aria-label={`${say('publish.takeBack')}: ${what}`}
            >
              {say('publish.takeBack')}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
