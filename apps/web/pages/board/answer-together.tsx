import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { type BatchItem, type BatchResult, newId } from '../../api.ts';
import { useBatch } from '../../doing.ts';
import { useForm } from '../../form.ts';
import { useSpeech } from '../../language.tsx';
import { useNames } from '../../names.ts';
import { type AnswerValues, bodyOf, emptyAnswer, useAnswering } from '../../parts/answer.ts';
import { AnswerFields } from '../../parts/answer-fields.tsx';
import { useAnswerCheck } from '../../parts/answer-form.tsx';
import { AnswerGiven } from '../../parts/answer-given.tsx';
import { FormOf } from '../../parts/form-of.tsx';
import { Page } from '../../parts/page.tsx';
import { Chosen, type Found } from './chosen.tsx';

/** One answer with one reason for several proposals; each is recorded, or refused, by itself. */
export function AnswerTogether({ ids }: { readonly ids: readonly string[] }) {
  const { say } = useSpeech();
  const [results, setResults] = useState<ReadonlyMap<string, BatchResult>>(new Map());
  // Their details come one by one; the answer is asked when all are there.
  const [found, setFound] = useState<ReadonlyMap<string, Found>>(new Map());
  const proposals = ids.flatMap((id) => found.get(id) ?? []);
  const isDone = (id: string) => ['recorded', 'repeated'].includes(results.get(id)?.status ?? '');
  const left = proposals.filter(({ id }) => !isDone(id));
  return (
    <Page title={say('answer.together.title', { count: ids.length })} windowTitle={say('board.answer')}>
      <p>
        <Link to="/board">{say('answer.back')}</Link>
      </p>
      <p>{say('answer.together.lead')}</p>
      <h2>{say('answer.together.which')}</h2>
      <ul className="plain">
        {ids.map((id) => (
          <Chosen
            key={id}
            id={id}
            result={results.get(id)}
            others={ids.filter((other) => other !== id)}
            onFound={(one) => setFound((all) => (all.get(id) === one ? all : new Map(all).set(id, one)))}
          />
        ))}
      </ul>
      {ids.every(isDone) && results.size > 0 && (
        <AnswerGiven groups={[...new Set(proposals.map(({ group }) => group))]} />
      )}
      {proposals.length === ids.length && left.length > 0 && (
        <Together
          key={ids.join()}
          ids={ids}
          wanted={proposals.every(({ answerWanted }) => answerWanted === 'reply') ? 'reply' : 'decision'}
          left={left}
          onResults={(news) => setResults((all) => new Map([...all, ...news]))}
          hasRefused={results.size > 0}
        />
      )}
    </Page>
  );
}

interface Together {
  readonly ids: readonly string[];
  /** A decision answers a wish for a reply too, but not the other way round. */
  readonly wanted: 'decision' | 'reply';
  /** Those not answered yet. */
  readonly left: readonly Found[];
  readonly hasRefused: boolean;
  readonly onResults: (results: ReadonlyMap<string, BatchResult>) => void;
}

function Together(props: Together) {
  const { say } = useSpeech();
  const as = useAnswering(props.left).map(({ name }) => name);
  if (as.length === 0) return <p className="notice late">{say('answer.together.none')}</p>;
  return <Form {...props} as={as} />;
}

function Form({ ids, wanted, left, as, hasRefused, onResults }: Together & { readonly as: readonly string[] }) {
  const { say, lang } = useSpeech();
  const { heirOf } = useNames();
  const form = useForm<AnswerValues>(emptyAnswer(as[0]!), `decide.${ids.join('.')}`);
  const check = useAnswerCheck();
  const batch = useBatch();
  // The same content sent again is the same commands; other content is others.
  const sent = useRef<{ readonly content: string; readonly commands: ReadonlyMap<string, string> }>(undefined);
  const submit = async () => {
    const { values } = form;
    if (!form.check(check(values))) return;
    const body = bodyOf(values, lang);
    const content = JSON.stringify([body, values.as]);
    if (sent.current?.content !== content)
      sent.current = { content, commands: new Map(ids.map((id) => [id, newId()])) };
    const commands = sent.current.commands;
    const items = left.map(({ id }): BatchItem => ({ command: commands.get(id)!, do: 'DecideProposal', id, ...body }));
    const results = await batch.give(items, values.as);
    if (!results) return;
    const byId = new Map(left.map(({ id }) => [id, results.find(({ command }) => command === commands.get(id))!]));
    if ([...byId.values()].every(({ status }) => status === 'recorded' || status === 'repeated')) form.clear();
    onResults(byId);
  };
  return (
    <>
      <h2>{say('answer.form')}</h2>
      {hasRefused && (
        <p className="notice late" role="alert">
          {say('answer.together.rest')}
        </p>
      )}
      <FormOf
        form={form}
        deed={say('answer.deed')}
        isRunning={batch.isRunning}
        problem={batch.problem}
        onSubmit={submit}
      >
        <AnswerFields form={form} wanted={wanted} unit={heirOf(left[0]!.unit)} as={as} />
      </FormOf>
    </>
  );
}
