import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useAsk } from '../../asking.ts';
import { memberRoles } from '../../codes.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Day, today } from '../../parts/days.tsx';
import { Files } from '../../parts/files.tsx';
import { capital, languageOptions } from '../../parts/options.ts';
import { Page } from '../../parts/page.tsx';
import { Words } from '../../parts/words.tsx';
import { PlannedDeeds } from '../groups/next-meeting.tsx';
import type { Meeting } from './material.ts';
import { MeetingHistory } from './meeting-history.tsx';

export function MeetingPage() {
  const { say, day } = useSpeech();
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const { recorded, changed } = useSearch({ strict: false }) as {
    readonly recorded?: string;
    readonly changed?: string;
  };
  const meeting = useAsk('/api/meetings/{id}', { path: { id } });
  const found = meeting.data;
  const kind = found?.kind ? capital(say(`meetingKind.${found.kind as 'meeting'}`)) : say('meetings.one');
  const on = found?.heldOn ?? found?.plannedFor;
  return (
    <Page key={id} title={on ? `${kind} ${day(on)}` : kind}>
      {recorded && (
        <p className="notice good" role="status">
          {say('record.allRecorded', { count: Number(recorded) || 1 })}
        </p>
      )}
      {changed && <p className="notice late">{say('record.changed', { count: Number(changed) || 1 })}</p>}
      <Asked of={meeting}>{(one) => <Whole meeting={one} />}</Asked>
    </Page>
  );
}

function Whole({ meeting }: { readonly meeting: Meeting }) {
  const { say } = useSpeech();
  const isCoordinator = useSelf()?.is('coordinator', meeting.group) ?? false;
  const { id, group, groupName, state, plannedFor } = meeting;
  return (
    <>
      <p>
        <Link to="/groups/$id/meetings" params={{ id: group }}>
          <Words of={groupName} brief />
        </Link>
      </p>
      {state === 'cancelled' && (
        <div className="notice wrong">
          <p>{say('meetings.wasCancelled')}</p>
          {meeting.reason && <Words of={meeting.reason} />}
        </div>
      )}
      {state === 'planned' && (plannedFor ?? '') < today() && (
        <p className="notice late">{say('meetings.notRecorded')}</p>
      )}
      <Facts meeting={meeting} />
      {state === 'held' && (
        <>
          <h2>{say('record.summary')}</h2>
          <Words of={meeting.summary} />
        </>
      )}
      {isCoordinator && state !== 'cancelled' && (
        <div className="buttons">
          <Link
            className={state === 'planned' ? 'button' : 'button second'}
            to="/groups/$id/record"
            params={{ id: group }}
            search={{ meeting: id }}
          >
            {say(state === 'planned' ? 'record.title' : 'record.add')}
          </Link>
        </div>
      )}
      {isCoordinator && state === 'planned' && <PlannedDeeds meeting={meeting} />}
      <Files collection="meetings" id={id} mayAttach={isCoordinator} />
      <MeetingHistory meeting={meeting} isCoordinator={isCoordinator} />
    </>
  );
}

function Facts({ meeting }: { readonly meeting: Meeting }) {
  const { say, lang, number } = useSpeech();
  const {
    state,
    heldOn,
    plannedFor,
    time,
    timesMoved,
    place,
    plan,
    present,
    methods,
    languagesInterpreted = [],
    guests,
    visits,
    source,
  } = meeting;
  const languages = new Map(languageOptions(lang, languagesInterpreted).map(({ value, label }) => [value, label]));
  return (
    <dl className="facts">
      {state === 'held' && (
        <>
          <dt>{say('meetings.heldOn')}</dt>
          <dd>
            <Day on={heldOn} />
          </dd>
        </>
      )}
      {plannedFor && plannedFor !== heldOn && (
        <>
          <dt>{say('meetings.plannedFor')}</dt>
          <dd>
            <Day on={plannedFor} /> {time}{' '}
            {timesMoved > 0 && <span className="tag">{say('meetings.moved', { count: timesMoved })}</span>}
          </dd>
        </>
      )}
      {plannedFor === heldOn && time && (
        <>
          <dt>{say('meetings.time')}</dt>
          <dd>{time}</dd>
        </>
      )}
      {place && (
        <>
          <dt>{say('meetings.place')}</dt>
          <dd>
            <Words of={place} brief />
          </dd>
        </>
      )}
      {plan && (
        <>
          <dt>{say('meetings.planText')}</dt>
          <dd>
            <Words of={plan} />
          </dd>
        </>
      )}
      {state === 'held' && (
        <>
          <dt>{say('record.present')}</dt>
          <dd>
            {!present && say(source ? 'meetings.present.notKnown' : 'meetings.present.none')}
            {present && !('byRole' in present) && say('text.withheld')}
            {present && 'byRole' in present && (
              <ul className="plain">
                {memberRoles
                  .filter((role) => present.byRole[role] !== undefined)
                  .map((role) => (
                    <li key={role}>
                      {capital(say(`role.${role}`))}:{' '}
                      {present.byRole[role] === 'withheld' ? say('meetings.few') : number(Number(present.byRole[role]))}
                    </li>
                  ))}
                <li>
                  <strong>{say('record.present.total', { count: present.total })}</strong>
                </li>
              </ul>
            )}
          </dd>
        </>
      )}
      {methods.length > 0 && (
        <>
          <dt>{say('record.methods')}</dt>
          <dd>
            {methods.map(({ code, label }, index) => (
              <span key={code}>
                {index > 0 && ', '}
                {label ? <Words of={label} brief /> : code}
              </span>
            ))}
          </dd>
        </>
      )}
      {languagesInterpreted.length > 0 && (
        <>
          <dt>{say('record.languages')}</dt>
          <dd>{languagesInterpreted.map((code) => languages.get(code)).join(', ')}</dd>
        </>
      )}
      {guests && (
        <>
          <dt>{say('record.guests')}</dt>
          <dd>
            <Words of={guests} />
          </dd>
        </>
      )}
      {visits.map(({ event, post, postLabel, on, why }) => (
        <Fragment key={event}>
          <dt>{say('meetings.visitAsked')}</dt>
          <dd>
            {postLabel ? <Words of={postLabel} brief /> : post} <Day on={on} />
            {why && <Words of={why} />}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
