import type { Owed, OwedFacts, Standing } from '#domain/owed';
import type { Target } from '#permissions';
import { lastDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import type { Known } from './known.ts';
import type { OwedFactsLog } from './owed-facts.ts';

/**
 * What is owed, each with the promises, holidays and units that were known where its waiting began, so that later changes
 * move only what begins later.
 * @param compute asks the domain with these facts
 */
export function standingAsBegun(
  facts: OwedFactsLog,
  known: Known,
  unitOf: (owed: Owed) => string,
  compute: (facts: OwedFacts) => Standing,
): Standing {
  const standing = compute(facts.now);
  const earlier = new Map<number, readonly Owed[]>();
  const owed = standing.owed.map((one) => {
    const count = known.at(one.sinceEvent);
    if (!facts.movedSince(count, unitOf(one))) return one;
    const then = earlier.get(count) ?? compute(facts.at(count)).owed;
    earlier.set(count, then);
    return (
      then.find(
        ({ what, sinceEvent, ofEvent, group }) =>
          what === one.what && sinceEvent === one.sinceEvent && ofEvent === one.ofEvent && group === one.group,
      ) ?? one
    );
  });
  return { owed, notKnown: standing.notKnown };
}

export interface OwedRow {
  /** Sorts by due day; what has none comes last, the longest waiting first. */
  readonly key: string;
  readonly stream: string;
  readonly what: string;
  readonly side: string;
  /** The unit that owes it, or whose matter it is. */
  readonly unit: string;
  /** The unit that owed it before another succeeded it. */
  readonly earlier_unit: string | null;
  readonly post: string | null;
  readonly grp: string;
  readonly since: string | null;
  readonly due: string | null;
  /** `Owed` of the domain as JSON: the explanation of the due day among it. */
  readonly owed: string;
  /** Until this day the group does not read that it is owed, because it would read the answer before it is told. */
  readonly hidden_until: string | null;
  /** The event that holds the title of what is spoken of. */
  readonly title_event: string | null;
  /** 0: it comes from history and brings nothing to anybody's notice. */
  readonly live: number;
}

/** Whose it is that something is waited for. */
export const targetOfOwed = ({ unit, earlier_unit, grp }: OwedRow): Target => ({
  units: earlier_unit === null ? [unit] : [unit, earlier_unit],
  groups: [grp],
});

/** What the unit owes, and every post of it may do. */
export const namesNoPost = "post IS NULL AND side = 'management'";

export const owedTable = `
  CREATE TABLE owed (
    key TEXT PRIMARY KEY, stream TEXT NOT NULL, what TEXT NOT NULL, side TEXT NOT NULL, unit TEXT NOT NULL, earlier_unit TEXT, post TEXT,
    grp TEXT NOT NULL, since TEXT, due TEXT, owed TEXT NOT NULL, hidden_until TEXT, title_event TEXT,
    live INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE owed_in (unit TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (unit, key)) STRICT, WITHOUT ROWID;`;
export const owedIndexes = `
  CREATE INDEX owed_side ON owed (side, key);
  CREATE INDEX owed_post ON owed (post, key);
  CREATE INDEX owed_unnamed ON owed (unit, key) WHERE ${namesNoPost};
  CREATE INDEX owed_group ON owed (grp, key);
  CREATE INDEX owed_earlier ON owed (earlier_unit, key) WHERE earlier_unit IS NOT NULL;
  CREATE INDEX owed_what ON owed (what, key);
  CREATE INDEX owed_live ON owed (key) WHERE live = 1;`;

/** In the place of a day in a key, where there is none. */
export const never = '9999-12-31';

/**
 * What is owed in a unit or anywhere below it stands once more under each of these units, so that the first page of a whole
 * county costs no more than that of a team. That works because a unit never gets another parent.
 */
function forgetOwed(database: ReadDatabase, facts: OwedFactsLog, key: string): void {
  const row = database.get<{ unit: string }>('SELECT unit FROM owed WHERE key = ?', key);
  for (const unit of row ? facts.unitAndAbove(row.unit) : [])
    database.run('DELETE FROM owed_in WHERE unit = ? AND key = ?', unit, key);
  database.run('DELETE FROM owed WHERE key = ?', key);
}

export function forgetAllOwed(database: ReadDatabase, facts: OwedFactsLog, keys: readonly string[]): void {
  for (const key of keys) forgetOwed(database, facts, key);
}

/** Writes what a stream waits for in the place of what it waited for before; answers the keys to hand in the next time. */
export function writeOwed(
  database: ReadDatabase,
  facts: OwedFactsLog,
  stream: string,
  before: readonly string[],
  owed: readonly Owed[],
  more: (owed: Owed) => {
    readonly unit: string;
    readonly earlierUnit: string | undefined;
    readonly hiddenUntil: string | undefined;
    readonly title: string | undefined;
  },
): string[] {
  forgetAllOwed(database, facts, before);
  return owed.map((one, index) => {
    const key = `${one.due.on ?? never} ${lastDay(one.since) ?? never} ${stream} ${index}`;
    const { unit, earlierUnit, hiddenUntil, title } = more(one);
    const inUnit = one.unit ?? unit;
    for (const above of facts.unitAndAbove(inUnit)) database.run('INSERT INTO owed_in VALUES (?, ?)', above, key);
    database.run(
      'INSERT INTO owed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      key,
      stream,
      one.what,
      one.by,
      inUnit,
      earlierUnit ?? null,
      one.post ?? null,
      one.group,
      one.since ?? null,
      one.due.on ?? null,
      JSON.stringify(one),
      hiddenUntil ?? null,
      title ?? null,
      one.fromHistory ? 0 : 1,
    );
    return key;
  });
}

/** `management`, `group`, `both`, or null: nobody. */
export function owedBy(owed: readonly Owed[]): 'management' | 'group' | 'both' | null {
  const sides = new Set(owed.map(({ by }) => by));
  return sides.size === 2 ? 'both' : ([...sides][0] ?? null);
}

/** As a column holds a list that is mostly empty. */
export const listOrNull = (list: readonly unknown[]): string | null => (list.length > 0 ? JSON.stringify(list) : null);
