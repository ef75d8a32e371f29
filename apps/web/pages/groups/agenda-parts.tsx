import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import type { OwedItem } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { Day, Due, today } from '../../parts/days.tsx';
import { Deed } from '../../parts/deed.tsx';
import { plainOf, Words } from '../../parts/words.tsx';
import type { Agenda } from '../meetings/material.ts';
import { Done } from './done.tsx';
import { SaidOf } from './said-of.tsx';
import { TellForm } from './tell-form.tsx';

/** Answers that have come and were not told yet, the longest waiting first, in the words in which they are told. */
export function AnswersToBring({
  agenda,
  isCoordinator,
}: {
  readonly agenda: Agenda;
  readonly isCoordinator: boolean;
}) {
  const { say, lang } = useSpeech();
  const { answersToBring, nextMeeting } = agenda;
  const [told, setTold] = useState<string>();
  if (answersToBring.length === 0 && told === undefined) return null;
  return (
    <section>
      <h2>
        {say('agenda.answers')} ({answersToBring.length})
      </h2>
      {told !== undefined && <Done>{told}</Done>}
      <p>{say('agenda.answers.hint')}</p>
      <ul className="plain">
        {answersToBring.map(({ owed, proposal }) => (
          <li className="card" key={owed.sinceEvent}>
            <h3>
              <Link to="/proposals/$id" params={{ id: proposal.id }}>
                <Words of={proposal.title} brief />
              </Link>
            </h3>
            <p className="meta">
              <FirstToGroup opens={proposal.untold?.from} />
              <span>
                <Words of={owed.unitName} brief /> <Day on={owed.since} />
              </span>
              <span>
                {say('agenda.toTell')} <Due on={owed.due.on} />
              </span>
            </p>
            {proposal.path.answered.confirmedByPost === false && (
              <p className="notice late">{say('agenda.unconfirmed')}</p>
            )}
            <SaidOf fate={proposal} why={owed.why} />
            {isCoordinator && (
              <Deed label={say(nextMeeting?.plannedFor === today() ? 'agenda.tellHere' : 'agenda.tell')}>
                {(close) => (
                  <TellForm
                    owed={owed}
                    next={nextMeeting}
                    onDone={(done) => {
                      close(done);
                      // What was told leaves the list, and its notice with it.
                      if (done) setTold(`${plainOf(proposal.title, lang, '')}: ${done}`);
                    }}
                  />
                )}
              </Deed>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** An untold answer is the group's to hear first; after the preset days it opens all the same. */
function FirstToGroup({ opens }: { readonly opens: string | undefined }) {
  const { say, day } = useSpeech();
  return (
    <span className="tag late">
      {opens && opens > today() ? say('agenda.firstUntil', { on: day(opens) }) : say('agenda.first')}
    </span>
  );
}

/** How many of what comes later in the agenda is shown at once. */
const shownAtOnce = 5;

interface OwedSectionOf {
  readonly title: string;
  readonly hint?: string;
  readonly items: readonly OwedItem[];
}

/** What is waited for, with its due day. */
export function OwedSection({ title, hint, items }: OwedSectionOf) {
  const { say } = useSpeech();
  const [isWhole, setWhole] = useState(false);
  if (items.length === 0) return null;
  const shown = isWhole ? items : items.slice(0, shownAtOnce);
  return (
    <section>
      <h2>
        {title} ({items.length})
      </h2>
      {hint && <p>{hint}</p>}
      <ul className="plain">
        {shown.map(({ what, sinceEvent, proposal, commission, title: of, due, postLabel, unitName }) => (
          <li className="card" key={`${what} ${sinceEvent}`}>
            <h3>
              <Link
                to={proposal === undefined ? '/commissions/$id' : '/proposals/$id'}
                params={{ id: proposal ?? commission ?? '' }}
              >
                <Words of={of} brief />
              </Link>
            </h3>
            <p className="meta">
              <span>{say(`owed.${what}`)}</span>
              <span>
                <Due on={due.on} />
              </span>
              <span>
                <Words of={postLabel ?? unitName} brief />
              </span>
            </p>
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <Button type="button" variant="secondaryNoBorder" onClick={() => setWhole(true)}>
          {say('agenda.showRest', { count: items.length - shown.length })}
        </Button>
      )}
    </section>
  );
}
