import { randomBytes } from 'node:crypto';
import type { Engine } from './engine.ts';
import type { MasterKeys } from './keys.ts';
import { checkName, checkText } from './plain-text.ts';
import type { Queries } from './queries.ts';
import { type Place, seal, unseal } from './seal.ts';
import type { SealedSecrets } from './secrets.ts';
import type { ImportStore } from './vault.ts';

const keyName = 'import-key';

export class SealedImports implements ImportStore {
  readonly #engine: Engine;
  readonly #queries: Queries;
  readonly #keys: MasterKeys;
  readonly #secrets: SealedSecrets;

  constructor(engine: Engine, queries: Queries, keys: MasterKeys, secrets: SealedSecrets) {
    this.#engine = engine;
    this.#queries = queries;
    this.#keys = keys;
    this.#secrets = secrets;
  }

  key(): Promise<Uint8Array> {
    return this.#secrets.readOrPut(keyName, randomBytes(32));
  }

  async remember(originals: readonly { readonly id: string; readonly original: string }[]): Promise<void> {
    for (const { id, original } of originals) {
      checkName(id, 'The id of something imported');
      checkText(original, `The source's own id of ${id}`);
    }
    if (originals.length === 0) return;
    const rows = originals.map(({ id, original }) => ({
      legal: id,
      ...seal(this.#keys, placeOfOriginal(id), Buffer.from(original, 'utf8')),
    }));
    await this.#engine.transaction(this.#queries.insertOriginals(rows));
  }

  async originals(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const queries = this.#queries.originalsOf([...new Set(ids)]);
    const rows = await Promise.all(queries.map((query) => this.#engine.read(query)));
    return new Map(
      rows.flat().map((row) => [row.legal, unseal(this.#keys, placeOfOriginal(row.legal), row).toString('utf8')]),
    );
  }

  async forget(ids: readonly string[]): Promise<void> {
    const there = await this.originals(ids);
    if (there.size > 0) await this.#engine.erase('originals', this.#queries.emptyOriginals([...there.keys()]));
  }
}

export function placeOfOriginal(id: string): Place {
  return { purpose: 'originals', row: [id] };
}
