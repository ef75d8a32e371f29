import type { MemberRole } from '#domain';
import type { Day } from '#domain/occurred-on';
import type { Capacity, Reach, Rights } from '#permissions';
import type { Reads } from '../open-reads.ts';
import { postsHeldBy } from '../organisation/posts-held.ts';
import { groupAndBefore, unitsReachedFrom } from './reaches.ts';
import { none } from './rights.ts';

interface GrantRow {
  readonly role: 'administrator' | 'dataProtectionOfficer' | 'coordinator' | 'member' | 'analyst' | 'reader';
  readonly unit: string;
  readonly grp: string;
  readonly member_role: MemberRole | null;
  readonly words: number;
}

/** Somebody is asked for at every request; what this answers depends on these models alone. */
const models = ['rights', 'organisation', 'groups'] as const;

/** Of which streams it would answer otherwise for anybody; of an account's own stream, for that account alone. */
const moving = /^(unit|organisation|group)-/;
const ofAccount = 'account-';

/** What was found on a day, as long as nothing has happened that could change it. */
class Found {
  readonly #of = new Map<string, Rights | undefined>();
  #day: Day = '';
  #from: readonly unknown[] = [];

  constructor(reads: Reads) {
    reads.onChange(({ streams }) => {
      if (streams.some((stream) => moving.test(stream))) this.#of.clear();
      for (const stream of streams) if (stream.startsWith(ofAccount)) this.#of.delete(stream.slice(ofAccount.length));
    });
  }

  rightsOf(reads: Reads, account: string, today: Day): Rights | undefined {
    // Asked for each time: a model that is being swapped has another file, and one that has stopped may hide a withdrawal.
    const from = models.map((model) => reads.rows(model));
    if (today !== this.#day || from.some((rows, index) => rows !== this.#from[index])) {
      this.#of.clear();
      this.#day = today;
      this.#from = from;
    }
    if (!this.#of.has(account)) this.#of.set(account, find(reads, account, today));
    return this.#of.get(account);
  }
}

const remembered = new WeakMap<Reads, Found>();

/**
 * All that somebody may, from the roles they were granted and the posts they hold on the day.
 * @returns undefined for an account that is not known, was disabled or forgotten
 * @throws ReadModelUnavailable
 */
export function rightsOf(reads: Reads, account: string, today: Day): Rights | undefined {
  let found = remembered.get(reads);
  if (!found) {
    found = new Found(reads);
    remembered.set(reads, found);
  }
  return found.rightsOf(reads, account, today);
}

function find(reads: Reads, account: string, today: Day): Rights | undefined {
  const row = reads
    .rows('rights')
    .get<{ status: string; disabled: number }>('SELECT status, disabled FROM accounts WHERE id = ?', account);
  if (!row || row.disabled === 1 || row.status === 'forgotten') return undefined;
  const grants = reads
    .rows('rights')
    .all<GrantRow>(
      'SELECT role, unit, grp, member_role, words FROM grants WHERE account = ? ORDER BY 1, 2, 3',
      account,
    );
  const posts = postsHeldBy(reads, account, today).map(
    (post): Capacity => ({ kind: 'management', post, units: unitsReachedFrom(reads, unitsOfPost(reads, post)) }),
  );
  // Granted by hand and through the directory, a role is one capacity.
  const capacities = [...clerksAmong(grants), ...posts, ...inGroups(reads, grants), ...ofUnits(reads, grants)];
  const distinct = new Map(capacities.map((capacity) => [JSON.stringify(capacity), capacity]));
  return { account, capacities: [...distinct.values()] };
}

const clerksAmong = (grants: readonly GrantRow[]): Capacity[] =>
  (['administrator', 'dataProtectionOfficer'] as const).flatMap((kind) =>
    grants.some(({ role }) => role === kind) ? [{ kind }] : [],
  );

function inGroups(reads: Reads, grants: readonly GrantRow[]): Capacity[] {
  return grants.flatMap(({ role, grp: group, member_role }): Capacity[] => {
    if (role === 'coordinator') return [{ kind: 'coordinator', group, groups: groupAndBefore(reads, group) }];
    if (role !== 'member' || member_role === null) return [];
    return [{ kind: 'member', role: member_role, group, groups: groupAndBefore(reads, group) }];
  });
}

/** What several grants reach is one capacity, so that nobody has to choose between two of the same name. */
function ofUnits(reads: Reads, grants: readonly GrantRow[]): Capacity[] {
  const reached = (of: readonly GrantRow[]): Reach =>
    of.some(({ unit }) => unit === none)
      ? 'all'
      : unitsReachedFrom(
          reads,
          of.map(({ unit }) => unit),
        );
  const analysts = grants.filter(({ role }) => role === 'analyst');
  const readers = grants.filter(({ role }) => role === 'reader');
  const [withWords, without] = [
    analysts.filter(({ words }) => words === 1),
    analysts.filter(({ words }) => words === 0),
  ];
  return [
    ...(withWords.length > 0 ? [{ kind: 'analyst' as const, units: reached(withWords), words: true }] : []),
    ...(without.length > 0 ? [{ kind: 'analyst' as const, units: reached(without), words: false }] : []),
    ...(readers.length > 0 ? [{ kind: 'reader' as const, units: reached(readers) }] : []),
  ];
}

/** The unit that a post belongs to by the organisation's list; of one that nobody named, where it was held. */
export function unitsOfPost(reads: Reads, post: string): string[] {
  const named = reads
    .rows('organisation')
    .get<{ unit: string | null }>(
      "SELECT unit FROM codes WHERE kind = 'post' AND code = ? ORDER BY n DESC LIMIT 1",
      post,
    );
  if (named?.unit) return [named.unit];
  return reads
    .rows('organisation')
    .all<{ unit: string }>('SELECT DISTINCT unit FROM holders WHERE post = ? ORDER BY unit', post)
    .map(({ unit }) => unit);
}

/** Whoever came through a link that the group has issued and not revoked. How long it lasts, its token says. */
export function capacityOfGroupLink(reads: Reads, link: string, group: string): Capacity | undefined {
  const issued = reads
    .rows('groups')
    .get<{ revoked: number }>('SELECT revoked FROM links WHERE grp = ? AND link = ?', group, link);
  if (!issued || issued.revoked === 1) return undefined;
  return { kind: 'link', link, group, groups: groupAndBefore(reads, group) };
}
