/**
 * What happened at each distinct time, in order of time; all columns have that length. Who is censored at a time was still at
 * risk when the events of that time came: the usual convention, and R's.
 */
export interface RiskTable {
  readonly times: Float64Array;
  /** How many had neither come to an end nor been censored before this time. */
  readonly atRisk: Float64Array;
  /** Ends by the cause that was asked for. */
  readonly events: Float64Array;
  /** Ends by any other cause. */
  readonly others: Float64Array;
  readonly censored: Float64Array;
}

/** Throws a RangeError unless the time is a finite number from 0. */
export function checkTime(time: number | undefined): asserts time is number {
  if (!(time !== undefined && time >= 0 && time < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`A time is a finite number from 0, not ${time}.`);
  }
}

/**
 * Counts ends and censorings at each time: in O(n) where all times are whole and few more than there are cases, else in O(n log n).
 * @param times one for each case, from 0
 * @param causes one for each case: 0 censored, from 1 the cause of its end
 * @param cause the cause of interest, from 1
 * Throws a RangeError for lists of different length, a time that is no finite number from 0, or a cause that is no whole number from 0.
 */
export function riskTable(times: ArrayLike<number>, causes: ArrayLike<number>, cause: number): RiskTable {
  if (times.length !== causes.length) {
    throw new RangeError(`There are ${times.length} times and ${causes.length} causes.`);
  }
  let eventCount = 0;
  let otherCount = 0;
  let latest = 0;
  let areWhole = true;
  for (let i = 0; i < times.length; i++) {
    const time = times[i];
    checkTime(time);
    const of = causes[i]!;
    if (!(Number.isInteger(of) && of >= 0)) throw new RangeError(`A cause is a whole number from 0, not ${of}.`);
    if (of === cause) eventCount++;
    else if (of !== 0) otherCount++;
    latest = Math.max(latest, time);
    areWhole &&= time === Math.floor(time);
  }
  if (areWhole && latest < times.length + 10_000) return countedByTime(times, causes, cause, latest);
  const all = new Float64Array(times.length);
  const events = new Float64Array(eventCount);
  const others = new Float64Array(otherCount);
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!;
    all[i] = time;
    if (causes[i] === cause) events[--eventCount] = time;
    else if (causes[i] !== 0) others[--otherCount] = time;
  }
  // Three sorted lists of numbers are much faster than one sorted list of cases.
  return countedTogether(all.sort(), events.sort(), others.sort());
}

/** @param latest of the times, which are whole */
function countedByTime(times: ArrayLike<number>, causes: ArrayLike<number>, cause: number, latest: number): RiskTable {
  const [events, others, censored] = [0, 1, 2].map(() => new Float64Array(latest + 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < times.length; i++) {
    const counts = causes[i] === cause ? events : causes[i] === 0 ? censored : others;
    counts[times[i]!]!++;
  }
  const at = (time: number) => events[time]! + others[time]! + censored[time]!;
  const distinct = Float64Array.from(events.keys()).filter((time) => at(time) > 0);
  const of = (counts: Float64Array) => distinct.map((time) => counts[time]!);
  let left = times.length;
  const atRisk = distinct.map((time) => {
    left -= at(time);
    return left + at(time);
  });
  return { times: distinct, atRisk, events: of(events), others: of(others), censored: of(censored) };
}

function countedTogether(all: Float64Array, events: Float64Array, others: Float64Array): RiskTable {
  let distinct = 0;
  for (let i = 0; i < all.length; i++) if (all[i] !== all[i - 1]) distinct++;
  const table: RiskTable = {
    times: new Float64Array(distinct),
    atRisk: new Float64Array(distinct),
    events: new Float64Array(distinct),
    others: new Float64Array(distinct),
    censored: new Float64Array(distinct),
  };
  let [seen, seenEvents, seenOthers] = [0, 0, 0];
  for (let row = 0; row < distinct; row++) {
    const time = all[seen]!;
    const [before, eventsBefore, othersBefore] = [seen, seenEvents, seenOthers];
    while (all[seen] === time) seen++;
    while (events[seenEvents] === time) seenEvents++;
    while (others[seenOthers] === time) seenOthers++;
    table.times[row] = time;
    table.atRisk[row] = all.length - before;
    table.events[row] = seenEvents - eventsBefore;
    table.others[row] = seenOthers - othersBefore;
    table.censored[row] = seen - before - (seenEvents - eventsBefore) - (seenOthers - othersBefore);
  }
  return table;
}

/** The table of times that end by one event or are censored. Throws a RangeError for an event that is neither 0 nor 1. */
export function survivalTable(times: ArrayLike<number>, events: ArrayLike<number>): RiskTable {
  const table = riskTable(times, events, 1);
  if (table.others.some((count) => count > 0)) throw new RangeError('An event is 1: it came, or 0: censored.');
  return table;
}
