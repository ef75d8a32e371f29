import type { Day } from '#domain/occurred-on';
import type { Owed } from '#domain/owed';
import type { Reads } from '../open-reads.ts';

/** Live waits of one unit, post and group for one thing, counted. */
export interface OpenCount {
  readonly what: Owed['what'];
  readonly side: 'management' | 'group';
  readonly unit: string;
  readonly post: string | null;
  readonly grp: string;
  readonly waits: number;
  readonly overdue: number;
  readonly begun: number;
}

/** Everything that is waited for live, counted. @param since waits that began on this day or later are counted as begun */
export function openCounts(reads: Reads, today: Day, since: Day): OpenCount[] {
  const sql = `SELECT what, side, unit, post, grp, count(*) AS waits, count(*) FILTER (WHERE due < ?) AS overdue,
      count(*) FILTER (WHERE since >= ?) AS begun
    FROM owed WHERE live = 1 GROUP BY what, side, unit, post, grp ORDER BY what, side, unit, post, grp`;
  return reads.rows('loops').all<OpenCount>(sql, today, since);
}
