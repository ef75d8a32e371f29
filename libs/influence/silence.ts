import { dayNumber } from '#domain/occurred-on';
import { waitedFor } from '#domain/owed';
import { noDay } from './columns.ts';
import type { Snapshot } from './snapshot.ts';
import { waitColumn } from './snapshot.ts';
import { holdersOf, ownerOn, type Successions, successorOf } from './successions.ts';
import { monthOf, silence } from './waits.ts';

/** Of which waits silence is counted. */
export interface Owing {
  readonly side?: 'management' | 'group';
  /** Units that owed it at the time, whoever has succeeded them since. */
  readonly units?: readonly string[];
  /** Units that it has come to since. */
  readonly unitsNow?: readonly string[];
}

/** Whether what a unit, or a group, owed is asked for. */
function isAsked({ side, units, unitsNow }: Owing, owing: 'management' | 'group', owner: string, of: Successions) {
  if (side && side !== owing) return false;
  if (!units && !unitsNow) return true;
  return (
    owing === 'management' && (units?.includes(owner) ?? true) && (unitsNow?.includes(successorOf(owner, of)) ?? true)
  );
}

/** A stretch of silence that one owner answers for: from the first to the last day, both included. */
export interface Silence {
  readonly row: number;
  readonly what: (typeof waitedFor)[number];
  readonly side: 'management' | 'group';
  /** The unit, or the group where the group's side owed it. */
  readonly owner: string;
  readonly from: number;
  readonly to: number;
  /** It is silent now. */
  readonly lasts: boolean;
}

/**
 * All silence of the cases that are in. What is owed moves with a succession; the days before it stay with the unit that let them
 * pass. What its source does not record is never silent.
 */
export function silences(snapshot: Snapshot, mask: Uint8Array, wanted: Owing): Silence[] {
  const { waits, codes, successions, on } = snapshot;
  const today = dayNumber(on);
  const found: Silence[] = [];
  for (let row = 0; row < snapshot.count; row++) {
    if (mask[row] === 0) continue;
    for (let index = waits.start[row]!; index < waits.start[row]! + waits.length[row]!; index++) {
      const at = (column: keyof typeof waitColumn) => waits.rows.at(index, waitColumn[column]);
      const owing = at('side') === 0 ? 'management' : 'group';
      if (at('covered') === 0 || (wanted.side && wanted.side !== owing)) continue;
      const silent = silence(at('due'), at('with'), at('endedFirst'), at('open') === 1, today);
      if (!silent) continue;
      const one = { row, what: waitedFor[at('what')]!, side: owing } as const;
      const group = codes.group.values[at('group')]!;
      const stretches =
        owing === 'group'
          ? [{ owner: group, from: silent[0], to: silent[1] }]
          : shared(codes.unit.values[at('unit')]!, silent, successions);
      for (const stretch of stretches)
        if (isAsked(wanted, owing, stretch.owner, successions))
          found.push({ ...one, ...stretch, lasts: at('open') === 1 && stretch.to === today });
    }
  }
  return found;
}

/** Who let which days pass: a unit until it is succeeded, then its successor. */
function shared(unit: string, [from, to]: readonly [number, number], successions: Successions) {
  const holders = holdersOf(unit, successions);
  return holders.flatMap(({ unit: owner, from: held }, index) => {
    const begin = Math.max(from, held);
    const end = Math.min(to, (holders[index + 1]?.from ?? Number.POSITIVE_INFINITY) - 1);
    return begin <= end ? [{ owner, from: begin, to: end }] : [];
  });
}

export interface SilenceOfOwner {
  readonly side: 'management' | 'group';
  readonly owner: string;
  /** Proposals that are silent now, and that ever were. */
  readonly silentNow: number;
  readonly everSilent: number;
  /** Days of silence of all of them together. */
  readonly days: number;
}

/** Silence by who owed it, in the order of their names: no league table. */
export function byOwner(found: readonly Silence[]): SilenceOfOwner[] {
  const owners = new Map<
    string,
    { side: Silence['side']; owner: string; now: Set<number>; ever: Set<number>; days: number }
  >();
  for (const { side, owner, row, from, to, lasts } of found) {
    const key = `${side} ${owner}`;
    const own = owners.get(key) ?? { side, owner, now: new Set(), ever: new Set(), days: 0 };
    own.ever.add(row);
    if (lasts) own.now.add(row);
    own.days += to - from + 1;
    owners.set(key, own);
  }
  return [...owners]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { side, owner, now, ever, days }]) => ({ side, owner, silentNow: now.size, everSilent: ever.size, days }));
}

/**
 * In each month how many proposals were silent on at least one day of it, from the first to the last month without gaps.
 * @param found those of one proposal stand together
 */
export function byMonth(found: readonly Silence[]): { readonly month: string; readonly proposals: number }[] {
  const months = new Map<number, { row: number; proposals: number }>();
  for (const { row, from, to } of found) {
    const last = numberOf(monthOf(to));
    for (let month = numberOf(monthOf(from)); month <= last; month++) {
      const own = months.get(month) ?? { row: -1, proposals: 0 };
      if (own.row !== row) own.proposals += 1;
      own.row = row;
      months.set(month, own);
    }
  }
  if (months.size === 0) return [];
  const [first, last] = [Math.min(...months.keys()), Math.max(...months.keys())];
  return Array.from({ length: last - first + 1 }, (_one, index) => ({
    month: monthWith(first + index),
    proposals: months.get(first + index)?.proposals ?? 0,
  }));
}

/** Months are counted on from that of the year 0. */
const numberOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const monthWith = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;

/** The months from that of a day to that of another. */
export function monthsOf(from: number, to: number): string[] {
  const [first, last] = [numberOf(monthOf(from)), numberOf(monthOf(to))];
  return Array.from({ length: last - first + 1 }, (_one, index) => monthWith(first + index));
}

/** What a proposal waits for now without anybody being able to call it silent. */
export const unsilent = ['withoutDue', 'notKnown'] as const;
export type Unsilent = (typeof unsilent)[number];

/** Whether a proposal waits for something that had no day on which it was due, or for what its source does not record. */
export function waitsUnsilently(snapshot: Snapshot, row: number, how: Unsilent, wanted: Owing): boolean {
  const { waits, codes, successions } = snapshot;
  for (let index = waits.start[row]!; index < waits.start[row]! + waits.length[row]!; index++) {
    const at = (column: keyof typeof waitColumn) => waits.rows.at(index, waitColumn[column]);
    if (at('open') === 0) continue;
    const isCovered = at('covered') === 1;
    if (how === 'notKnown' ? isCovered : !isCovered || at('due') !== noDay) continue;
    const owing = at('side') === 0 ? 'management' : 'group';
    const owner = ownerOn(codes.unit.values[at('unit')]!, undefined, successions);
    if (isAsked(wanted, owing, owner, successions)) return true;
  }
  return false;
}

/** How many proposals wait so. */
export function beside(snapshot: Snapshot, mask: Uint8Array, wanted: Owing): Readonly<Record<Unsilent, number>> {
  const counts = { withoutDue: 0, notKnown: 0 };
  for (let row = 0; row < snapshot.count; row++)
    for (const how of unsilent) if (mask[row] === 1 && waitsUnsilently(snapshot, row, how, wanted)) counts[how] += 1;
  return counts;
}
