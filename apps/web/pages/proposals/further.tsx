import { Link } from '@tanstack/react-router';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useNames } from '../../names.ts';
import { Words } from '../../parts/words.tsx';
import type { Proposal } from './situation.ts';

/** What stands around the path: where it comes from, what it is linked to, what it led to, and the initiative it is. */
export function Further({ proposal }: { readonly proposal: Proposal }) {
  const { say, code, day } = useSpeech();
  const { unit } = useNames();
  const { commission, origin, voicedBy, answerWanted, meeting, initiative, links, ledTo, unitAssumed, notKnown } =
    proposal;
  return (
    <>
      <details>
        <summary>{say('proposal.further')}</summary>
        <dl className="facts">
          <dt>{say('fact.answerWanted')}</dt>
          <dd>{answerWanted ? code('record.wanted', answerWanted) : say('proposal.notSaid')}</dd>
          <dt>{say('fact.origin')}</dt>
          <dd>
            {commission ? (
              <Link to={'/commissions/$id' as string} params={{ id: commission } as never}>
                {say('fact.toCommission')}
              </Link>
            ) : origin ? (
              code('origin', origin)
            ) : (
              say('proposal.notSaid')
            )}
          </dd>
          {voicedBy && (
            <>
              <dt>{say('fact.voicedBy')}</dt>
              <dd>{code('record.voicedBy', voicedBy)}</dd>
            </>
          )}
          {meeting && (
            <>
              <dt>{say('fact.meeting')}</dt>
              <dd>
                <Link to={'/meetings/$id' as string} params={{ id: meeting } as never}>
                  {say('fact.toMeeting')}
                </Link>
              </dd>
            </>
          )}
          {unitAssumed && (
            <>
              <dt>{say('fact.unit')}</dt>
              <dd>{say('proposal.unitAssumed', { unit: unit(proposal.unit) })}</dd>
            </>
          )}
          {notKnown.length > 0 && (
            <>
              <dt>{say('proposal.notKnown')}</dt>
              <dd>{[...new Set(notKnown.map(({ what }) => code('owed', what)))].join(', ')}</dd>
            </>
          )}
          {initiative && (
            <>
              <dt>{say('fact.registryNumber')}</dt>
              <dd>
                {initiative.registryNumber}, {say('proposal.arrived', { on: day(initiative.arrived) })}
              </dd>
            </>
          )}
        </dl>
      </details>
      {links.length > 0 && (
        <>
          <h3>{say('proposal.links')}</h3>
          <ul>
            {links.map(({ proposal: id, how }) => (
              <li key={`${id} ${how}`}>
                {code('answer.link', how)}: <Title id={id} />
              </li>
            ))}
          </ul>
        </>
      )}
      {ledTo.length > 0 && (
        <>
          <h3>{say('proposal.ledTo')}</h3>
          <ul>
            {ledTo.map((one) => (
              <li key={one.event}>
                {code('ledTo', one.kind)}: <Words of={one.what} brief />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Title({ id }: { readonly id: string }) {
  const { say } = useSpeech();
  const { data } = useAsk('/api/proposals/{id}', { path: { id } });
  return (
    <Link to={'/proposals/$id' as string} params={{ id } as never}>
      {data?.title ? <Words of={data.title} brief /> : say('fact.toProposal')}
    </Link>
  );
}
