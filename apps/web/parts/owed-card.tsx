import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OwedItem } from '../api.ts';
import { useSpeech } from '../language.tsx';
import { Day, Due } from './days.tsx';
import { WhyThen } from './why-then.tsx';
import { Words } from './words.tsx';

/** One thing that is waited for: what, of which proposal or commission, by when, and why then. */
export function OwedCard({ owed, children }: { readonly owed: OwedItem; readonly children?: ReactNode }) {
  const { say } = useSpeech();
  const { what, proposal, commission, title, due, since } = owed;
  return (
    <li className="card">
      <h3>
        <Link
          to={proposal === undefined ? '/commissions/$id' : '/proposals/$id'}
          params={{ id: proposal ?? commission ?? '' }}
        >
          {title ? <Words of={title} brief /> : say('board.untitled')}
        </Link>
      </h3>
      <p className="meta">
        <span className="tag turn">{say(`owed.${what}`)}</span>
        <span>
          <Due on={due.on} />
        </span>
        <span>
          <Words of={owed.groupName} brief />
        </span>
        <span>
          <Words of={owed.postLabel ?? owed.unitName} brief />
        </span>
        {since && (
          <span>
            {say('owed.since')} <Day on={since} />
          </span>
        )}
      </p>
      <WhyThen owed={owed} />
      {children}
    </li>
  );
}
