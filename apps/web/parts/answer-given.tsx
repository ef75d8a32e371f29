import { Link } from '@tanstack/react-router';
import { useAsk } from '../asking.ts';
import { useSpeech } from '../language.tsx';
import { useNames } from '../names.ts';
import { today } from './days.tsx';
import { Words } from './words.tsx';

const dayAfter = (days: number): string => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);

/** What happens after an answer: the group is told first. */
export function AnswerGiven({ groups }: { readonly groups: readonly string[] }) {
  const { say, day } = useSpeech();
  const { presets } = useNames();
  return (
    <div className="notice good" role="status">
      <p>
        <strong>{say('answer.given')}</strong>
      </p>
      <p>{presets ? say('answer.next.until', { on: day(dayAfter(presets.daysToTell)) }) : say('answer.next')}</p>
      {groups.map((group) => (
        <NextMeeting key={group} group={group} />
      ))}
    </div>
  );
}

function NextMeeting({ group }: { readonly group: string }) {
  const { say, day } = useSpeech();
  const { data } = useAsk('/api/groups/{id}/home', { path: { id: group }, query: { limit: 1 } });
  if (!data) return null;
  const on = data.nextMeeting?.plannedFor;
  return (
    <p>
      <Link to={'/groups/$id' as string} params={{ id: group } as never}>
        <Words of={data.group.name} brief />
      </Link>
      {': '}
      {on ? say('answer.next.meeting', { on: day(on) }) : say('answer.next.noMeeting')}
    </p>
  );
}
