import type { Selection } from '#influence';
import { isIn } from './case-list.ts';
import type { Made } from './made.ts';

/**
 * Hours of each group in each of its seasons, and, under no season, in months outside all of them. A group that proposed nothing
 * counts as well, unless proposals of a certain kind are asked about.
 */
export function hoursOf({ snapshot, around }: Made, mask: Uint8Array, { filters, reach }: Selection) {
  const groups = new Map<string, { proposals: number; changes: number }>();
  const { group: _group, unit, unitNow, ...others } = filters;
  if (Object.keys(others).length === 0)
    for (const { group, unit: own } of around.groups) {
      const isAsked = filters.group === undefined || filters.group.includes(group);
      const lies = [unit, unitNow, reach === 'all' ? undefined : reach].every((units) => units?.includes(own) ?? true);
      if (isAsked && lies) groups.set(group, { proposals: 0, changes: 0 });
    }
  const changed = snapshot.shares.ledToChange!;
  for (let row = 0; row < snapshot.count; row++) {
    if (mask[row] === 0) continue;
    const group = snapshot.codes.group.values[snapshot.column.group[row]!]!;
    const own = groups.get(group) ?? { proposals: 0, changes: 0 };
    groups.set(group, own);
    own.proposals += 1;
    if (isIn(changed[row]!, 'came')) own.changes += 1;
  }
  // Who reaches a proposal of a group does not reach what another unit's staff did for the group.
  const reached = new Set(
    around.groups.flatMap((one) => (reach === 'all' || reach.includes(one.unit) ? one.group : [])),
  );
  return [...groups]
    .filter(([group]) => reach === 'all' || reached.has(group))
    .map(([group, counts]) => ({ group, ...counts, ...around.hoursOf(group) }))
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}
