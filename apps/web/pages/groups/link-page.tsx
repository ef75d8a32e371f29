import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { type AnswerOf, addressOf, newId } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useCommand } from '../../doing.ts';
import { useSpeech } from '../../language.tsx';
import { Asked } from '../../parts/asked.tsx';
import { today } from '../../parts/days.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { GroupFrame } from './group-frame.tsx';

type Link = AnswerOf<'/api/groups/{id}'>['links'][number];

/** The group's own link: for those who have no account. Its address is told once, when it is made. */
export function LinkPage() {
  const { say } = useSpeech();
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const group = useAsk('/api/groups/{id}', { path: { id } });
  const [secret, setSecret] = useState<string>();
  const issue = useCommand('/api/groups/{id}/issue-link');
  const make = async (link: string) => {
    const recorded = await issue.give(id, { link });
    if (recorded?.secret) setSecret(recorded.secret);
  };
  return (
    <Asked of={group} heading={say('group.part.link')}>
      {(found) => (
        <GroupFrame group={found} title={say('group.part.link')}>
          <p>{say('group.link.what')}</p>
          {secret !== undefined && <NewLink secret={secret} />}
          {issue.problem && <ProblemNotice problem={issue.problem} />}
          <Links group={id} links={found.links} onRenew={make} />
          <p className="buttons">
            <Button onClick={() => make(newId())} aria-disabled={issue.isRunning}>
              {say('group.link.make')}
            </Button>
          </p>
        </GroupFrame>
      )}
    </Asked>
  );
}

function NewLink({ secret }: { readonly secret: string }) {
  const { say, lang } = useSpeech();
  const [isCopied, setCopied] = useState(false);
  const path = addressOf(`/g/${secret}`);
  const address = `${window.location.origin}${path}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    setCopied(true);
  };
  return (
    <div className="notice good" role="status">
      <p>
        <strong>{say('group.link.new')}</strong>
      </p>
      <p className="written">
        <a href={path}>{address}</a>
      </p>
      <p className="buttons">
        <Button variant="secondary" onClick={copy}>
          {say('group.link.copy')}
        </Button>
        <a href={`${path}/print?lang=${lang}`}>{say('group.link.sheet')}</a>
        <a href={`${path}/form?lang=${lang}`}>{say('group.link.form')}</a>
      </p>
      {isCopied && <p>{say('group.link.copied')}</p>}
    </div>
  );
}

const isOpen = ({ revoked, expires }: Link): boolean => !revoked && (expires === undefined || expires >= today());

function Links({
  group,
  links,
  onRenew,
}: {
  readonly group: string;
  readonly links: readonly Link[];
  readonly onRenew: (link: string) => unknown;
}) {
  const { say, day } = useSpeech();
  const revoke = useCommand('/api/groups/{id}/revoke-link');
  if (links.length === 0) return <p className="gone">{say('group.link.none')}</p>;
  return (
    <>
      {revoke.problem && <ProblemNotice problem={revoke.problem} />}
      <ul className="plain">
        {links.map((one, index) => (
          <li className="card" key={one.link}>
            <p className="meta">
              <strong>{say('group.link.number', { number: String(index + 1) })}</strong>
              <span className={isOpen(one) ? 'tag good' : 'tag'}>
                {isOpen(one) ? say('group.link.opens') : say('group.link.closed')}
              </span>
              {one.issuedOn && <span>{say('group.link.issued', { on: day(one.issuedOn) })}</span>}
              {one.revoked
                ? one.revokedOn && <span>{say('group.link.revoked', { on: day(one.revokedOn) })}</span>
                : one.expires && (
                    <span>
                      {say(isOpen(one) ? 'group.link.until' : 'group.link.expired', { on: day(one.expires) })}
                    </span>
                  )}
            </p>
            {isOpen(one) && (
              <p className="buttons">
                <Button variant="secondary" onClick={() => onRenew(one.link)}>
                  {say('group.link.renew')}
                </Button>
                <Button variant="secondary" onClick={() => revoke.give(group, { link: one.link })}>
                  {say('group.link.revoke')}
                </Button>
              </p>
            )}
          </li>
        ))}
      </ul>
      <p>{say('group.link.renew.hint')}</p>
    </>
  );
}
