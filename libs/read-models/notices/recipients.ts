import type { Day } from '#domain/occurred-on';
import { firstDay, lastDay } from '../days.ts';
import type { Reads } from '../open-reads.ts';

interface HolderRow {
  readonly post: string;
  readonly account: string;
  readonly from_on: string;
  readonly to_on: string | null;
  readonly deputy: number;
}

const listOf = (listed: Iterable<string>): string => JSON.stringify([...new Set(listed)]);

/** Whoever was disabled or forgotten is reminded of nothing. */
function enabled(reads: Reads, accounts: Iterable<string>): string[] {
  const wanted = [...new Set(accounts)].sort();
  const sql = "SELECT id FROM accounts WHERE status <> 'open' AND id IN (SELECT value FROM json_each(?))";
  const rows = reads.rows('notices').all<{ id: string }>(sql, JSON.stringify(wanted));
  const disabled = new Set(rows.map(({ id }) => id));
  return wanted.filter((account) => !disabled.has(account));
}

/** Of several who hold a post without being deputies, whoever began last: the end of the others was not recorded. */
function inPost(rows: readonly HolderRow[], day: Day): string[] {
  // Said again for the same beginning, a holding is what was said last.
  const latest = new Map(rows.map((row) => [`${row.account} ${row.from_on} ${row.deputy}`, row]));
  const there = [...latest.values()].filter(
    ({ from_on, to_on }) => firstDay(from_on)! <= day && (to_on === null || lastDay(to_on)! >= day),
  );
  const holders = there.filter(({ deputy }) => deputy === 0);
  const last = holders
    .map(({ from_on }) => firstDay(from_on)!)
    .sort()
    .at(-1);
  return there
    .filter(({ deputy, from_on }) => deputy === 1 || firstDay(from_on) === last)
    .map(({ account }) => account);
}

/**
 * The accounts that hold each post on a day: the holder and every deputy of that day, because nobody here knows which of them is
 * at work.
 */
export function holdersOf(reads: Reads, posts: Iterable<string>, day: Day): ReadonlyMap<string, readonly string[]> {
  const sql = 'SELECT * FROM holders WHERE post IN (SELECT value FROM json_each(?)) ORDER BY n';
  const byPost = new Map<string, HolderRow[]>();
  for (const row of reads.rows('organisation').all<HolderRow>(sql, listOf(posts)))
    byPost.set(row.post, [...(byPost.get(row.post) ?? []), row]);
  return new Map([...byPost].map(([post, rows]) => [post, enabled(reads, inPost(rows, day))]));
}

/** The posts of each unit; a post that was named again belongs to the unit it was named for last. */
export function postsOfUnits(reads: Reads): ReadonlyMap<string, readonly string[]> {
  const sql = "SELECT code, unit FROM codes WHERE kind = 'post' ORDER BY n";
  const rows = reads.rows('organisation').all<{ code: string; unit: string }>(sql);
  const byUnit = new Map<string, string[]>();
  for (const [code, unit] of new Map(rows.map(({ code, unit }) => [code, unit])))
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), code]);
  return byUnit;
}

/**
 * Coordinators of each group: whoever holds the role by an account, and of the members whoever is one: the account of each, or the
 * member's own id where only a contact is known of the person.
 */
export async function coordinatorsOf(
  reads: Reads,
  groups: Iterable<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const sql = `SELECT grp, member FROM members WHERE role = 'coordinator' AND status = 'member'
    AND grp IN (SELECT value FROM json_each(?)) ORDER BY grp, member`;
  const listed = listOf(groups);
  const rows = reads.rows('groups').all<{ grp: string; member: string }>(sql, listed);
  const people = await reads.vault.people.read([...new Set(rows.map(({ member }) => member))]);
  const byGroup = new Map<string, string[]>();
  for (const { grp, account } of holdersOfTheRole(reads, listed))
    byGroup.set(grp, [...(byGroup.get(grp) ?? []), account]);
  for (const { grp, member } of rows) {
    const person = people.get(member);
    const reached = person?.account ?? (person?.contact === undefined ? undefined : member);
    if (reached !== undefined) byGroup.set(grp, [...(byGroup.get(grp) ?? []), reached]);
  }
  return new Map([...byGroup].map(([group, accounts]) => [group, enabled(reads, accounts)]));
}

/**
 * Whoever was granted the role, which needs nobody to be written down as a member.
 * @param groups as a JSON list
 */
function holdersOfTheRole(reads: Reads, groups: string) {
  const sql = `SELECT DISTINCT grp, account FROM grants WHERE role = 'coordinator'
    AND grp IN (SELECT value FROM json_each(?)) ORDER BY grp, account`;
  return reads.rows('rights').all<{ grp: string; account: string }>(sql, groups);
}
