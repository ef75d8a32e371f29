import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnswerOf } from '../../api.ts';
import { useAsk } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useAnswering } from '../../parts/answer.ts';
import { AnswerForm } from '../../parts/answer-form.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Due } from '../../parts/days.tsx';
import { EarlierAnswers } from '../../parts/earlier-answers.tsx';
import { Page } from '../../parts/page.tsx';
import { WhyThen } from '../../parts/why-then.tsx';
import { plainOf, Words } from '../../parts/words.tsx';
import { AnswerTogether } from './answer-together.tsx';

/** Answering what was chosen on the board: one proposal with all there is to know beside it, or several at once. */
export function AnswerPage({ ids }: { readonly ids: readonly string[] }) {
  return ids.length === 1 ? <AnswerOne id={ids[0]!} /> : <AnswerTogether ids={ids} />;
}

function AnswerOne({ id }: { readonly id: string }) {
  const { say, lang } = useSpeech();
  const proposal = useAsk('/api/proposals/{id}', { path: { id } });
  const title = plainOf(proposal.data?.title, lang, say('board.untitled'));
  return (
    <Page
      title={proposal.data ? say('answer.title', { title }) : say('board.answer')}
      windowTitle={say('board.answer')}
    >
      <p>
        <Link to="/board">{say('answer.back')}</Link>
      </p>
      <Asked of={proposal} heading={say('board.answer')}>
        {(found) => (
          <div className="answering">
            <Said proposal={found} />
            <section>
              <h2>{say('answer.form')}</h2>
              <AnswerOrWhyNot proposal={found} />
            </section>
            <EarlierAnswers of={found} />
          </div>
        )}
      </Asked>
    </Page>
  );
}

function AnswerOrWhyNot({ proposal }: { readonly proposal: AnswerOf<'/api/proposals/{id}'> }) {
  const { say } = useSpeech();
  const isOpen = useAnswering([proposal]).length > 0;
  // The answer that is given here is not an earlier one.
  const [wasAnswered] = useState(proposal.answers.length > 0);
  if (!isOpen) return <p className="notice late">{say('answer.cannot')}</p>;
  return (
    <>
      {wasAnswered && <p className="notice">{say('answer.already')}</p>}
      <AnswerForm proposal={proposal}>
        <NextOne after={proposal.id} />
      </AnswerForm>
    </>
  );
}

/** What the group said, and by when it is answered. */
function Said({ proposal }: { readonly proposal: AnswerOf<'/api/proposals/{id}'> }) {
  const { say } = useSpeech();
  const owed = proposal.owed.find(({ what }) => what === 'decision' || what === 'reply');
  return (
    <section className="card">
      <h2>{say('answer.proposal')}</h2>
      <p className="meta">
        <span className="tag">{say(`kind.${proposal.kind as 'idea'}`)}</span>
        <Words of={proposal.groupName} brief />
        {owed && <Due on={owed.due.on} />}
      </p>
      <Words of={proposal.text} />
      {proposal.changeHopedFor && (
        <>
          <h3>{say('answer.hopedFor')}</h3>
          <Words of={proposal.changeHopedFor} />
        </>
      )}
      {owed && <WhyThen owed={owed} />}
    </section>
  );
}

/** What waits for an answer after this one. */
function NextOne({ after }: { readonly after: string }) {
  const { say, lang } = useSpeech();
  const { data } = useAsk('/api/owed', { query: { side: 'management', limit: 50 } });
  const next = data?.items.find(
    ({ what, proposal }) => (what === 'decision' || what === 'reply') && proposal !== undefined && proposal !== after,
  );
  if (!next?.proposal) return null;
  return (
    <p>
      <Link to="/board" search={{ answer: next.proposal }}>
        {say('answer.nextOne', { title: plainOf(next.title, lang, say('board.untitled')) })}
      </Link>
    </p>
  );
}
