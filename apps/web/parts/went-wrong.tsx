import { Link } from '@tanstack/react-router';
import { useSpeech } from '../language.tsx';
import { Page } from './page.tsx';

export function NotFound() {
  const { say } = useSpeech();
  return (
    <Page title={say('problem.notFoundHeading')}>
      <p>{say('problem.notFound')}</p>
      <p>
        <Link to="/start">{say('nav.start')}</Link>
      </p>
    </Page>
  );
}

/** A page that failed by our own mistake, or whose program could not be fetched. */
export function WentWrong() {
  const { say } = useSpeech();
  return (
    <Page title={say('problem.heading')}>
      <p>{say('problem.away')}</p>
      <p>
        <button type="button" className="plain-button" onClick={() => window.location.reload()}>
          {say('retry')}
        </button>
      </p>
    </Page>
  );
}
