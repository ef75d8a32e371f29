import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '../api.ts';
import { useAsk } from '../asking.ts';
import { useSpeech } from '../language.tsx';
import { Asked } from './asked.tsx';
import { Day } from './days.tsx';
import { Words } from './words.tsx';

type Similar = AnswerOf<'/api/proposals/{id}/similar'>['items'][number];

const most = 6;

/** What was proposed and answered on the same matter: what is linked, what has words in common, what is of one theme. */
export function EarlierAnswers({ of }: { readonly of: AnswerOf<'/api/proposals/{id}'> }) {
  const { say, code } = useSpeech();
  const similar = useAsk('/api/proposals/{id}/similar', { path: { id: of.id } });
  const linked = new Map(of.links.map(({ proposal, how }) => [proposal, code('answer.link', how)]));
  return (
    <section>
      <h2>{say('answer.earlier')}</h2>
      <Asked of={similar}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="gone">{say('answer.earlier.none')}</p>
          ) : (
            <ul className="plain">
              {items.slice(0, most).map((one) => (
                <Earlier key={one.id} one={one} how={linked.get(one.id)} />
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  );
}

function Earlier({ one, how }: { readonly one: Similar; readonly how: string | undefined }) {
  const { say } = useSpeech();
  const outcome = one.decision ?? one.reply;
  const [why = 'theme'] = one.why;
  return (
    <li className="card">
      <p>
        <Link to={'/proposals/$id' as string} params={{ id: one.id } as never}>
          {one.title ? <Words of={one.title} brief /> : say('board.untitled')}
        </Link>
      </p>
      <p className="meta">
        <span className="tag">{how ?? say(`answer.why.${why}`)}</span>
        {outcome && <span className="tag">{say(`outcome.${outcome as 'accepted'}`)}</span>}
        {one.answeredOn && (
          <span>
            <Day on={one.answeredOn} />
          </span>
        )}
        <Words of={one.groupName} brief />
      </p>
      {(one.briefAnswer ?? one.reason) ? (
        <p>
          <Words of={one.briefAnswer ?? one.reason} brief />
        </p>
      ) : null}
    </li>
  );
}
