import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import type { AnswerOf, Fate } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Day } from '../../parts/days.tsx';
import { PathView } from '../../parts/path-view.tsx';
import { Words } from '../../parts/words.tsx';
import { GroupFrame } from './group-frame.tsx';

type Home = AnswerOf<'/api/groups/{id}/home'>;

/** What became of what we said: the fate of each proposal, the newest first. */
export function GroupPage() {
  const { say } = useSpeech();
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const home = useAsk('/api/groups/{id}/home', { path: { id } });
  return (
    <Asked of={home} heading={say('group.became')}>
      {(first) => (
        <GroupFrame group={first.group}>
          <Told home={first} />
        </GroupFrame>
      )}
    </Asked>
  );
}

function Told({ home }: { readonly home: Home }) {
  const { say } = useSpeech();
  const self = useSelf();
  const { group, nextMeeting, commissions } = home;
  const mayPropose = group.status === 'living' && (self?.is('member', group.id) || self?.is('coordinator', group.id));
  return (
    <>
      <p>
        <Words of={group.description} brief />
      </p>
      {nextMeeting && (
        <p className="notice">
          {say('group.nextMeeting')}{' '}
          <Link to="/meetings/$id" params={{ id: nextMeeting.id }}>
            <Day on={nextMeeting.plannedFor} />
          </Link>
        </p>
      )}
      {commissions.length > 0 && (
        <>
          <h2>{say('group.commissions')}</h2>
          <ul>
            {commissions.map((one) => (
              <li key={one.id}>
                <Link to="/commissions/$id" params={{ id: one.id }}>
                  <Words of={one.title} brief />
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{say('group.became')}</h2>
      {mayPropose && (
        <p className="buttons">
          <Link className="button" to="/groups/$id/propose" params={{ id: group.id }}>
            {say('group.propose')}
          </Link>
        </p>
      )}
      {home.proposals.length === 0 ? (
        <div className="empty">
          <p>{say('group.nothingSaid')}</p>
        </div>
      ) : (
        <Fates of={home.proposals} />
      )}
      {home.next && <Older group={group.id} cursor={home.next} />}
    </>
  );
}

function Fates({ of }: { readonly of: readonly Fate[] }) {
  const { code } = useSpeech();
  return (
    <ul className="plain">
      {of.map((fate) => (
        <li className="card" key={fate.id}>
          <h3>
            <Link to="/proposals/$id" params={{ id: fate.id }}>
              <Words of={fate.title} brief />
            </Link>
          </h3>
          <p className="meta">
            <span>{code('kind', fate.kind)}</span>
            <span>
              <Day on={fate.submittedOn} />
            </span>
          </p>
          <PathView path={fate.path} heading="h4" more={{ answered: <Reopened of={fate} /> }} />
        </li>
      ))}
    </ul>
  );
}

/** The group has taken the matter up again: since when, and what it was answered before. */
function Reopened({ of: fate }: { readonly of: Fate }) {
  const { say, code } = useSpeech();
  const { reopened } = fate.path.answered;
  if (!reopened) return null;
  const outcome = reopened.decision ?? reopened.reply;
  return (
    <>
      <p className="meta">
        <span className="tag turn">{say('path.reopened')}</span>
        <span>
          <Day on={reopened.on} />
        </span>
      </p>
      {outcome && (
        <p className="meta">
          <span>{say('group.answeredBefore', { outcome: code('outcome', outcome) })}</span>
          <span>
            <Day on={reopened.answeredOn} />
          </span>
        </p>
      )}
    </>
  );
}

/** The page after this one, when somebody wants it; it brings its own way to the next. */
function Older({ group, cursor }: { readonly group: string; readonly cursor: string }) {
  const { say } = useSpeech();
  const [isWanted, setWanted] = useState(false);
  const page = useAsk('/api/groups/{id}/home', { path: { id: group }, query: { cursor }, enabled: isWanted });
  if (!isWanted)
    return (
      <p className="buttons">
        <Button variant="secondary" onClick={() => setWanted(true)}>
          {say('group.older')}
        </Button>
      </p>
    );
  return (
    <Asked of={page}>
      {({ proposals, next }) => (
        <>
          <Fates of={proposals} />
          {next && <Older group={group} cursor={next} />}
        </>
      )}
    </Asked>
  );
}
