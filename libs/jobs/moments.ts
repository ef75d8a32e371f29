import { addDays, type Day, daysBetween } from '#domain';
import type { chosenMoments, Wait } from '#read-models';
import { begunOn } from './waits.ts';

/** Days before and after the due day, where no unit has chosen others. */
const withDueDay: readonly number[] = [-7, 0, 7, 30];
/** A trial that is over is no longer about to end. */
const ofTrials: readonly number[] = [-7, 0];
/** Days after the beginning, for what nobody has named a day for, where no unit has chosen others. */
const withoutDueDay: readonly number[] = [14, 30];

/**
 * What is asked for even where nobody has promised a time: these are small things on which something else waits. An answer or a change
 * that nobody promised by a day is late on none.
 */
const remindedWithoutDueDay: ReadonlySet<Wait['what']> = new Set([
  'decisionConfirmation',
  'hearing',
  'clarification',
  'acceptance',
  'information',
  'telling',
  'confirmation',
] as const);

/** A moment that was missed by more days than this is left out: jobs that were off do not make up for weeks. */
const mostMissed = 7;

type Chosen = ReturnType<typeof chosenMoments>;

/**
 * The moment at which to remind of a wait now: the latest that has passed. Undefined: none has, or it passed more than a week ago, or
 * before the waiting began, or before the unit chose it.
 */
export function momentFor(wait: Wait, today: Day, chosen: Chosen): number | undefined {
  const began = begunOn(wait);
  const base = wait.due ?? began;
  if (base === undefined || (wait.due === undefined && !remindedWithoutDueDay.has(wait.what))) return undefined;
  const byDefault = wait.what === 'trialEnding' ? ofTrials : wait.due === undefined ? withoutDueDay : withDueDay;
  const { moments, from } = chosen.of(wait.unit, wait.what) ?? { moments: byDefault, from: undefined };
  const passed = moments.filter((moment) => addDays(base, moment) <= today && (wait.due !== undefined || moment > 0));
  if (passed.length === 0) return undefined;
  const moment = Math.max(...passed);
  const on = addDays(base, moment);
  if (daysBetween(on, today) > mostMissed) return undefined;
  if ((began !== undefined && on <= began) || (from !== undefined && on < from)) return undefined;
  return moment;
}

/** From the first to the last day, both included. */
export type Days = readonly [first: Day, last: Day];

function merged(ranges: readonly Days[]): Days[] {
  const joined: Days[] = [];
  for (const [first, last] of ranges.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const before = joined.at(-1);
    // All are of one length, so what begins later ends later.
    if (before && first <= addDays(before[1], 1)) joined[joined.length - 1] = [before[0], last];
    else joined.push([first, last]);
  }
  return joined;
}

/** The due days, or days of beginning, of all waits for which a moment may have come: few days, however much is late. */
export function daysToLookAt(
  today: Day,
  chosen: Chosen,
): { readonly due: readonly Days[]; readonly begun: readonly Days[] } {
  const around = (moments: Iterable<number>) =>
    merged([...moments].map((moment) => [addDays(today, -moment - mostMissed), addDays(today, -moment)] as const));
  return {
    due: around(new Set([...withDueDay, ...ofTrials, ...chosen.all])),
    begun: around(new Set([...withoutDueDay, ...chosen.all].filter((moment) => moment > 0))),
  };
}
