import type { OwedItem } from '../../api.ts';
import { useSpeech } from '../../language.tsx';
import { Day, Due } from '../../parts/days.tsx';
import { WhyThen } from '../../parts/why-then.tsx';
import { Words } from '../../parts/words.tsx';

/** What is waited for next: what, from whom, by when, and why then. */
export function Owed({ owed }: { readonly owed: readonly OwedItem[] }) {
  const { say } = useSpeech();
  if (owed.length === 0) return <p>{say('proposal.nothingOwed')}</p>;
  return (
    <ul className="plain">
      {owed.map((one) => (
        <li key={`${one.what} ${one.sinceEvent}`} className="card">
          <p>
            <strong>{say(`owed.${one.what}`)}</strong>
          </p>
          {/* Two of a kind are told apart by why they are waited for. */}
          {owed.some((other) => other !== one && other.what === one.what) && (
            <p>{say(`why.${one.why as 'answered'}`)}</p>
          )}
          <p className="meta">
            <span className="tag turn">
              {say('proposal.turn')} {say(`turn.${one.by}`)}
            </span>
            <Words of={one.by === 'group' ? one.groupName : (one.postLabel ?? one.unitName)} brief />
          </p>
          <p className="meta">
            <span className="due">
              <Due on={one.due.on} />
            </span>
            {one.since && (
              <span>
                {say('owed.since')} <Day on={one.since} />
              </span>
            )}
          </p>
          <WhyThen owed={one} />
        </li>
      ))}
    </ul>
  );
}
