import type { Day } from '#domain/occurred-on';
import { firstDay, lastDay } from '../days.ts';
import { type Counts, counted, type People, published, withheld } from '../small-numbers.ts';

/** The days of a season. Without the first one nothing is known to fall into it; without the last one it goes on. */
export interface Days {
  readonly first: Day | undefined;
  readonly last: Day | undefined;
}

export interface Held {
  readonly heldOn?: string | undefined;
  readonly present?: Counts | undefined;
}

const never = '9999-12-31';

/** The meetings that certainly fell into a season, by their day. */
export const heldDuring = <Meeting extends Held>(
  { first, last = never }: Days,
  meetings: readonly Meeting[],
): Meeting[] =>
  meetings.filter(
    ({ heldOn }) =>
      first !== undefined && heldOn !== undefined && firstDay(heldOn)! >= first && lastDay(heldOn)! <= last,
  );

/** All who were present at these meetings, each meeting anew. */
export const attendance = (meetings: readonly Held[]): People => counted(sumOf(meetings));

/**
 * The attendance of a season for whoever does not belong to the group's circle. As each meeting counts its people anew, a number
 * is small when it is, on average of the meetings, under the threshold: a larger one stands for as many different people.
 *
 * Of a season that goes on, each further meeting would tell by the difference who was there; so would two seasons that overlap.
 */
export function publishedAttendance(
  season: Days,
  others: readonly Days[],
  meetings: readonly Held[],
  today: Day,
  threshold: number,
): People {
  const isOver = season.last !== undefined && season.last < today;
  if (!isOver || others.some((other) => overlap(season, other))) return withheld;
  const recorded = heldDuring(season, meetings).filter(({ present }) => present !== undefined);
  return published(sumOf(recorded), threshold > 1 ? threshold * recorded.length : threshold);
}

const overlap = (one: Days, other: Days): boolean =>
  one.first !== undefined &&
  other.first !== undefined &&
  one.first <= (other.last ?? never) &&
  other.first <= (one.last ?? never);

function sumOf(meetings: readonly Held[]): Counts {
  const people: Record<string, number> = {};
  for (const { present = {} } of meetings)
    for (const [role, count] of Object.entries(present)) people[role] = (people[role] ?? 0) + count;
  return people;
}
