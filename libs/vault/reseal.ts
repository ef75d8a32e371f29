import type { Engine, Query } from './engine.ts';
import { placeOfOriginal, placeOfSecret } from './imports.ts';
import type { MasterKeys } from './keys.ts';
import { placeOfPerson } from './people.ts';
import type { Queries, WordsRow } from './queries.ts';
import { keyVersionText, type Place, type Sealed, seal, unseal } from './seal.ts';
import type { SealedTable } from './tables.ts';
import { placeOfWords } from './words.ts';

type Row = Sealed & { readonly id: number };

/** To which place a row of each table is bound. */
const places: { readonly [table in SealedTable]: (row: never) => Place } = {
  words: (row: WordsRow) => placeOfWords(row),
  people: (row: { person: string }) => placeOfPerson(row.person),
  originals: (row: { legal: string }) => placeOfOriginal(row.legal),
  secrets: (row: { name: string }) => placeOfSecret(row.name),
};

/** Seals up to `limit` rows of older key versions anew. @returns how many there were before */
export async function reseal(engine: Engine, queries: Queries, keys: MasterKeys, limit: number): Promise<number> {
  const current = keyVersionText(keys.current);
  const updates: Query[] = [];
  let left = 0;
  for (const table of Object.keys(places) as SealedTable[]) {
    const [count] = await engine.read(queries.countSealedBefore(table, current));
    left += Number(count!.rows);
    const rows = await engine.read(queries.sealedBefore<Row>(table, current, limit - updates.length));
    for (const row of rows) {
      const place = places[table](row as never);
      updates.push(queries.sealAnew(table, row.id, row.keyVersion, seal(keys, place, unseal(keys, place, row))));
    }
  }
  if (updates.length > 0) await engine.erase(updates);
  // Nothing is sealed under them any more, and nothing will be: they need not be at hand.
  if (left === 0) await engine.transaction([queries.deleteKeysBefore(current)]);
  return left;
}
