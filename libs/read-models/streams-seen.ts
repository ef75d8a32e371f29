import { maySee, type Operation, type Rights, type Target } from '#permissions';
import type { Reads } from './open-reads.ts';

/** By which view somebody may see a stream, and whose it is. */
type Seen = readonly [operation: Operation, target: Target];

interface Row {
  readonly id: string;
  readonly unit: string | null;
  readonly grp: string | null;
}

type Find = (reads: Reads, listed: string) => readonly Row[];

const inGroups: Find = (reads, listed) =>
  reads
    .rows('groups')
    .all<Row>('SELECT id, unit, id AS grp FROM groups WHERE id IN (SELECT value FROM json_each(?))', listed);

const finds: Readonly<Record<string, Find>> = {
  proposal: (reads, listed) =>
    reads.rows('loops').all<Row>(
      `SELECT id, unit, grp FROM proposals WHERE id IN (SELECT value FROM json_each(?1))
         UNION ALL SELECT proposals.id, earlier.value, grp FROM proposals, json_each(earlier_units) AS earlier
         WHERE proposals.id IN (SELECT value FROM json_each(?1))`,
      listed,
    ),
  commission: (reads, listed) =>
    reads.rows('loops').all<Row>(
      `SELECT id, unit, from_group AS grp FROM commissions WHERE id IN (SELECT value FROM json_each(?1))
         UNION ALL SELECT id, unit, grp FROM commissions JOIN commission_groups USING (issued_key)
         WHERE id IN (SELECT value FROM json_each(?1))`,
      listed,
    ),
  group: inGroups,
  meeting(reads, listed) {
    const meetings = reads
      .rows('meetings')
      .all<{ id: string; grp: string }>(
        'SELECT id, grp FROM meetings WHERE id IN (SELECT value FROM json_each(?))',
        listed,
      );
    const groups = inGroups(reads, JSON.stringify([...new Set(meetings.map(({ grp }) => grp))]));
    const units = new Map(groups.map(({ id, unit }) => [id, unit]));
    return meetings.map(({ id, grp }) => ({ id, grp, unit: units.get(grp) ?? null }));
  },
  notice: (reads, listed) =>
    reads
      .rows('notices')
      .all<Row>('SELECT id, unit, NULL AS grp FROM notices WHERE id IN (SELECT value FROM json_each(?))', listed),
};

const views: Readonly<Record<string, Operation>> = {
  proposal: 'GetProposal',
  commission: 'GetCommission',
  meeting: 'GetMeeting',
  group: 'GetGroupHome',
  unit: 'GetUnit',
  organisation: 'GetOrganisation',
  notice: 'ListNotices',
  account: 'GetAccount',
};

/**
 * Whose these streams are, to say of many people which of them each may see.
 * @throws ReadModelUnavailable
 */
export function audienceOf(reads: Reads, streams: readonly string[]): (rights: Rights) => string[] {
  const seen = new Map<string, Seen>();
  const byCategory = Map.groupBy(new Set(streams), (stream) => stream.slice(0, stream.indexOf('-')));
  const inboxes = recipientsOf(reads, byCategory.get('notice') ?? []);
  for (const [category, all] of byCategory) {
    const operation = views[category];
    if (operation === undefined) continue;
    const ids = all.map((stream) => stream.slice(category.length + 1));
    const targets = targetsOf(reads, category, ids);
    for (const id of ids) {
      const target = targets.get(id);
      if (target) seen.set(`${category}-${id}`, [operation, target]);
    }
  }
  return (rights) =>
    streams.filter((stream) => {
      if (rights.account !== undefined && inboxes.get(stream)?.has(rights.account)) return true;
      const [operation, target] = seen.get(stream) ?? [];
      return operation !== undefined && maySee(rights, operation, target!);
    });
}

/** What of these streams somebody may see. @throws ReadModelUnavailable */
export const visibleStreams = (reads: Reads, rights: Rights, streams: readonly string[]): string[] =>
  audienceOf(reads, streams)(rights);

function targetsOf(reads: Reads, category: string, ids: readonly string[]): ReadonlyMap<string, Target> {
  const find = finds[category];
  if (!find) return new Map(ids.map((id) => [id, category === 'account' ? { accounts: [id] } : {}]));
  const rows = Map.groupBy(find(reads, JSON.stringify(ids)), ({ id }) => id);
  return new Map(
    [...rows].map(([id, of]) => [
      id,
      { units: [...new Set(of.flatMap(({ unit }) => unit ?? []))], groups: of.flatMap(({ grp }) => grp ?? []) },
    ]),
  );
}

/** The accounts in whose inboxes notices lie. */
function recipientsOf(reads: Reads, notices: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  if (notices.length === 0) return new Map();
  const sql = 'SELECT id, data FROM notices WHERE id IN (SELECT value FROM json_each(?))';
  const ids = notices.map((stream) => stream.slice('notice-'.length));
  const rows = reads.rows('notices').all<{ id: string; data: string }>(sql, JSON.stringify(ids));
  return new Map(
    rows.map(({ id, data }) => [`notice-${id}`, new Set((JSON.parse(data) as { to?: string[] }).to ?? [])]),
  );
}
