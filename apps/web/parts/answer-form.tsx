import { type ReactNode, useState } from 'react';
import type { Recorded } from '../api.ts';
import { useCommand } from '../doing.ts';
import { useForm } from '../form.ts';
import { useSpeech } from '../language.tsx';
import { useNames } from '../names.ts';
import { type Answerable, type AnswerValues, bodyOf, emptyAnswer, needsBrief, useAnswering } from './answer.ts';
import { AnswerFields } from './answer-fields.tsx';
import { AnswerGiven } from './answer-given.tsx';
import { FormOf } from './form-of.tsx';

/** Names what is missing before it is sent. */
export function useAnswerCheck() {
  const { say } = useSpeech();
  return (values: AnswerValues) => ({
    post: values.as.startsWith('coordinator:') && values.post === '' && say('answer.whoSaid.missing'),
    outcome: values.outcome === '' && say('answer.outcome.missing'),
    untilWhen: values.outcome === 'deferred' && values.untilWhen === '' && say('answer.until.missing'),
    reason: values.reason.trim() === '' && say('answer.reason.missing'),
    briefAnswer: needsBrief(values) && say('answer.brief.missing'),
  });
}

interface AnswerForm {
  readonly proposal: Answerable;
  /** What stood in an answer that was recorded wrongly and is given anew. */
  readonly initial?: Partial<AnswerValues> | undefined;
  /** Missing: what happens next is said where the form was. */
  readonly onGiven?: () => void;
  readonly onCancel?: () => void;
  /** What stands below when it was given: where one goes next. */
  readonly children?: ReactNode;
}

/** Answering one proposal: nothing is shown to those who may not. */
export function AnswerForm({ proposal, initial, onGiven, onCancel, children }: AnswerForm) {
  const capacities = useAnswering([proposal]);
  const [given, setGiven] = useState(false);
  if (given)
    return (
      <>
        <AnswerGiven groups={[proposal.group]} />
        {children}
      </>
    );
  if (capacities.length === 0) return null;
  const as = capacities.map(({ name }) => name);
  return (
    <Form
      proposal={proposal}
      as={as}
      initial={initial}
      onGiven={onGiven ?? (() => setGiven(true))}
      {...(onCancel && { onCancel })}
    />
  );
}

interface OneForm {
  readonly proposal: Answerable;
  readonly as: readonly string[];
  readonly initial: Partial<AnswerValues> | undefined;
  readonly onGiven: (recorded: Recorded) => void;
  readonly onCancel?: () => void;
}

function Form({ proposal, as, initial, onGiven, onCancel }: OneForm) {
  const { say, lang } = useSpeech();
  const { heirOf } = useNames();
  const form = useForm<AnswerValues>({ ...emptyAnswer(as[0]!), ...initial }, `decide.${proposal.id}`);
  const check = useAnswerCheck();
  const decide = useCommand('/api/proposals/{id}/decide');
  const submit = async () => {
    const { values } = form;
    if (!form.check(check(values))) return;
    const recorded = await decide.give(proposal.id, bodyOf(values, lang), proposal.version, values.as);
    if (!recorded) return;
    form.clear();
    onGiven(recorded);
  };
  return (
    <FormOf
      form={form}
      deed={say('answer.deed')}
      isRunning={decide.isRunning}
      problem={decide.problem}
      onSubmit={submit}
      {...(onCancel && { onCancel })}
    >
      <AnswerFields form={form} wanted={proposal.answerWanted} unit={heirOf(proposal.unit)} as={as} />
    </FormOf>
  );
}
