import type { Reads } from './open-reads.ts';

/** Both must agree before words are public. */
export const sides = ['group', 'management'] as const;
export type Side = (typeof sides)[number];

/** By event and field, the sides that agree. */
export type Agreed = ReadonlyMap<string, Readonly<Record<string, Side[]>>>;

export function agreedIn(reads: Reads, events: readonly string[]): Agreed {
  const sql =
    'SELECT event, field, side FROM published WHERE event IN (SELECT value FROM json_each(?)) ORDER BY field, side';
  const rows = reads
    .rows('words')
    .all<{ event: string; field: string; side: Side }>(sql, JSON.stringify([...new Set(events)]));
  const agreed = new Map<string, Record<string, Side[]>>();
  for (const { event, field, side } of rows) {
    const fields = agreed.get(event) ?? {};
    agreed.set(event, { ...fields, [field]: [...(fields[field] ?? []), side] });
  }
  return agreed;
}

/** What both sides have published, by `EVENT FIELD`, with the time since when the first has agreed: the other has seen what it saw, or more. */
export function publishedFields(reads: Reads, events: readonly string[]): ReadonlyMap<string, string> {
  const sql = `SELECT event, field, min(agreed.at) AS since FROM published JOIN agreed USING (event, field, side)
    WHERE event IN (SELECT value FROM json_each(?)) GROUP BY event, field HAVING count(*) = 2`;
  const rows = reads.rows('words').all<{ event: string; field: string; since: string }>(sql, JSON.stringify(events));
  return new Map(rows.map(({ event, field, since }) => [`${event} ${field}`, since]));
}
