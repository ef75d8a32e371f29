import { type Operation, type Rights, seesUntold, type Visible, visibleBy } from '#permissions';
import { unitAndBelow } from './names.ts';
import type { Reads } from './open-reads.ts';

/** The units and groups that a list is limited to: what belongs to one of either; undefined: no limit. */
export interface Scope {
  readonly units: readonly string[];
  readonly groups: readonly string[];
}

const scopeIn = ({ units, groups }: Visible): Scope | undefined =>
  units === 'all' || groups === 'all' ? undefined : { units, groups };

/** What a list may show to a reader. */
export const scopeOf = (reader: Rights, operation: Operation): Scope | undefined =>
  scopeIn(visibleBy(reader, operation));

/** Of what a reader may know an answer that has not been told yet. */
export function untoldScopeOf({ capacities }: Rights): Scope | undefined {
  const units = new Set<string>();
  const groups = new Set<string>();
  for (const capacity of capacities) {
    const reach = 'units' in capacity ? capacity.units : 'groups' in capacity ? capacity.groups : 'all';
    const of = 'groups' in capacity ? groups : units;
    const [one = ''] = reach === 'all' ? [] : reach;
    if (!seesUntold({ capacities: [capacity] }, { units: [one], groups: [one] })) continue;
    if (reach === 'all') return undefined;
    for (const id of reach) of.add(id);
  }
  return { units: [...units], groups: [...groups] };
}

/** Those of the units that lie in one unit or below it. */
export const inUnit = (reads: Reads, unit: string | undefined, units: readonly string[]): readonly string[] => {
  if (unit === undefined) return units;
  const below = new Set(unitAndBelow(reads, unit));
  return units.filter((one) => below.has(one));
};

/** Those of the units that lie below none of the others, where with a unit all below it is among them. */
export function topmost(reads: Reads, units: readonly string[]): string[] {
  const among = new Set(units);
  const rows = reads
    .rows('organisation')
    .all<{ id: string; parent: string | null }>(
      'SELECT id, parent FROM units WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(units),
    );
  const parents = new Map(rows.map(({ id, parent }) => [id, parent]));
  return units.filter((unit) => !among.has(parents.get(unit) ?? ''));
}

/** Those of the units that were succeeded by a unit that is not among them. */
export function succeededByOthers(reads: Reads, units: readonly string[]): string[] {
  const among = JSON.stringify(units);
  const sql = `SELECT id FROM units WHERE id IN (SELECT value FROM json_each(?))
    AND successor NOT IN (SELECT value FROM json_each(?)) ORDER BY id`;
  return reads
    .rows('organisation')
    .all<{ id: string }>(sql, among, among)
    .map(({ id }) => id);
}

/** The units that a reader does not reach. @param among of these; of all there are when left out */
export function unitsBeyond(reads: Reads, reached: readonly string[], among?: readonly string[]): string[] {
  const reach = new Set(reached);
  const all = () =>
    reads
      .rows('organisation')
      .all<{ id: string }>('SELECT id FROM units')
      .map(({ id }) => id);
  return (among ?? all()).filter((unit) => !reach.has(unit));
}
