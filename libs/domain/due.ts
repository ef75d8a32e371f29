import { type Day, dayAt, dayNumber, interval, type OccurredOn, weekdayAt } from './occurred-on.ts';

/** The steps for which a unit can promise a time. */
export type Step = 'receive' | 'decide' | 'followUp' | 'tell';

/** A stop of the clock: more information was requested on `from` and came on `to`; not yet: undefined. */
export interface Pause {
  readonly from: Day;
  readonly to: Day | undefined;
}

/** What is waited for, as far as its due day depends on it. */
export interface Wait {
  /** When the waiting began. */
  readonly since: OccurredOn | undefined;
  /** The step a promise could speak of. Missing: no promise does, only an explicit date. */
  readonly step?: Step | undefined;
  /** The unit whose promise it is; its ancestors follow in `facts.ancestry`. */
  readonly unit: string;
  /** The date somebody named: an estimate, a rescheduling, a scheduled follow-up. Its last day counts. */
  readonly explicit?: OccurredOn | undefined;
  /** The date that held before `explicit` replaced it. */
  readonly extendedFrom?: OccurredOn | undefined;
  /** In the order of time, not overlapping. With `explicit`: only those that began after it was named. */
  readonly pauses: readonly Pause[];
}

/** The facts of one `PromiseSet`. */
export interface PromiseInForce {
  readonly counting: 'working' | 'calendar';
  readonly receive?: number;
  readonly decide?: number;
  readonly followUp?: number;
  readonly tell?: number;
  readonly from: Day;
}

/** The holidays of a year as they were known from a day on; before the first table of a year is known, it holds already. */
export interface HolidayTable {
  readonly year: number;
  readonly days: readonly Day[];
  readonly from?: Day;
}

/** Promises and tables of other streams, each list in the order in which it was recorded. */
export interface DueFacts {
  readonly promises: ReadonlyMap<string, readonly PromiseInForce[]>;
  /** The unit of the wait, its parent, the parent's parent and so on. */
  readonly ancestry: readonly string[];
  readonly holidays: readonly HolidayTable[];
  /** How many calendar days an answer may wait to be told, since when; the first without `from`. */
  readonly daysToTell: readonly { readonly days: number; readonly from?: Day }[];
}

/** Whose promise it is, of how many days, and since when it is in force. */
export interface PromiseApplied {
  readonly unit: string;
  readonly days: number;
  readonly counting: 'working' | 'calendar';
  readonly from: Day;
}

/** A due day that explains itself. */
export interface Due {
  /** Undefined: none, or the clock stands still at the moment (then the last pause is open). */
  readonly on: Day | undefined;
  readonly rule: 'explicit' | 'promise' | 'preset' | 'none';
  /** The day of beginning, which is itself not counted. */
  readonly countedFrom: Day | undefined;
  readonly promise?: PromiseApplied;
  /** Days that were not counted: how many Saturdays and Sundays, and which holidays on other days of the week. */
  readonly skipped: { readonly weekendDays: number; readonly holidays: readonly Day[] };
  /** The pauses that moved the day, or that stop the clock now. */
  readonly pauses: readonly Pause[];
  readonly extendedFrom?: Day;
}

/** The entry that was in force on the day: of those that had begun, the one that began last; of equals the later recorded. */
function inForce<T extends { readonly from?: Day }>(entries: readonly T[], on: Day): T | undefined {
  let found: T | undefined;
  for (const entry of entries) {
    if ((entry.from ?? '') <= on && (entry.from ?? '') >= (found?.from ?? '')) found = entry;
  }
  return found;
}

function promiseFor(step: Step, since: Day, facts: DueFacts): PromiseApplied | undefined {
  for (const unit of facts.ancestry) {
    const promise = inForce(facts.promises.get(unit) ?? [], since);
    const days = promise?.[step];
    if (promise && days !== undefined) return { unit, days, counting: promise.counting, from: promise.from };
  }
  return undefined;
}

type Counted = Pick<Due, 'on' | 'skipped' | 'pauses'>;

/** Moves a day by the days of the pauses before it that lie after `start`. */
function shifted(day: number, start: number, pauses: readonly Pause[]): Counted {
  const skipped = { weekendDays: 0, holidays: [] };
  const applied: Pause[] = [];
  let [on, running] = [day, start];
  for (const pause of pauses) {
    const from = Math.max(dayNumber(pause.from), running);
    const to = pause.to === undefined ? undefined : dayNumber(pause.to);
    if (from >= on || (to !== undefined && to <= from)) continue;
    applied.push(pause);
    if (to === undefined) return { on: undefined, skipped, pauses: applied };
    on += to - from;
    running = to;
  }
  return { on: dayAt(on), skipped, pauses: applied };
}

