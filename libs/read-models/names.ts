import type { Reads } from './open-reads.ts';

type Ids = Iterable<string | null | undefined>;
/** The events that name things; what has no name, or is not there, is missing. */
export type NameEvents = ReadonlyMap<string, string>;

type Ask = (listed: string) => readonly { readonly id: string; readonly event: string | null }[];

/** @param ask is given the ids as a JSON list, and not asked when there are none */
function mapped(ids: Ids, ask: Ask): NameEvents {
  const given = [...new Set([...ids].filter((id) => typeof id === 'string'))];
  const rows = given.length > 0 ? ask(JSON.stringify(given)) : [];
  return new Map(rows.flatMap(({ id, event }) => (event === null ? [] : [[id, event]])));
}

export function unitNames(reads: Reads, units: Ids): NameEvents {
  const sql = 'SELECT id, name_event AS event FROM units WHERE id IN (SELECT value FROM json_each(?))';
  return mapped(units, (listed) => reads.rows('organisation').all(sql, listed));
}

export function groupNames(reads: Reads, groups: Ids): NameEvents {
  const sql = "SELECT id, record ->> '$.words.name' AS event FROM groups WHERE id IN (SELECT value FROM json_each(?))";
  return mapped(groups, (listed) => reads.rows('groups').all(sql, listed));
}

/** Of codes of one kind; a code named again carries its last label. */
export function labels(reads: Reads, kind: 'theme' | 'method' | 'programme' | 'post', codes: Ids): NameEvents {
  const sql =
    'SELECT code AS id, event FROM codes WHERE kind = ? AND code IN (SELECT value FROM json_each(?)) ORDER BY n';
  return mapped(codes, (listed) => reads.rows('organisation').all(sql, kind, listed));
}

export function proposalTitles(reads: Reads, proposals: Ids): NameEvents {
  const sql = 'SELECT id, title_event AS event FROM proposals WHERE id IN (SELECT value FROM json_each(?))';
  return mapped(proposals, (listed) => reads.rows('loops').all(sql, listed));
}

/** The unit and all below it. */
export function unitAndBelow(reads: Reads, unit: string): string[] {
  const sql = `WITH RECURSIVE below (id) AS (VALUES (?) UNION SELECT units.id FROM units JOIN below ON units.parent = below.id)
    SELECT id FROM below`;
  return reads
    .rows('organisation')
    .all<{ id: string }>(sql, unit)
    .map(({ id }) => id);
}
