import type { Day } from '#domain/occurred-on';
import { firstDay, lastDay } from '../days.ts';
import type { Reads } from '../open-reads.ts';

/** The posts that an account holds on a day, also as a deputy. What was said last of a holding stands. */
export function postsHeldBy(reads: Reads, account: string, on: Day): string[] {
  const holdings = reads
    .rows('organisation')
    .all<{ post: string; from_on: string; to_on: string | null }>(
      'SELECT post, from_on, to_on FROM holders WHERE account = ? ORDER BY n',
      account,
    );
  const last = new Map(holdings.map((holding) => [`${holding.post} ${holding.from_on}`, holding]));
  const held = [...last.values()].filter(
    ({ from_on, to_on }) => firstDay(from_on)! <= on && (to_on === null || lastDay(to_on)! >= on),
  );
  return [...new Set(held.map(({ post }) => post))].sort();
}
