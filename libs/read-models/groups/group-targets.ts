import type { Target } from '#permissions';
import type { Reads } from '../open-reads.ts';
import type { Scope } from '../scope.ts';

/** Whose each group is, and what belongs to it: of the group and of its unit. */
export function groupTargets(reads: Reads, groups: Iterable<string>): (group: string) => Target {
  const sql = 'SELECT id, unit FROM groups WHERE id IN (SELECT value FROM json_each(?))';
  const rows = reads.rows('groups').all<{ id: string; unit: string }>(sql, JSON.stringify([...new Set(groups)]));
  const units = new Map(rows.map(({ id, unit }) => [id, unit]));
  return (group) => {
    const unit = units.get(group);
    return { units: unit === undefined ? [] : [unit], groups: [group] };
  };
}

/** The groups that a list is limited to, each a run of its own. */
export function groupsWithin(reads: Reads, { units, groups }: Scope): string[] {
  const sql = `SELECT id FROM groups WHERE unit IN (SELECT value FROM json_each(?1))
    UNION SELECT value FROM json_each(?2) ORDER BY 1`;
  return reads
    .rows('groups')
    .all<{ id: string }>(sql, JSON.stringify(units), JSON.stringify(groups))
    .map(({ id }) => id);
}
