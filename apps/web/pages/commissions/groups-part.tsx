import { Link } from '@tanstack/react-router';
import { useSpeech } from '../../language.tsx';
import { Day } from '../../parts/days.tsx';
import { Words } from '../../parts/words.tsx';
import type { Commission, Part } from './commission.ts';
import { GroupDeeds } from './group-deeds.tsx';

/** What one group has done with a commission, what it asked, and what it can do next. */
export function GroupsPart({ of, part }: { readonly of: Commission; readonly part: Part }) {
  const { say, day } = useSpeech();
  const { group, groupName, status, since, declinedBecause, questions, answers } = part;
  return (
    <li className="card">
      <h3>
        <Link to={'/groups/$id' as string} params={{ id: group } as never}>
          {groupName ? <Words of={groupName} brief /> : group}
        </Link>
      </h3>
      <p className="meta">
        <span className={status === 'answered' ? 'tag good' : 'tag'}>{say(`commission.part.${status}`)}</span>
        {since && <Day on={since} />}
      </p>
      {status === 'declined' && (
        <>
          <h4>{say('commission.declinedBecause')}</h4>
          <Words of={declinedBecause} />
        </>
      )}
      {questions.map(({ event, on, question, clarifiedOn, clarification }) => (
        <div key={event}>
          <h4>{on ? say('commission.question', { on: day(on) }) : say('commission.question.undated')}</h4>
          <Words of={question} />
          {clarification || clarifiedOn ? (
            <>
              <h4>
                {clarifiedOn
                  ? say('commission.clarified', { on: day(clarifiedOn) })
                  : say('commission.clarified.undated')}
              </h4>
              <Words of={clarification} />
            </>
          ) : (
            <p className="gone">{say('commission.unclarified')}</p>
          )}
        </div>
      ))}
      {answers.map(({ event, summary }) =>
        summary ? (
          <div key={event}>
            <h4>{say('commission.summary')}</h4>
            <Words of={summary} />
          </div>
        ) : null,
      )}
      {of.status === 'open' && <GroupDeeds of={of} part={part} />}
    </li>
  );
}
