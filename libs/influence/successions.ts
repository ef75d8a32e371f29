/** Which unit has succeeded another, and the number of the day on which it did. */
export type Successions = ReadonlyMap<string, { readonly successor: string; readonly on: number }>;

/** The days from which one unit after another owes what the first owed. A circle, which history may hold, is gone round once. */
export function holdersOf(unit: string, successions: Successions): readonly { unit: string; from: number }[] {
  const holders = [{ unit, from: Number.NEGATIVE_INFINITY }];
  const seen = new Set([unit]);
  for (let next = successions.get(unit); next && !seen.has(next.successor); next = successions.get(next.successor)) {
    seen.add(next.successor);
    // A unit that had a successor already when something came to it has never held it.
    holders.push({ unit: next.successor, from: Math.max(next.on, holders.at(-1)!.from) });
  }
  return holders;
}

/** The unit that owed it on a day; without a day, that owes it now. */
export function ownerOn(unit: string, day: number | undefined, successions: Successions): string {
  // Nearly no unit has been succeeded, and this is asked of every wait.
  if (!successions.has(unit)) return unit;
  return holdersOf(unit, successions).findLast(({ from }) => day === undefined || from <= day)!.unit;
}

export const successorOf = (unit: string, successions: Successions): string => ownerOn(unit, undefined, successions);
