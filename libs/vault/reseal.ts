import { placeOfEntry } from './access.ts';
import { placeOfCredentials } from './credentials.ts';
import type { Engine } from './engine.ts';
import { placeOfChunk } from './files.ts';
import { placeOfOriginal } from './imports.ts';
import type { MasterKeys } from './keys.ts';
import { placeOfPerson } from './people.ts';
import type { Queries, WordsRow } from './queries.ts';
import { keyVersionText, type Place, type Sealed, seal, unseal } from './seal.ts';
import { placeOfSecret } from './secrets.ts';
import type { SealedTable } from './tables.ts';
import { placeOfToken } from './tokens.ts';
import { placeOfWords } from './words.ts';

type Row = Sealed & { readonly id: number };

/** To which place a row of each table is bound. */
const places: { readonly [table in SealedTable]: (row: never) => Place } = {
  words: (row: WordsRow) => placeOfWords(row),
  people: (row: { person: string }) => placeOfPerson(row.person),
  originals: (row: { legal: string }) => placeOfOriginal(row.legal),
  secrets: (row: { name: string }) => placeOfSecret(row.name),
  files: (row: { file: string; chunk: number }) => placeOfChunk(row.file, row.chunk),
  tokens: (row: { token: string }) => placeOfToken(row.token),
  credentials: (row: { account: string; version: number }) => placeOfCredentials(row.account, row.version),
  access: (row: { entry: string }) => placeOfEntry(row.entry),
};

/** Seals up to `limit` rows of older key versions anew. @returns how many there were before */
export async function reseal(engine: Engine, queries: Queries, keys: MasterKeys, limit: number): Promise<number> {
  const current = keyVersionText(keys.current);
  let [left, done] = [0, 0];
  for (const table of Object.keys(places) as SealedTable[]) {
    const [count] = await engine.read(queries.countSealedBefore(table, current));
    left += Number(count!.rows);
    const rows = await engine.read(queries.sealedBefore<Row>(table, current, limit - done));
    if (rows.length === 0) continue;
    done += rows.length;
    await engine.erase(
      table,
      rows.map((row) => {
        const place = places[table](row as never);
        return queries.sealAnew(table, row.id, row.keyVersion, seal(keys, place, unseal(keys, place, row)));
      }),
    );
  }
  // Nothing is sealed under them any more, and nothing will be: they need not be at hand.
  if (left === 0) await engine.transaction([queries.deleteKeysBefore(current)]);
  return left;
}
