import type { Day } from '#domain/occurred-on';
import type { Owed } from '#domain/owed';
import { never, type OwedRow } from '../loops/standing.ts';
import type { Reads } from '../open-reads.ts';

/** Something that somebody waits for, live, and that time brings to somebody's notice. */
export interface Wait {
  readonly what: Owed['what'] | 'trialEnding';
  readonly side: 'management' | 'group';
  /** `proposal-x` or `commission-x` */
  readonly stream: string;
  readonly unit: string;
  readonly post: string | undefined;
  readonly group: string;
  readonly sinceEvent: string;
  readonly since: string | undefined;
  readonly due: Day | undefined;
  /** Where it stands in the order of due days, to go on behind it. */
  readonly key: string;
}

const waitOf = (row: OwedRow): Wait => ({
  what: row.what as Wait['what'],
  side: row.side as Wait['side'],
  stream: row.stream,
  unit: row.unit,
  post: row.post ?? undefined,
  group: row.grp,
  sinceEvent: (JSON.parse(row.owed) as Owed).sinceEvent,
  since: row.since ?? undefined,
  due: row.due ?? undefined,
  key: row.key,
});

/** The bounds of a range of days in a key; behind the day of a key stands a blank, and `!` is the next character. */
const between = (first: Day, last: Day): readonly [string, string] => [first, `${last}!`];

function slice(reads: Reads, [atLeast, below]: readonly [string, string], after: string, limit: number): Wait[] {
  const sql = 'SELECT * FROM owed WHERE live = 1 AND key >= ? AND key < ? AND key > ? ORDER BY key LIMIT ?';
  return reads.rows('loops').all<OwedRow>(sql, atLeast, below, after, limit).map(waitOf);
}

/** Live waits that were due before a day, what was due first first. @param after the key of the last one seen, or nothing */
export const lateWaits = (reads: Reads, day: Day, after: string, limit: number): Wait[] =>
  slice(reads, ['', day], after, limit);

/** Live waits due between two days, both included. */
export const waitsDue = (reads: Reads, first: Day, last: Day, after: string, limit: number): Wait[] =>
  slice(reads, between(first, last), after, limit);

/** Live waits that are due on no day and began between two days, both included. */
export const waitsBegun = (reads: Reads, first: Day, last: Day, after: string, limit: number): Wait[] =>
  slice(reads, [`${never} ${first}`, `${never} ${last}!`], after, limit);

interface TrialRow {
  readonly stream: string;
  readonly event: string;
  readonly until: string;
  readonly since: string | null;
  readonly side: Wait['side'];
  readonly unit: string;
  readonly post: string | null;
  readonly grp: string;
}

/**
 * Live trials that end between two days. Where a follow-up is due on that very day, its own reminder says enough.
 * @param after the key of the last one seen, or nothing
 */
export function trialsEnding(reads: Reads, first: Day, last: Day, after: string, limit: number): Wait[] {
  const sql = `SELECT * FROM trials WHERE until >= ? AND until <= ? AND until || ' ' || stream > ?
    AND NOT (side = 'management' AND EXISTS (SELECT 1 FROM proposals CROSS JOIN json_each(proposals.owed_keys) AS keys
      CROSS JOIN owed ON owed.key = keys.value
      WHERE proposals.id = substr(trials.stream, 10) AND owed.what = 'followUp' AND owed.due = trials.until))
    ORDER BY until, stream LIMIT ?`;
  return reads
    .rows('loops')
    .all<TrialRow>(sql, first, last, after, limit)
    .map(({ event, until, since, grp, post, ...row }) => ({
      ...row,
      what: 'trialEnding',
      post: post ?? undefined,
      group: grp,
      sinceEvent: event,
      since: since ?? undefined,
      due: until,
      key: `${until} ${row.stream}`,
    }));
}

