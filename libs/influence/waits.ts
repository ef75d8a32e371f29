import { type Day, dayAt, dayNumber, interval } from '#domain/occurred-on';
import { isCovered, type OwedFacts, type Waited, waitedFor } from '#domain/owed';
import { noDay } from './columns.ts';
import type { Part } from './measures.ts';

/** Something that was or is waited for, in the days of figures. */
export interface WaitCase {
  readonly what: (typeof waitedFor)[number];
  readonly side: 'management' | 'group';
  readonly unit: string | undefined;
  readonly post: string | undefined;
  readonly group: string;
  /** The first and last day on which it may have begun, since when it has been with this unit, when it was due, and when it ended. */
  readonly since: readonly [number, number];
  readonly with: number;
  readonly due: number;
  readonly rule: (typeof dueRules)[number];
  readonly ended: readonly [number, number];
  readonly isOpen: boolean;
  /** Where it stands in `promiseKept`. Undefined: nothing was promised, or it was not management’s. */
  readonly kept: Part | undefined;
  /** Whether it would be known if it had come. */
  readonly covered: boolean;
}

export const dueRules = ['explicit', 'promise', 'preset', 'none'] as const;

const daysOf = (on: string | undefined): readonly [number, number] => {
  if (on === undefined) return [noDay, noDay];
  const { first, last } = interval(on);
  return [dayNumber(first), dayNumber(last)];
};

/** @param on the day on which it is asked */
export function waitCase({ owed, began, with: held, ended, step }: Waited, facts: OwedFacts, on: Day): WaitCase {
  const covered = isCovered(began.source, step, facts.coverage) || !owed.fromHistory;
  const due = owed.due.on === undefined ? noDay : dayNumber(owed.due.on);
  const endedOn = daysOf(ended?.on);
  return {
    what: owed.what,
    side: owed.by,
    unit: owed.unit,
    post: owed.post,
    group: owed.group,
    since: daysOf(owed.since),
    // Whoever it was handed to is silent only when it has certainly been handed on.
    with: daysOf(held.on)[1],
    due,
    rule: owed.due.rule,
    ended: endedOn,
    isOpen: ended === undefined,
    kept: owed.by === 'management' ? keptOf(due, ended, endedOn, covered, dayNumber(on)) : undefined,
    covered,
  };
}

function keptOf(
  due: number,
  ended: Waited['ended'],
  [first, last]: readonly [number, number],
  covered: boolean,
  today: number,
): Part | undefined {
  if (due === noDay) return undefined;
  const isOver = ended?.type === 'ProposalWithdrawn' || ended?.type === 'ProposalClosed';
  if (!covered) return ended?.came ? 'recorded' : !ended || isOver ? 'notKnown' : undefined;
  if (!ended) return due < today ? 'no' : 'notYet';
  if (ended.type === 'ProposalWithdrawn') return first > due && first !== noDay ? 'no' : 'withdrawn';
  if (ended.type === 'ProposalClosed') return 'no';
  // What was handed on, put off or begun anew before its day is kept or broken under the day that came then.
  if (!ended.came) return first > due && first !== noDay ? 'no' : undefined;
  if (first === noDay) return 'notKnown';
  if (last <= due) return 'yes';
  return first > due ? 'no' : 'notKnown';
}

/**
 * The days on which it was silent: waited for although its day had come. From the first to the last, both included; undefined: it
 * never was, or nobody knows.
 * @param today the day on which it is asked
 */
export function silence(
  due: number,
  held: number,
  ended: number,
  isOpen: boolean,
  today: number,
): readonly [number, number] | undefined {
  if (due === noDay || (!isOpen && ended === noDay)) return undefined;
  const from = Math.max(due + 1, held);
  const to = isOpen ? today : Math.min(ended - 1, today);
  return from <= to ? [from, to] : undefined;
}

/** The month of a day, `2026-03`. */
export const monthOf = (day: number): string => dayAt(day).slice(0, 7);
