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
