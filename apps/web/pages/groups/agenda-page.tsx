import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from 'suomifi-ui-components';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { Asked } from '../../parts/asked.tsx';
import { Day } from '../../parts/days.tsx';
import { Words } from '../../parts/words.tsx';
import type { Agenda } from '../meetings/material.ts';
import { AnswersToBring, OwedSection } from './agenda-parts.tsx';
import { GroupFrame } from './group-frame.tsx';
import { NextMeeting } from './next-meeting.tsx';
import { Pressed } from './pressed.tsx';
import { PrintedAgenda } from './printed-agenda.tsx';

/** What the next meeting takes up: it writes itself, answers to bring first. */
export function AgendaPage() {
  const { say } = useSpeech();
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const agenda = useAsk('/api/groups/{id}/agenda', { path: { id } });
  const group = useAsk('/api/groups/{id}', { path: { id } });
  const isCoordinator = useSelf()?.is('coordinator', id) ?? false;
  return (
    <Asked of={group} heading={say('agenda.title')}>
      {(itsGroup) => (
        <GroupFrame group={itsGroup} title={say('agenda.title')}>
          <div className="no-print">
            <Asked of={agenda}>{(found) => <Whole agenda={found} isCoordinator={isCoordinator} />}</Asked>
          </div>
          {agenda.data && <PrintedAgenda agenda={agenda.data} />}
        </GroupFrame>
      )}
    </Asked>
  );
}

function Whole({ agenda, isCoordinator }: { readonly agenda: Agenda; readonly isCoordinator: boolean }) {
  const { say } = useSpeech();
  const {
    answersToBring,
    commissionsOwed,
    questionsAsked,
    followUps,
    pressedOnTheLink,
    confirmationsToAsk,
    trialsEnding,
  } = agenda;
  const lists = [
    answersToBring,
    commissionsOwed,
    questionsAsked,
    followUps,
    pressedOnTheLink,
    confirmationsToAsk,
    trialsEnding,
  ];
  const isEmpty = lists.every(({ length }) => length === 0);
  return (
    <>
      <NextMeeting group={agenda.group} next={agenda.nextMeeting} isCoordinator={isCoordinator} />
      {isEmpty ? (
        <div className="empty">
          <p>{say('agenda.empty')}</p>
        </div>
      ) : (
        <div className="buttons">
          <Button type="button" variant="secondary" onClick={() => window.print()}>
            {say('agenda.print')}
          </Button>
        </div>
      )}
      <AnswersToBring agenda={agenda} isCoordinator={isCoordinator} />
      <OwedSection title={say('agenda.commissions')} items={commissionsOwed} />
      <Part title={say('agenda.questions')} items={questionsAsked}>
        {({ owed, question }) => (
          <li className="card" key={owed.sinceEvent}>
            <h3>
              <Link to="/proposals/$id" params={{ id: owed.proposal ?? '' }}>
                <Words of={owed.title} brief />
              </Link>
            </h3>
            <Words of={question} />
          </li>
        )}
      </Part>
      <Part title={say('agenda.pressed')} items={pressedOnTheLink}>
        {(fate) => <Pressed key={fate.id} fate={fate} />}
      </Part>
      <OwedSection
        title={say('agenda.confirmations')}
        hint={say('agenda.confirmations.hint')}
        items={confirmationsToAsk}
      />
      <OwedSection title={say('agenda.followUps')} hint={say('agenda.followUps.hint')} items={followUps} />
      <Part title={say('agenda.trials')} items={trialsEnding}>
        {(fate) => (
          <li className="card" key={fate.id}>
            <h3>
              <Link to="/proposals/$id" params={{ id: fate.id }}>
                <Words of={fate.title} brief />
              </Link>
            </h3>
            <p className="meta">
              {say('agenda.trialUntilLabel')} <Day on={fate.trialUntil} />
            </p>
          </li>
        )}
      </Part>
    </>
  );
}

interface PartOf<One> {
  readonly title: string;
  readonly items: readonly One[];
  readonly children: (one: One) => ReactNode;
}

/** A part of the agenda; nothing where there is nothing to take up. */
function Part<One>({ title, items, children }: PartOf<One>) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2>
        {title} ({items.length})
      </h2>
      <ul className="plain">{items.map(children)}</ul>
    </section>
  );
}
