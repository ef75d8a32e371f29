import { Link } from '@tanstack/react-router';
import { useSpeech } from '../../language.tsx';
import type { Lead } from '../../plots/table.ts';

const parts = ['notKnown', 'recorded', 'withdrawn', 'notYet', 'notDated'] as const;
export type UncountedPart = (typeof parts)[number];

/** What is in no denominator, said beside the figure; each number opens. */
export function NotKnown({
  counts,
  leadTo,
}: {
  readonly counts: Readonly<Partial<Record<UncountedPart, number>>>;
  readonly leadTo: (part: UncountedPart) => Lead | undefined;
}) {
  const { say } = useSpeech();
  const there = parts.filter((part) => (counts[part] ?? 0) > 0);
  if (there.length === 0) return null;
  return (
    <aside className="aside" aria-label={say('influence.known.title')}>
      <p>
        <strong>{say('influence.known.title')}</strong>
      </p>
      <ul>
        {there.map((part) => {
          const lead = leadTo(part);
          const said = say(`influence.known.${part}`, { count: counts[part]! });
          return (
            <li key={part}>
              {lead ? (
                <Link to={lead.to as string} search={lead.search as never}>
                  {said}
                </Link>
              ) : (
                said
              )}
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
