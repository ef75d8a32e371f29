import { Link, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { useNames } from '../../names.ts';
import { Asked } from '../../parts/asked.tsx';
import { Files } from '../../parts/files.tsx';
import { Page } from '../../parts/page.tsx';
import { PathView } from '../../parts/path-view.tsx';
import { plainOf, Words } from '../../parts/words.tsx';
import { Further } from './further.tsx';
import { NextSteps, type Opened } from './next-steps.tsx';
import { useMore } from './path-details.tsx';
import { Publishing } from './publishing.tsx';
import { type Proposal, situationOf } from './situation.ts';
import { standingNow } from './standing-now.ts';
import { Timeline } from './timeline.tsx';

/** One proposal: what became of it, what is owed next, and everything that was recorded. `?do=tell` opens the form of a deed. */
export function ProposalPage() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const proposal = useAsk('/api/proposals/{id}', { path: { id } });
  const { say } = useSpeech();
  // While another one is on its way, what is shown is the one before.
  if (proposal.data?.id === id) return <One key={id} proposal={proposal.data} />;
  return (
    <Page title={say('proposal.one')}>
      <Asked of={{ ...proposal, data: undefined }}>{() => null}</Asked>
    </Page>
  );
}

function One({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const { say, code, lang } = useSpeech();
  const { posts, heirOf, unit, theme } = useNames();
  const self = useSelf();
  const search = useSearch({ strict: false }) as { readonly do?: string; readonly new?: string };
  const [opened, setOpened] = useState<Opened | undefined>(
    search.do === undefined ? undefined : { name: search.do, isByAddress: true },
  );
  const more = useMore(proposal);
  useEffect(() => {
    if (opened) document.querySelector('#next')?.scrollIntoView({ block: 'start' });
  }, [opened]);
  if (!self) return null;
  const holding = heirOf(proposal.unit);
  const holders = posts.filter((post) => post.unit === proposal.unit || post.unit === holding).map((post) => post.code);
  const at = situationOf(proposal, self, holders);
  const isOurs = Boolean(at.as.holder ?? at.as.coordinator ?? at.as.member) || self.is('administrator');
  return (
    <Page
      title={plainOf(proposal.title, lang, say(proposal.title ? 'proposal.one' : 'proposal.untitled'))}
      lang={titleLang(proposal)}
    >
      <p className="meta">
        <span className="tag">{code('kind', proposal.kind)}</span>
        <Link to={'/groups/$id' as string} params={{ id: proposal.group } as never}>
          <Words of={proposal.groupName} brief />
        </Link>
        <span>{say('proposal.at', { unit: unit(proposal.unit) })}</span>
        {proposal.theme && <span>{theme(proposal.theme)}</span>}
        {proposal.initiative && <span className="tag">{say('proposal.initiative')}</span>}
      </p>
      {search.new && (
        <p role="status" className="notice good">
          {say('propose.done')}
        </p>
      )}
      {!('text' in (proposal.title ?? {})) && proposal.title && <Words of={proposal.title} />}
      <p className="now">{say(standingNow(at))}</p>
      <div className="split wide">
        <section aria-labelledby="path">
          <h2 id="path">{say('proposal.path')}</h2>
          <PathView path={proposal.path} more={more} />
          {proposal.source && <p className="meta">{say('proposal.fromSource')}</p>}
          <Further proposal={proposal} />
        </section>
        <NextSteps at={at} opened={opened} onOpen={setOpened} />
      </div>
      <Files collection="proposals" id={proposal.id} mayAttach={isOurs} />
      {self.can('GetTimeline') && (
        <section aria-labelledby="timeline">
          <h2 id="timeline">{say('timeline.heading')}</h2>
          <Publishing at={at} />
          <Timeline at={at} onAnew={setOpened} />
        </section>
      )}
    </Page>
  );
}

function titleLang({ title }: Proposal): string | undefined {
  return title && 'text' in title && title.lang !== 'und' ? title.lang.replace(/-simple$/, '') : undefined;
}