/** The holidays of the years from the one in which the waiting began, as they were known then; each year is looked up once. */
function holidaysKnown(since: Day, tables: readonly HolidayTable[]): (day: Day) => boolean {
  const years = new Map<string, readonly Day[]>();
  return (day) => {
    const year = day.slice(0, 4);
    let holidays = years.get(year);
    if (!holidays) {
      const ofYear = tables.filter((table) => table.year === Number(year));
      holidays = (inForce(ofYear, since) ?? ofYear[0])?.days ?? [];
      years.set(year, holidays);
    }
    return holidays.includes(day);
  };
}

function counted(since: Day, promise: PromiseApplied, pauses: readonly Pause[], facts: DueFacts): Counted {
  const isHoliday = holidaysKnown(since, facts.holidays);
  const start = dayNumber(since);
  const calendar = promise.counting === 'calendar' ? shifted(start + promise.days, start, pauses) : undefined;
  if (calendar && calendar.on === undefined) return calendar;
  const applied = [...(calendar?.pauses ?? [])];
  const holidays: Day[] = [];
  let weekendDays = 0;
  const isFree = (number: number): boolean => {
    if (weekdayAt(number) > 5) {
      weekendDays++;
      return true;
    }
    const day = dayAt(number);
    if (!isHoliday(day)) return false;
    holidays.push(day);
    return true;
  };
  const stops = pauses.map((pause) => ({
    pause,
    from: dayNumber(pause.from),
    to: pause.to === undefined ? Number.POSITIVE_INFINITY : dayNumber(pause.to),
  }));
  let left = calendar ? 0 : promise.days;
  let number = calendar?.on === undefined ? start : dayNumber(calendar.on);
  while (left > 0) {
    number++;
    const stop = stops.find(({ from, to }) => from < number && number <= to);
    if (stop) {
      if (!applied.includes(stop.pause)) applied.push(stop.pause);
      if (stop.pause.to === undefined) return { on: undefined, skipped: { weekendDays, holidays }, pauses: applied };
      number = stop.to;
    } else if (!isFree(number)) left--;
  }
  while (isFree(number)) number++;
  return { on: dayAt(number), skipped: { weekendDays, holidays }, pauses: applied };
}

/**
 * When what is waited for is due. The first of these that applies: the date somebody named; the promise of the nearest
 * unit that has one for this step, in force on the last day on which the waiting may have begun; for a telling, the
 * preset; else none.
 *
 * How days are counted. The day of beginning is not counted. Working days leave out Saturdays, Sundays and holidays;
 * calendar days count them all. A promise that would end on a free day ends on the next working day. The
 * preset does not move, because answers open on that day whatever day it is. In a pause the day of the request still
 * counts and the day the information came does not: nothing in between counts, and while a pause is open there is no due
 * day unless it had come before. A date somebody named may be any day; a pause moves it by the calendar days of the pause.
 * Promises, presets and holiday tables are those of the day of beginning: later ones move only waits that begin later.
 */
export function dueDate(wait: Wait, facts: DueFacts): Due {
  const since = wait.since === undefined ? undefined : interval(wait.since).last;
  if (wait.explicit !== undefined) {
    const extended = wait.extendedFrom === undefined ? {} : { extendedFrom: interval(wait.extendedFrom).last };
    const named = shifted(dayNumber(interval(wait.explicit).last), Number.NEGATIVE_INFINITY, wait.pauses);
    return { ...named, rule: 'explicit', countedFrom: since, ...extended };
  }
  const skipped = { weekendDays: 0, holidays: [] };
  const none: Due = { on: undefined, rule: 'none', countedFrom: since, skipped, pauses: [] };
  if (since === undefined || wait.step === undefined) return none;
  const promise = promiseFor(wait.step, since, facts);
  if (promise) return { ...none, ...counted(since, promise, wait.pauses, facts), rule: 'promise', promise };
  const preset = wait.step === 'tell' ? inForce(facts.daysToTell, since) : undefined;
  if (!preset) return none;
  const start = dayNumber(since);
  return { ...none, ...shifted(start + preset.days, start, wait.pauses), rule: 'preset' };
}
