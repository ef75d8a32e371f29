import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from 'suomifi-ui-components';
import type { Problem } from '../api.ts';
import type { Form, Values } from '../form.ts';
import { useSpeech } from '../language.tsx';
import { faultsOf } from '../refusals.ts';
import { ProblemNotice } from './problem-notice.tsx';

interface FormOf<V extends Values> {
  readonly form: Form<V>;
  /** What the button says: the deed in a verb, not "OK". */
  readonly deed: string;
  readonly isRunning: boolean;
  readonly problem: Problem | undefined;
  /** Checks and gives the command. */
  readonly onSubmit: () => unknown;
  readonly onCancel?: () => void;
  readonly children: ReactNode;
}

/** A form: what is wrong stands above it and leads to its field; what was typed stays until it is recorded. */
export function FormOf<V extends Values>({ form, deed, isRunning, problem, onSubmit, onCancel, children }: FormOf<V>) {
  const { say, lang } = useSpeech();
  const element = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const wrong = Object.entries(form.faults);
  const { blame } = form;
  const blamed = useRef<Problem>(undefined);
  useEffect(() => {
    if (problem && blamed.current !== problem) {
      blamed.current = problem;
      void faultsOf(problem, say, lang).then(blame);
    }
  }, [problem, blame, say, lang]);
  const isWrong = wrong.length > 0;
  useEffect(() => {
    if (isWrong) summary.current?.focus();
  }, [isWrong]);
  const leadTo = (name: string) =>
    element.current
      ?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"] :is(input, textarea, select)`)
      ?.focus();
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning) onSubmit();
      }}
    >
      {form.isRestored && (
        <div className="notice">
          <p>{say('form.draft')}</p>
          <button type="button" className="plain-button" onClick={form.clear}>
            {say('form.draft.drop')}
          </button>
        </div>
      )}
      {isWrong && (
        <div className="notice wrong" role="alert" tabIndex={-1} ref={summary}>
          <p>
            <strong>{say('form.check')}</strong>
          </p>
          <ul>
            {wrong.map(([name, fault]) => (
              <li key={name}>
                <button type="button" className="plain-button" onClick={() => leadTo(name)}>
                  {fault}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {problem && Object.keys(problem.faults).length === 0 && <ProblemNotice problem={problem} />}
      {children}
      <div className="buttons">
        <Button type="submit" aria-disabled={isRunning}>
          {isRunning ? say('form.sending') : deed}
        </Button>
        {onCancel && (
          <Button type="button" variant="secondary" onClick={onCancel}>
            {say('cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
