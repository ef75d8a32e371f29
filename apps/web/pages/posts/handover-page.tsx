import { Link, useParams } from '@tanstack/react-router';
import type { AnswerOf } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Day, daysBetween, today } from '../../parts/days.tsx';
import { OwedCard } from '../../parts/owed-card.tsx';
import { Page } from '../../parts/page.tsx';
import { plainOf, Words } from '../../parts/words.tsx';
import { isOpen } from '../board/post-line.tsx';

type Handover = AnswerOf<'/api/posts/{code}/handover'>;
type Promised = Handover['promised'][number];
type Holder = Handover['holders'][number];

/** What whoever takes over a post must know: what it owes, what was promised in it, and by whom. */
export function HandoverPage() {
  const { say, lang } = useSpeech();
  const { id = '' } = useParams({ strict: false });
  const handover = useAsk('/api/posts/{code}/handover', { path: { code: id } });
  const label = plainOf(handover.data?.label, lang, id);
  return (
    <Page title={say('handover.title', { post: label })}>
      <Asked of={handover}>
        {({ unitName, holders, owed, promised }) => {
          const open = promised.filter(({ changed }) => isOpen(changed));
          const done = promised.filter(({ changed }) => !isOpen(changed));
          return (
            <>
              {unitName && <p>{say('handover.of', { unit: plainOf(unitName, lang, '') })}</p>}
              <h2>{say('handover.promised')}</h2>
              {promised.length === 0 && <p className="empty">{say('handover.promised.none')}</p>}
              {open.length > 0 && (
                <>
                  <h3>{say('handover.promised.openOnes')}</h3>
                  <ul className="plain">
                    {open.map((one) => (
                      <PromiseCard key={one.event} of={one} />
                    ))}
                  </ul>
                </>
              )}
              {done.length > 0 && (
                <details>
                  <summary>{say('handover.promised.done', { count: done.length })}</summary>
                  <ul className="plain">
                    {done.map((one) => (
                      <PromiseCard key={one.event} of={one} />
                    ))}
                  </ul>
                </details>
              )}
              <h2>{say('handover.open')}</h2>
              {owed.length === 0 ? (
                <p className="empty">{say('handover.open.none')}</p>
              ) : (
                <ul className="plain">
                  {owed.map((one) => (
                    <OwedCard key={`${one.what} ${one.sinceEvent} ${one.ofEvent}`} owed={one} />
                  ))}
                </ul>
              )}
              <h2>{say('handover.holders')}</h2>
              {holders.length === 0 ? (
                <p className="empty">{say('handover.holders.none')}</p>
              ) : (
                <ul>
                  {holders.map((one) => (
                    <li key={`${one.account} ${one.from}`}>
                      <Held by={one} />
                    </li>
                  ))}
                </ul>
              )}
              <h2>{say('handover.how')}</h2>
              <p>{say('handover.how.text')}</p>
            </>
          );
        }}
      </Asked>
    </Page>
  );
}

function PromiseCard({ of }: { readonly of: Promised }) {
  const { say } = useSpeech();
  const { proposal, title, on, decision, byWhen, whatWillBeDone, responsible, heldBy, changed } = of;
  const isLate = isOpen(changed) && byWhen !== undefined && !byWhen.includes('/') && daysBetween(byWhen, today()) > 0;
  return (
    <li className="card">
      <h4>
        <Link to={'/proposals/$id' as string} params={{ id: proposal } as never}>
          {title ? <Words of={title} brief /> : say('board.untitled')}
        </Link>
      </h4>
      <dl className="facts">
        <dt>{say('handover.on')}</dt>
        <dd>
          <Day on={on} /> <span className="tag">{say(`outcome.${decision as 'accepted'}`)}</span>
        </dd>
        {byWhen && (
          <>
            <dt>{say('handover.byWhen')}</dt>
            <dd>
              <Day on={byWhen} />{' '}
              {isLate && <span className="tag late">{say('due.late', { count: daysBetween(byWhen, today()) })}</span>}
            </dd>
          </>
        )}
        {whatWillBeDone && (
          <>
            <dt>{say('handover.what')}</dt>
            <dd>
              <Words of={whatWillBeDone} />
            </dd>
          </>
        )}
        <dt>{say('handover.changed')}</dt>
        <dd>{changed ? say(`changed.${changed as 'yes'}`) : say('handover.changed.none')}</dd>
        <dt>{say('handover.heldBy')}</dt>
        <dd>
          {heldBy.length === 0 && say('handover.heldBy.unknown')}
          {heldBy.map((one) => (
            <div key={`${one.account} ${one.from}`}>
              <Held by={one} />
            </div>
          ))}
        </dd>
      </dl>
      {!responsible && <p className="meta">{say('handover.onlyAnswered')}</p>}
    </li>
  );
}

/** Who held the post, in what way and how long. */
function Held({ by: { account, name, from, to, deputy } }: { readonly by: Holder }) {
  const { say, day } = useSpeech();
  const self = useSelf();
  const who = account === self?.account ? say('handover.you') : (name ?? say('handover.other'));
  const when = to
    ? say('handover.fromTo', { from: day(from), to: day(to) })
    : say('handover.from', { from: day(from) });
  return (
    <>
      {who}, {when} {deputy && <span className="tag">{say('handover.deputy')}</span>}
    </>
  );
}
