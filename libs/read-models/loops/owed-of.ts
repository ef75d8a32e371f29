import type { Reads } from '../open-reads.ts';
import type { Asked } from '../query.ts';
import { isHidden } from '../reader.ts';
import { type OwedRow, targetOfOwed } from './standing.ts';

/**
 * What a stream waits for, as the reader may know it, what is due first first.
 * @param keys its column `owed_keys`
 */
export function owedOf(reads: Reads, keys: string | null, asked: Asked): OwedRow[] {
  const sql = 'SELECT * FROM owed WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key';
  return reads
    .rows('loops')
    .all<OwedRow>(sql, keys ?? '[]')
    .filter((row) => !isHidden(row.hidden_until, asked, targetOfOwed(row)));
}
