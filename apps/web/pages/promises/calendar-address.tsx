import { useState } from 'react';
import { Button } from 'suomifi-ui-components';
import { ask, Problem } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

/** A secret address that other calendars subscribe to: told once. */
export function CalendarAddress({ account }: { readonly account: string }) {
  const { say, lang } = useSpeech();
  const [address, setAddress] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const make = async () => {
    try {
      const made = (await ask('POST', '/api/calendar-links', { for: 'account', of: account, lang })) as {
        address: string;
      };
      setAddress(new URL(made.address, window.location.href).href);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    }
  };
  return (
    <details className="no-print">
      <summary>{say('promises.ical')}</summary>
      <p>{say('promises.ical.help')}</p>
      {problem && <ProblemNotice problem={problem} />}
      {address === undefined ? (
        <Button variant="secondary" onClick={make}>
          {say('promises.ical.make')}
        </Button>
      ) : (
        <div className="field">
          <p className="notice good" role="status">
            {say('promises.ical.made')}
          </p>
          <label htmlFor="calendar-address">{say('promises.ical.address')}</label>
          <input id="calendar-address" type="text" readOnly value={address} onFocus={({ target }) => target.select()} />
        </div>
      )}
    </details>
  );
}
