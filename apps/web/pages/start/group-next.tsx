import { Link } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Words } from '../../parts/words.tsx';

/** Where a group is: when it meets and what is brought to it, or, for its members, what became of what it said. */
export function GroupNext({
  group,
  isCoordinator = false,
}: {
  readonly group: string;
  readonly isCoordinator?: boolean;
}) {
  const { say, day } = useSpeech();
  const home = useAsk('/api/groups/{id}/home', { path: { id: group }, query: { limit: 1 } });
  return (
    <section className="card">
      <Asked of={home}>
        {({ group: { name }, nextMeeting }) => (
          <>
            <h2>{name ? <Words of={name} brief /> : group}</h2>
            <p>
              {nextMeeting?.plannedFor
                ? say('start.meeting', { on: day(nextMeeting.plannedFor) })
                : say('start.noMeeting')}
            </p>
          </>
        )}
      </Asked>
      {isCoordinator ? <ToBring group={group} /> : <Latest group={group} />}
    </section>
  );
}

function ToBring({ group }: { readonly group: string }) {
  const { say } = useSpeech();
  const agenda = useAsk('/api/groups/{id}/agenda', { path: { id: group } });
  return (
    <>
      <Asked of={agenda}>
        {({ answersToBring }) => (
          <p>
            {answersToBring.length === 0
              ? say('start.bringNone')
              : say('start.bring', { count: answersToBring.length })}
          </p>
        )}
      </Asked>
      <div className="buttons">
        <Link className="button" to="/groups/$id/agenda" params={{ id: group }}>
          {say('start.agenda')}
        </Link>
        <Link to="/board" search={{ group }}>
          {say('start.board')}
        </Link>
      </div>
    </>
  );
}

function Latest({ group }: { readonly group: string }) {
  const { say } = useSpeech();
  const latest = useAsk('/api/proposals', { query: { group, sort: '-changed', limit: 3 } });
  return (
    <>
      <Asked of={latest}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{say('start.saidNothing')}</p>
          ) : (
            <>
              <h3>{say('start.latest')}</h3>
              <ul>
                {items.map(({ id, title }) => (
                  <li key={id}>
                    <Link to={'/proposals/$id' as string} params={{ id } as never}>
                      {title ? <Words of={title} brief /> : say('board.untitled')}
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Asked>
      <div className="buttons">
        <Link className="button" to="/groups/$id" params={{ id: group }}>
          {say('start.became')}
        </Link>
      </div>
    </>
  );
}
