import { requires } from './refusal.ts';
import { day, when } from './shape.ts';

/** When something happened, as it was written: `2026-03-09`, `2026-03`, `2026`, or two with a slash: at some time between. */
export type OccurredOn = string;
/** A day in Europe/Helsinki, `2026-03-09`. Days compare as text. */
export type Day = string;

/** From the first to the last day, both included. */
export interface Interval {
  readonly first: Day;
  readonly last: Day;
}

/** Days from the first of March of the year 0 of the Gregorian calendar to that of this year. */
const daysBefore = (year: number): number =>
  365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);

/** How many days lie between the first of March of the year 0 and this day. */
export function dayNumber(day: Day): number {
  const month = Number(day.slice(5, 7));
  const year = Number(day.slice(0, 4)) - (month < 3 ? 1 : 0);
  return daysBefore(year) + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(day.slice(8, 10)) - 1;
}

/** The day with this number: the inverse of `dayNumber`. */
export function dayAt(number: number): Day {
  let year = Math.ceil((number * 400) / 146_097);
  while (daysBefore(year) > number) year--;
  const inYear = number - daysBefore(year);
  const month = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * month + 2) / 5) + 1;
  return written(month < 10 ? year : year + 1, ((month + 2) % 12) + 1, day);
}

const written = (year: number, month: number, day: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** Days compare as text, so none is ever written with a year of five digits. */
const lastNumber = dayNumber('9999-12-31');

export const addDays = (day: Day, days: number): Day => dayAt(Math.min(dayNumber(day) + days, lastNumber));

/** How many days after `from` the day `to` is; negative when it is before. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** 1 is Monday, 7 is Sunday. */
export const weekday = (day: Day): number => weekdayAt(dayNumber(day));

export const weekdayAt = (number: number): number => ((number + 2) % 7) + 1;

const firstDayOf = (date: string): Day => date + '-01-01'.slice(date.length - 4);

function lastDayOf(date: string): Day {
  if (date.length === 10) return date;
  if (date.length === 4) return `${date}-12-31`;
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return month === 12 ? `${date}-31` : addDays(written(year, month + 1, 1), -1);
}

/**
 * The days on which it may have happened. With `notAfter` (the day on which it was said) the interval ends there at the
 * latest: who says in November that something happened this year does not mean December.
 * Refuses with `date.unreadable` and `date.reversed`.
 */
export function interval(on: OccurredOn, notAfter?: Day): Interval {
  // Nearly all dates are plain days, and reading them is much of what folding and importing do.
  const plain: boolean = day.accepts(on);
  if (plain) return { first: on, last: on };
  const parts = on.split('/');
  const [from, to = from] = parts;
  requires(
    from !== undefined && to !== undefined && parts.length <= 2 && parts.every((part) => when.accepts(part)),
    'date.unreadable',
    `A date must be ${when.allowed}.`,
    'on',
  );
  const [first, last] = [firstDayOf(from), lastDayOf(to)];
  requires(first <= last, 'date.reversed', 'The end of a time between two dates lies before its beginning.', 'on');
  return { first, last: notAfter !== undefined && notAfter < last && notAfter >= first ? notAfter : last };
}

/** Whether every day on which `a` may have happened lies before every such day of `b`; never certain of what is not recorded. */
export function certainlyBefore(a: OccurredOn | undefined, b: OccurredOn | undefined): boolean {
  return a !== undefined && b !== undefined && interval(a).last < interval(b).first;
}

export const certainlyAfter = (a: OccurredOn | undefined, b: OccurredOn | undefined): boolean => certainlyBefore(b, a);

/**
 * Whether it cannot have happened by today. `2026` said on 2026-11-21 may already have happened and is accepted; its
 * interval is then read as ending that day.
 */
export const isInFuture = (on: OccurredOn, today: Day): boolean => interval(on).first > today;
