import { type Reminded, remindedOf } from './notice.ts';
import { listOf, moment, perKey } from './shape.ts';

/** When to remind of what: days before or after the due day or, where nothing is due on a day, after the waiting began. */
export type Moments = Readonly<Partial<Record<Reminded, readonly number[]>>>;

export const moments = perKey(remindedOf, listOf(moment, 12));

/** Each moment once, in the order of time; the same choice is then always written alike. */
export function inOrder(chosen: Moments): Moments {
  const ordered: Partial<Record<Reminded, readonly number[]>> = {};
  for (const what of remindedOf) {
    const days = chosen[what];
    if (days) ordered[what] = [...new Set(days)].sort((a, b) => a - b);
  }
  return ordered;
}

/** Whether two choices, both in order, are the same; an empty list is another than none. */
export const isSame = (one: Moments, other: Moments): boolean =>
  remindedOf.every((what) => one[what]?.join() === other[what]?.join());