/** At which version of its stream a wait was found. */
export function versionSeen(reads: Reads, stream: string): number | undefined {
  const table = stream.startsWith('commission-') ? 'commissions' : 'proposals';
  const id = stream.slice(stream.indexOf('-') + 1);
  return reads.rows('loops').get<{ version: number }>(`SELECT version FROM ${table} WHERE id = ?`, id)?.version;
}

/** Which of these notices are written already. */
export function noticesThere(reads: Reads, ids: readonly string[]): ReadonlySet<string> {
  const sql = 'SELECT id FROM notices WHERE id IN (SELECT value FROM json_each(?))';
  const rows = reads.rows('notices').all<{ id: string }>(sql, JSON.stringify(ids));
  return new Set(rows.map(({ id }) => id));
}

/**
 * Which of these are still waited for. A commission asks several groups by one event, so there the group tells them apart;
 * elsewhere the event alone does, also after another group has succeeded the first.
 */
export function stillOwed(
  reads: Reads,
  asked: readonly Pick<Wait, 'stream' | 'what' | 'sinceEvent' | 'group'>[],
): boolean[] {
  const streams = JSON.stringify([...new Set(asked.map(({ stream }) => stream))]);
  const sql = `WITH asked (stream) AS (SELECT value FROM json_each(?)),
      keys (key) AS (
        SELECT each.value FROM asked CROSS JOIN proposals ON proposals.id = substr(stream, 10)
          CROSS JOIN json_each(proposals.owed_keys) AS each WHERE stream GLOB 'proposal-*'
        UNION ALL
        SELECT each.value FROM asked CROSS JOIN commissions ON commissions.id = substr(stream, 12)
          CROSS JOIN json_each(commissions.owed_keys) AS each WHERE stream GLOB 'commission-*'
      )
    SELECT stream, what, owed ->> '$.sinceEvent' AS sinceEvent, grp AS "group" FROM keys CROSS JOIN owed USING (key)
    UNION ALL SELECT stream, 'trialEnding', event, grp FROM asked JOIN trials USING (stream)`;
  const rows = reads.rows('loops').all<Pick<Wait, 'stream' | 'what' | 'sinceEvent' | 'group'>>(sql, streams);
  const identity = ({ stream, what, sinceEvent, group }: (typeof rows)[number]): string =>
    [stream, what, sinceEvent, stream.startsWith('commission-') && group].join(' ');
  const owed = new Set(rows.map(identity));
  return asked.map((one) => owed.has(identity(one)));
}

/** When a unit wants to be reminded; `from`: not of moments that lie before that day. */
export interface Moments {
  readonly moments: readonly number[];
  readonly from: Day | undefined;
}

/** When who is reminded of what: what units have chosen, else the default of whoever asks. */
export function chosenMoments(reads: Reads): {
  /** Of the unit itself or the nearest one above it that has chosen. */
  readonly of: (unit: string, what: Wait['what']) => Moments | undefined;
  /** Every moment that any unit has chosen for anything. */
  readonly all: ReadonlySet<number>;
} {
  const rows = reads
    .rows('notices')
    .all<{ unit: string; moments: string; from_day: string }>('SELECT * FROM reminders');
  const chosen = new Map(
    rows.map(({ unit, moments, from_day }) => [
      unit,
      { moments: JSON.parse(moments) as Partial<Record<Wait['what'], readonly number[]>>, from: from_day },
    ]),
  );
  const units = reads.rows('organisation').all<{ id: string; parent: string | null }>('SELECT id, parent FROM units');
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  return {
    of(unit, what) {
      const seen = new Set<string>();
      for (let one: string | null | undefined = unit; one && !seen.has(one); one = parents.get(one)) {
        seen.add(one);
        const its = chosen.get(one);
        const moments = its?.moments[what];
        if (its && moments) return { moments, from: its.from };
      }
      return undefined;
    },
    all: new Set([...chosen.values()].flatMap(({ moments }) => Object.values(moments).flat())),
  };
}
