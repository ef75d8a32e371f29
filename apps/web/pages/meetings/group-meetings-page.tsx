import { Link, useParams } from '@tanstack/react-router';
import { useAsk, useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked, Listed } from '../../parts/asked.tsx';
import { Day, today } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { capital } from '../../parts/options.ts';
import { Words } from '../../parts/words.tsx';
import { GroupFrame } from '../groups/group-frame.tsx';
import type { Meeting } from './material.ts';
import { PlanForm } from './plan-form.tsx';

/** The meetings of a group: what comes, what was, and what was cancelled. */
export function GroupMeetingsPage() {
  const { say } = useSpeech();
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const group = useAsk('/api/groups/{id}', { path: { id } });
  const meetings = useList('/api/meetings', { query: { group: id, limit: 30 } });
  const isCoordinator = useSelf()?.is('coordinator', id) ?? false;
  return (
    <Asked of={group} heading={say('meetings.title')}>
      {(itsGroup) => (
        <GroupFrame group={itsGroup} title={say('meetings.title')}>
          {isCoordinator && (
            <div className="deeds">
              <Link className="button" to="/groups/$id/record" params={{ id }}>
                {say('record.title')}
              </Link>
              <Deed label={say('meetings.plan')}>{(close) => <PlanForm group={id} onDone={close} />}</Deed>
            </div>
          )}
          <Listed of={meetings} empty={<p>{say('meetings.empty')}</p>}>
            {(items) => {
              const isComing = ({ state, plannedFor = '' }: Meeting) => state === 'planned' && plannedFor >= today();
              const coming = items.filter(isComing).reverse();
              return (
                <>
                  {coming.length > 0 && <h2>{say('meetings.coming')}</h2>}
                  <ul className="plain">
                    {coming.map((one) => (
                      <Row key={one.id} of={one} />
                    ))}
                  </ul>
                  {coming.length < items.length && <h2>{say('meetings.been')}</h2>}
                  <ul className="plain">
                    {items
                      .filter((one) => !isComing(one))
                      .map((one) => (
                        <Row key={one.id} of={one} />
                      ))}
                  </ul>
                </>
              );
            }}
          </Listed>
        </GroupFrame>
      )}
    </Asked>
  );
}

function Row({
  of: { id, group, state, heldOn, plannedFor, time, kind, present, summary, place, visits },
}: {
  readonly of: Meeting;
}) {
  const { say, number } = useSpeech();
  const isLeft = state === 'planned' && (plannedFor ?? '') < today();
  return (
    <li className="card">
      <h3>
        <Link to="/meetings/$id" params={{ id }}>
          <Day on={heldOn ?? plannedFor} /> {state === 'planned' && time}
        </Link>
      </h3>
      <p className="meta">
        {kind && <span>{capital(say(`meetingKind.${kind as 'meeting'}`))}</span>}
        {state === 'cancelled' && <span className="tag wrong">{say('meetings.cancelled')}</span>}
        {isLeft && (
          <Link to="/groups/$id/record" params={{ id: group }} search={{ meeting: id }}>
            <span className="tag late">{say('meetings.notRecorded')}</span>
          </Link>
        )}
        {present && 'total' in present && <span>{say('meetings.presentTotal', { count: present.total })}</span>}
        {place && <Words of={place} brief />}
        {visits.length > 0 && (
          <span>{say('meetings.visits', { count: visits.length, shown: number(visits.length) })}</span>
        )}
      </p>
      {summary && (
        <p className="clamped">
          <Words of={summary} brief />
        </p>
      )}
    </li>
  );
}
