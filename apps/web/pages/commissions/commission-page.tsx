import { Link, useParams } from '@tanstack/react-router';
import type { OwedItem } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Day, Due } from '../../parts/days.tsx';
import { Files } from '../../parts/files.tsx';
import { Page } from '../../parts/page.tsx';
import { WhyThen } from '../../parts/why-then.tsx';
import { plainOf, Words } from '../../parts/words.tsx';
import type { Commission } from './commission.ts';
import { CommissionDeeds } from './commission-deeds.tsx';
import { CommissionTimeline } from './commission-timeline.tsx';
import { GroupsPart } from './groups-part.tsx';
import { StatusTag } from './status-tag.tsx';

/** One commission: what was asked, what each group has done with it, and what came of it. */
export function CommissionPage() {
  const { say, lang } = useSpeech();
  const { id = '' } = useParams({ strict: false });
  const commission = useAsk('/api/commissions/{id}', { path: { id } });
  const title = plainOf(commission.data?.title, lang, say('commission.untitled'));
  return (
    <Page title={commission.data ? title : say('nav.commissions')} windowTitle={say('nav.commissions')}>
      <Asked of={commission}>{(found) => <Found of={found} />}</Asked>
    </Page>
  );
}

function Found({ of: found }: { readonly of: Commission }) {
  const { say } = useSpeech();
  return (
    <>
      <p className="meta">
        <StatusTag status={found.status} />
        <span className="tag">{say(`commission.kind.${found.kind as 'task'}`)}</span>
      </p>
      <div className="split">
        <div>
          {found.task && (
            <section>
              <h2>{say('commission.task')}</h2>
              <Words of={found.task} />
            </section>
          )}
          {found.background && (
            <section>
              <h2>{say('commission.background')}</h2>
              <Words of={found.background} />
            </section>
          )}
          <section>
            <h2>{say('commission.groups')}</h2>
            <ul className="plain">
              {found.groups.map((part) => (
                <GroupsPart key={part.group} of={found} part={part} />
              ))}
            </ul>
          </section>
          <Proposals of={found} />
        </div>
        <aside>
          <Facts of={found} />
          {found.owed.length > 0 && (
            <section>
              <h2>{say('commission.owed')}</h2>
              <ul className="plain">
                {found.owed.map((owed) => (
                  <Awaited key={`${owed.what} ${owed.group} ${owed.sinceEvent}`} owed={owed} />
                ))}
              </ul>
            </section>
          )}
          <CommissionDeeds of={found} />
        </aside>
      </div>
      <Files collection="commissions" id={found.id} />
      <CommissionTimeline id={found.id} />
    </>
  );
}

function Awaited({ owed }: { readonly owed: OwedItem }) {
  const { say } = useSpeech();
  return (
    <li className="card">
      <p className="meta">
        <span className="tag turn">{say(`owed.${owed.what}`)}</span>
        <span>
          <Due on={owed.due.on} />
        </span>
        <Words of={owed.by === 'group' ? owed.groupName : owed.unitName} brief />
      </p>
      <WhyThen owed={owed} />
    </li>
  );
}

function Facts({ of }: { readonly of: Commission }) {
  const { say, day } = useSpeech();
  const { from, fromGroup, fromName, unitName, issuedOn, answerWantedBy, rescheduledFrom, endedOn } = of;
  return (
    <dl className="facts">
      <dt>{say('commission.issued')}</dt>
      <dd>
        <Day on={issuedOn} />
      </dd>
      {from && (
        <>
          <dt>{say('commission.fromWhom')}</dt>
          <dd>
            {say(`commission.from.${from as 'unit'}`)} <Words of={fromName} brief />
            {fromGroup && (
              <Link to={'/groups/$id' as string} params={{ id: fromGroup } as never}>
                {fromGroup}
              </Link>
            )}
          </dd>
        </>
      )}
      <dt>{say('commission.lead')}</dt>
      <dd>
        <Words of={unitName} brief />
      </dd>
      <dt>{say('commission.wanted')}</dt>
      <dd>
        {answerWantedBy ? <Day on={answerWantedBy} /> : say('commission.noDay')}
        {rescheduledFrom && ` (${say('commission.rescheduled', { on: day(rescheduledFrom) })})`}
      </dd>
      {endedOn && (
        <>
          <dt>{say('commission.ended')}</dt>
          <dd>
            <Day on={endedOn} />
          </dd>
        </>
      )}
    </dl>
  );
}

function Proposals({ of: { proposals } }: { readonly of: Commission }) {
  const { say } = useSpeech();
  return (
    <section>
      <h2>{say('commission.proposals')}</h2>
      {proposals.length === 0 ? (
        <p className="gone">{say('commission.proposals.none')}</p>
      ) : (
        <ul className="plain">
          {proposals.map((one) => {
            const outcome = one.decision ?? one.reply;
            return (
              <li className="card" key={one.id}>
                <p>
                  <Link to={'/proposals/$id' as string} params={{ id: one.id } as never}>
                    {one.title ? <Words of={one.title} brief /> : say('board.untitled')}
                  </Link>
                </p>
                <p className="meta">
                  <span className="tag">{say(`kind.${one.kind as 'idea'}`)}</span>
                  {outcome && <span className="tag">{say(`outcome.${outcome as 'accepted'}`)}</span>}
                  <Words of={one.groupName} brief />
                </p>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
