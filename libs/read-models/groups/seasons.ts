import { type Static, Type } from 'typebox';
import { firstDay, lastDay } from '../days.ts';
import type { MeetingRecord } from '../meetings/meetings.ts';
import type { Reads } from '../open-reads.ts';
import { presetsOf } from '../organisation/presets.ts';
import { given } from '../present.ts';
import type { Asked } from '../query.ts';
import { People } from '../small-numbers.ts';
import { TextOrNothing } from '../texts.ts';
import { attendance, type Days, heldDuring, publishedAttendance } from './attendance.ts';

const Maybe = Type.Optional(Type.String());

export const Season = Type.Object({
  season: Type.String(),
  from: Maybe,
  to: Maybe,
  rhythm: Maybe,
  themes: Type.Array(Type.String()),
  hoursPromised: Type.Optional(Type.Number()),
  hoursRecorded: Type.Number({ description: 'In the months of the season.' }),
  meetingsHeld: Type.Integer(),
  /** All who were present at its meetings together, each meeting anew; where it was recorded. */
  attendance: People,
  plan: TextOrNothing,
  whatClientsLearnt: TextOrNothing,
  whatStaffLearnt: TextOrNothing,
});

export interface SeasonRow {
  readonly season: string;
  readonly from_on: string | null;
  readonly to_on: string | null;
  readonly rhythm: string | null;
  readonly themes: string | null;
  readonly hours_promised: number | null;
  readonly plan_event: string | null;
  readonly review_event: string | null;
}
const daysOf = ({ from_on, to_on }: SeasonRow): Days => ({
  first: firstDay(given(from_on)),
  last: lastDay(given(to_on)),
});

/** @param isInside the reader belongs to the circle of the group */
export function attendanceIn(
  reads: Reads,
  seasons: readonly SeasonRow[],
  meetings: readonly MeetingRecord[],
  isInside: boolean,
  { today }: Asked,
): (season: SeasonRow) => People {
  if (isInside) return (season) => attendance(heldDuring(daysOf(season), meetings));
  const { smallNumbersUnder: threshold } = presetsOf(reads);
  return (season) => {
    const others = seasons.filter((other) => other !== season).map(daysOf);
    return publishedAttendance(daysOf(season), others, meetings, today, threshold);
  };
}

export interface HoursRow {
  readonly month: string;
  readonly work: string;
  readonly hours: number;
}

/** What certainly fell into a season: hours by their month, meetings by their day. */
export function duringSeason(
  season: SeasonRow,
  hours: readonly HoursRow[],
  meetings: readonly MeetingRecord[],
): Pick<Static<typeof Season>, 'hoursRecorded' | 'meetingsHeld'> {
  const { first, last = '9999-12-31' } = daysOf(season);
  if (first === undefined) return { hoursRecorded: 0, meetingsHeld: 0 };
  const within = hours.filter(({ month }) => month >= first.slice(0, 7) && month <= last.slice(0, 7));
  return {
    hoursRecorded: within.reduce((sum, one) => sum + one.hours, 0),
    meetingsHeld: heldDuring(daysOf(season), meetings).length,
  };
}
