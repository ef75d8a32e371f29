import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { type Self, useSelf } from '../../me.ts';
import { Page } from '../../parts/page.tsx';
import { plainOf, Words } from '../../parts/words.tsx';

type Group = Pick<AnswerOf<'/api/groups/{id}'>, 'id' | 'name' | 'kind' | 'unitName' | 'status' | 'endedOn'>;

/** Whether somebody looks after the group: its coordinators, and administrators. */
export const looksAfter = (self: Self | undefined, group: string): boolean =>
  Boolean(self?.is('coordinator', group) || self?.is('administrator'));

/** The heading of every page of a group, and the way to its other pages. */
export function GroupFrame({
  group,
  title,
  children,
}: {
  readonly group: Group;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  const { say, code, lang } = useSpeech();
  const self = useSelf();
  const name = plainOf(group.name, lang, group.id);
  const parts = [
    ['/groups/$id', 'group.part.home', true],
    ['/groups/$id/agenda', 'group.part.agenda', looksAfter(self, group.id) || Boolean(self?.is('member', group.id))],
    ['/groups/$id/meetings', 'meetings.title', Boolean(self?.can('ListMeetings'))],
    ['/groups/$id/people', 'group.part.people', true],
    ['/groups/$id/work', 'group.part.work', true],
    ['/groups/$id/publishing', 'group.part.publishing', Boolean(self?.can('PublishProposalWords'))],
    ['/groups/$id/link', 'group.part.link', looksAfter(self, group.id)],
  ] as const;
  return (
    <Page title={title === undefined ? name : `${title}: ${name}`}>
      <p className="meta">
        <span>{code('groupKind', group.kind)}</span>
        <Words of={group.unitName} brief />
        {group.status === 'ended' && <span className="tag">{say('group.hasEnded')}</span>}
      </p>
      <nav aria-label={say('group.parts')} className="tabs no-print">
        <ul className="plain">
          {parts
            .filter(([, , isOpen]) => isOpen)
            .map(([to, label]) => (
              <li key={to}>
                <Link
                  to={to}
                  params={{ id: group.id }}
                  activeOptions={{ exact: true }}
                  activeProps={{ 'aria-current': 'page' }}
                >
                  {say(label)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      {children}
    </Page>
  );
}
