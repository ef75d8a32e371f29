import { Link } from '@tanstack/react-router';
import { Suspense, use } from 'react';
import { Button } from 'suomifi-ui-components';
import type { Problem } from '../api.ts';
import { useSpeech } from '../language.tsx';
import { refusalsIn, sentenceOf } from '../refusals.ts';

/** Why something could not be done, in a sentence of the page's language. */
export function Why({ problem }: { readonly problem: Problem }) {
  const { say } = useSpeech();
  const sentence = sentenceOf(problem, say);
  if (sentence !== undefined) return sentence;
  return (
    <Suspense>
      <Refused problem={problem} />
    </Suspense>
  );
}

/** What has no sentence here is told in the server's own words too: whoever is asked for help can read them. */
function Refused({ problem: { code, message } }: { readonly problem: Problem }) {
  const { say, lang } = useSpeech();
  const sentence = use(refusalsIn(lang))(code);
  if (sentence !== undefined) return sentence;
  return (
    <>
      {say('problem.notDone')}{' '}
      <small className="meta" lang="en">
        {message}
      </small>
    </>
  );
}

/** It is not there for whoever asks; asking again does not help. */
const isShut = ({ status }: Problem): boolean => status === 403 || status === 404;

/** A rule said no, or somebody was quicker: nothing broke. */
const isNo = ({ status }: Problem): boolean => status === 409 || status === 412 || status === 422;

export function ProblemNotice({ problem, onRetry }: { readonly problem: Problem; readonly onRetry?: () => unknown }) {
  const { say } = useSpeech();
  if (isShut(problem) && onRetry)
    return (
      <div className="notice late" role="alert">
        <p>
          <Why problem={problem} />
        </p>
        <p>
          <Link to="/start">{say('nav.start')}</Link>
        </p>
      </div>
    );
  return (
    <div className="notice wrong" role="alert">
      <p>
        <strong>{say(isNo(problem) ? 'problem.notRecorded' : 'problem.heading')}</strong>
      </p>
      <p>
        <Why problem={problem} />
      </p>
      {onRetry && (
        <p>
          <Button variant="secondary" onClick={() => onRetry()}>
            {say('retry')}
          </Button>
        </p>
      )}
    </div>
  );
}
