import type { Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import type { MasterKeys } from './keys.ts';
import { checkName } from './plain-text.ts';
import { type Place, type Sealed, seal, unseal } from './seal.ts';
import { emptied, plain } from './statement.ts';
import type { SecretsStore } from './stores.ts';
import type { Tables } from './tables.ts';

function queriesFor(builder: Kysely<Tables>) {
  const insert = (row: Sealed & { name: string }) => builder.insertInto('secrets').values(row);
  return {
    empty: (name: string) =>
      plain(
        builder
          .updateTable('secrets')
          .set({ ...emptied, name: null })
          .where('name', '=', name),
      ),
    /** The row is there already only where another process has just put it. */
    put: (row: Sealed & { name: string }) =>
      plain(
        insert(row).onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ keyVersion: row.keyVersion, sealed: row.sealed }),
        ),
      ),
    putFirst: (row: Sealed & { name: string }) =>
      plain(insert(row).onConflict((conflict) => conflict.column('name').doNothing())),
    secret: (name: string) =>
      plain(builder.selectFrom('secrets').select(['keyVersion', 'sealed']).where('name', '=', name).$castTo<Sealed>()),
  };
}

export class SealedSecrets implements SecretsStore {
  readonly #engine: Engine;
  readonly #queries: ReturnType<typeof queriesFor>;
  readonly #keys: MasterKeys;

  constructor(engine: Engine, keys: MasterKeys) {
    this.#engine = engine;
    this.#queries = queriesFor(engine.builder);
    this.#keys = keys;
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    checkName(name, 'The name of a secret');
    // What lay there is emptied and not written over: a longer row would move its neighbours.
    await this.#engine.transaction([
      this.#queries.empty(name),
      this.#queries.put({ name, ...seal(this.#keys, placeOfSecret(name), bytes) }),
    ]);
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    const [row] = await this.#engine.read(this.#queries.secret(name));
    return row && new Uint8Array(unseal(this.#keys, placeOfSecret(name), row));
  }

  async forget(name: string): Promise<void> {
    await this.#engine.erase('secrets', [this.#queries.empty(name)]);
  }

  /** What lies under the name; where nothing does, `bytes`, unless somebody else is first. */
  async readOrPut(name: string, bytes: Uint8Array): Promise<Uint8Array> {
    const there = await this.read(name);
    if (there) return there;
    const sealed = seal(this.#keys, placeOfSecret(name), bytes);
    await this.#engine.transaction([this.#queries.putFirst({ name, ...sealed })]);
    return this.readOrPut(name, bytes);
  }
}

export function placeOfSecret(name: string): Place {
  return { purpose: 'secrets', row: [name] };
}
