import { addDays, type Day } from '#domain/occurred-on';
import type { Owed } from '#domain/owed';
import type { Reads } from '../open-reads.ts';
import { Where } from '../ranges.ts';
import { unitsOfPost } from '../rights/rights-of.ts';
import { namesNoPost } from './standing.ts';

/** What is due on one day from one side: no words, only what and how many. */
export interface DueDay {
  readonly on: Day;
  readonly what: Owed['what'];
  readonly side: 'management' | 'group';
  readonly overdue: boolean;
  /** The streams that wait for it, each once. */
  readonly streams: readonly string[];
}

/** Whose due days are asked for: of several posts together, with what their units owe and name no post for, or of one unit with all below it, or of one group. */
export interface DueDaysOf {
  readonly posts?: readonly string[];
  readonly unit?: string;
  readonly group?: string;
}

/**
 * All that is overdue, and what is due within so many days after today. A group's due days tell no answer before its time.
 * Vault and words are not asked.
 */
export function dueDays(reads: Reads, { posts, unit, group }: DueDaysOf, today: Day, within: number): DueDay[] {
  const where = new Where().along([
    ['owed_in.unit', unit],
    ['grp', group],
  ]);
  if (posts) {
    const units = posts.flatMap((post) => unitsOfPost(reads, post));
    where.and(
      `(post IN (SELECT value FROM json_each(?)) OR (${namesNoPost} AND unit IN (SELECT value FROM json_each(?))))`,
      JSON.stringify(posts),
      JSON.stringify(units),
    );
  }
  where.and('due <= ?', addDays(today, within));
  if (group !== undefined) where.and('(hidden_until IS NULL OR hidden_until <= ?)', today);
  const table = unit === undefined ? 'owed' : 'owed_in CROSS JOIN owed USING (key)';
  const rows = reads
    .rows('loops')
    .all<{ due: string; what: string; side: string; streams: string }>(
      `SELECT due, what, side, json_group_array(DISTINCT stream ORDER BY stream) AS streams FROM ${table} ${where.sql} GROUP BY due, what, side ORDER BY due, what, side`,
      ...where.values,
    );
  return rows.map(({ due, what, side, streams }) => ({
    on: due,
    what: what as DueDay['what'],
    side: side as DueDay['side'],
    overdue: due < today,
    streams: JSON.parse(streams),
  }));
}
