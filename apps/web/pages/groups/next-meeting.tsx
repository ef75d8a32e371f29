import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSpeech } from '../../language.tsx';
import { Day } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { capital } from '../../parts/options.ts';
import { Words } from '../../parts/words.tsx';
import type { Meeting } from '../meetings/material.ts';
import { PlanForm } from '../meetings/plan-form.tsx';
import { CancelForm, MoveForm, VisitForm } from '../meetings/planned-forms.tsx';
import { Done } from './done.tsx';

/** When and where the group meets next, and what can be done about it. */
export function NextMeeting({
  group,
  next,
  isCoordinator,
}: {
  readonly group: string;
  readonly next: Meeting | undefined;
  readonly isCoordinator: boolean;
}) {
  const { say } = useSpeech();
  const [done, setDone] = useState<string>();
  // A meeting that was planned or cancelled changes what stands here, and takes the form away.
  const closing = (close: (done?: string) => void) => (what?: string) => {
    close(what);
    setDone(what);
  };
  return (
    <section className="card">
      <h2>{say('agenda.next')}</h2>
      {next ? <Planned meeting={next} /> : <p>{say('agenda.noNext')}</p>}
      {done !== undefined && <Done>{done}</Done>}
      <div className="buttons">
        {isCoordinator && (
          <Link
            className="button"
            to="/groups/$id/record"
            params={{ id: group }}
            search={next ? { meeting: next.id } : {}}
          >
            {say('record.title')}
          </Link>
        )}
        <Link to="/groups/$id/meetings" params={{ id: group }}>
          {say('meetings.all')}
        </Link>
      </div>
      {isCoordinator &&
        (next ? (
          <PlannedDeeds meeting={next} closing={closing} />
        ) : (
          <Deed label={say('meetings.plan')}>{(close) => <PlanForm group={group} onDone={closing(close)} />}</Deed>
        ))}
    </section>
  );
}

type Close = (done?: string) => void;

export function PlannedDeeds({
  meeting,
  closing = (close) => close,
}: {
  readonly meeting: Meeting;
  readonly closing?: (close: Close) => Close;
}) {
  const { say } = useSpeech();
  return (
    <div className="deeds">
      <Deed label={say('meetings.move')}>{(close) => <MoveForm meeting={meeting} onDone={close} />}</Deed>
      <Deed label={say('meetings.visit')}>{(close) => <VisitForm meeting={meeting} onDone={close} />}</Deed>
      <Deed label={say('meetings.cancel')}>{(close) => <CancelForm meeting={meeting} onDone={closing(close)} />}</Deed>
    </div>
  );
}

function Planned({
  meeting: { id, plannedFor, time, kind, place, plan, visits, timesMoved },
}: {
  readonly meeting: Meeting;
}) {
  const { say } = useSpeech();
  return (
    <>
      <p>
        <Link to="/meetings/$id" params={{ id }}>
          <strong>
            <Day on={plannedFor} /> {time}
          </strong>
        </Link>{' '}
        <Words of={place} brief />{' '}
        {kind && <span className="tag">{capital(say(`meetingKind.${kind as 'meeting'}`))}</span>}{' '}
        {timesMoved > 0 && <span className="tag">{say('meetings.moved', { count: timesMoved })}</span>}
      </p>
      {plan && <Words of={plan} />}
      {visits.length > 0 && (
        <p>
          {say('meetings.visitAsked')}{' '}
          {visits.map((visit, index) => (
            <span key={visit.event}>
              {index > 0 && ', '}
              {visit.postLabel ? <Words of={visit.postLabel} brief /> : visit.post}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
