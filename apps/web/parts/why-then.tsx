import type { OwedItem } from '../api.ts';
import { useSpeech } from '../language.tsx';
import { useNames } from '../names.ts';

/** Why something is waited for, and why by that day: the rule, from which day it is counted, and what is left out. */
export function WhyThen({ owed }: { readonly owed: OwedItem }) {
  const { say } = useSpeech();
  const lines = useReasons(owed);
  return (
    <details className="why">
      <summary>{say('why.summary')}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

function useReasons({ why, due, pausedSince }: OwedItem): readonly string[] {
  const { say, day } = useSpeech();
  const { unit } = useNames();
  const { promise, skipped, pauses } = due;
  const rule = promise
    ? say(promise.counting === 'working' ? 'why.rule.working' : 'why.rule.calendar', {
        count: promise.days,
        unit: unit(promise.unit),
        from: day(promise.from),
      })
    : say(due.rule === 'explicit' ? 'why.rule.explicit' : due.rule === 'preset' ? 'why.rule.preset' : 'why.rule.none');
  const lines = [
    say(`why.${why as 'submitted'}`),
    rule,
    promise && due.countedFrom && say('why.countedFrom', { on: day(due.countedFrom) }),
    skipped.weekendDays > 0 && say('why.weekends', { count: skipped.weekendDays }),
    skipped.holidays.length > 0 && say('why.holidays', { days: skipped.holidays.map(day).join(', ') }),
    ...pauses.map(({ from, to }) =>
      to === undefined ? say('why.paused', { from: day(from) }) : say('why.pause', { from: day(from), to: day(to) }),
    ),
    // A clock without a due day stands still too, and has no pause that moved a day.
    pausedSince && pauses.every(({ to }) => to !== undefined) && say('why.paused', { from: day(pausedSince) }),
    due.extendedFrom && say('why.extended', { on: day(due.extendedFrom) }),
  ];
  return lines.filter((line) => typeof line === 'string');
}
