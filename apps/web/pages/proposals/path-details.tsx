import type { ReactNode } from 'react';
import type { Path } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { useNames } from '../../names.ts';
import { Day } from '../../parts/days.tsx';
import { Part } from '../../parts/path-view.tsx';
import type { Proposal } from './situation.ts';

/** What is known of each step beyond what the path says of it. */
export function useMore(proposal: Proposal): Readonly<Partial<Record<keyof Path, ReactNode>>> {
  const { say, day } = useSpeech();
  const { unit } = useNames();
  const { receipts, holders, informationRequests, reopenings, trials, changes, ended, heardByMembers } = proposal;
  const estimate = receipts.at(-1)?.estimate;
  const moved = holders.slice(1);
  return {
    received: (
      <>
        {estimate && proposal.path.answered.state === 'awaited' && <p>{say('path.estimate', { on: day(estimate) })}</p>}
        {moved.map((one) => (
          <p key={one.event}>
            {say('path.forwarded', { unit: unit(one.unit) })} <Day on={one.on} />
          </p>
        ))}
        {informationRequests.map((one) => (
          <div key={one.event}>
            <Part label={say('path.question')} text={one.question} />
            {one.ended ? (
              <Part label={say('path.information')} text={one.answer} />
            ) : (
              <p className="tag turn">{say('path.questionOpen')}</p>
            )}
          </div>
        ))}
      </>
    ),
    answered: <Answered proposal={proposal} />,
    changed: (
      <>
        {trials.map((one) => (
          <div key={one.event}>
            <p>
              <span className="tag">
                {say(one.outcome ? 'path.trial.ended' : one.own ? 'path.trial.own' : 'path.trial.running')}
              </span>{' '}
              {one.until && !one.outcome && say('path.trial.until', { on: day(one.until) })}
            </p>
            <Part label={say('path.trial.what')} text={one.what} />
            <Part label={say('path.trial.learnt')} text={one.whatWasLearnt} />
          </div>
        ))}
        {changes.map((one) => (
          <Part key={one.event} label={`${say('path.onTheWay')} ${one.on ? day(one.on) : ''}`} text={one.what} />
        ))}
        {proposal.followUpScheduled && proposal.path.changed.state !== 'done' && (
          <p>{say('path.followUpScheduled', { on: day(proposal.followUpScheduled) })}</p>
        )}
      </>
    ),
    view: (
      <>
        {heardByMembers.heard > 0 && <p>{say('path.heard', { count: heardByMembers.heard })}</p>}
        {reopenings.map((one) => (
          <div key={one.event}>
            <p>
              <span className="tag turn">{say('path.reopened')}</span> <Day on={one.on} />
            </p>
            <Part label={say('path.why')} text={one.reason} />
          </div>
        ))}
        {ended && (
          <div>
            <p>
              <span className="tag">
                {say(proposal.closed === 'withdrawn' ? 'path.withdrawn' : 'path.closedEarly')}
              </span>{' '}
              <Day on={ended.on} />
            </p>
            <Part label={say('path.why')} text={ended.reason} />
          </div>
        )}
      </>
    ),
  };
}

/** By when, by whom, why in codes; and what was answered before. */
function Answered({ proposal: { answers } }: { readonly proposal: Proposal }) {
  const { say, code, day } = useSpeech();
  const { post } = useNames();
  const inForce = answers.find((one) => 'inForce' in one && one.inForce);
  const now = inForce && 'inForce' in inForce ? inForce : undefined;
  const earlier = answers.flatMap((one) => ('inForce' in one && !one.inForce ? [one] : []));
  const deferredUntil = now?.decision === 'deferred' ? now.untilWhen : undefined;
  const lines = now && [
    now.post && say('path.answeredBy', { post: post(now.post) }),
    now.responsiblePost && say('path.responsible', { post: post(now.responsiblePost) }),
    now.byWhen && say('path.byWhen', { on: day(now.byWhen) }),
    deferredUntil && say('path.deferredUntil', { on: day(deferredUntil) }),
    now.untilWhen && !deferredUntil && say('path.until', { on: day(now.untilWhen) }),
    now.reasonCodes.length > 0 &&
      say('path.reasonCodes', { codes: now.reasonCodes.map((one) => code('reasonCode', one)).join(', ') }),
  ];
  return (
    <>
      {lines?.filter(Boolean).map((line) => (
        <p key={String(line)} className="meta">
          {line}
        </p>
      ))}
      {earlier.length > 0 && (
        <details>
          <summary>{say('path.earlier', { count: earlier.length })}</summary>
          {earlier.map((one) => (
            <div key={one.event}>
              <p>
                <strong>{code('outcome', one.decision ?? one.reply ?? '')}</strong> <Day on={one.on} />
              </p>
              <Part label={say('path.reason')} text={one.reason} />
            </div>
          ))}
        </details>
      )}
    </>
  );
}
