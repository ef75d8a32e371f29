import { createHmac, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import { checkName } from './plain-text.ts';
import type { SealedSecrets } from './secrets.ts';
import { plain } from './statement.ts';
import type { IdentitiesStore, IdentityKind } from './stores.ts';
import type { Tables } from './tables.ts';

const keyName = 'identities-key';

function queriesFor(builder: Kysely<Tables>) {
  return {
    find: (digest: string) =>
      plain(
        builder
          .selectFrom('identities')
          .select('account')
          .where('digest', '=', digest)
          .$castTo<{ readonly account: string }>(),
      ),
    insert: (row: { digest: string; kind: string; account: string }) =>
      plain(
        builder
          .insertInto('identities')
          .values(row)
          .onConflict((conflict) => conflict.column('digest').doNothing()),
      ),
    empty: (account: string, kind: string | undefined, digest: string | undefined) => {
      const ofAccount = builder
        .updateTable('identities')
        .set({ digest: null, kind: null, account: null })
        .where('account', '=', account);
      const ofKind = kind === undefined ? ofAccount : ofAccount.where('kind', '=', kind);
      return plain(digest === undefined ? ofKind : ofKind.where('digest', '=', digest));
    },
  };
}

export class KeyedIdentities implements IdentitiesStore {
  readonly #engine: Engine;
  readonly #queries: ReturnType<typeof queriesFor>;
  readonly #secrets: SealedSecrets;
  /** Made once and never changed. */
  #key: Uint8Array | undefined;

  constructor(engine: Engine, secrets: SealedSecrets) {
    this.#engine = engine;
    this.#queries = queriesFor(engine.builder);
    this.#secrets = secrets;
  }

  async claim(kind: IdentityKind, of: string, account: string): Promise<string> {
    checkName(of, 'An identity');
    checkName(account, 'The account of an identity');
    this.#key ??= await this.#secrets.readOrPut(keyName, randomBytes(32));
    await this.#engine.transaction([this.#queries.insert({ digest: digestOf(this.#key, kind, of), kind, account })]);
    // Who had it may have released it just now.
    return (await this.find(kind, of)) ?? this.claim(kind, of, account);
  }

  async find(kind: IdentityKind, of: string): Promise<string | undefined> {
    const [row] = await this.#engine.read(this.#queries.find(await this.#digestOf(kind, of)));
    return row?.account;
  }

  async release(account: string, kind?: IdentityKind, of?: string): Promise<void> {
    const digest = kind === undefined || of === undefined ? undefined : await this.#digestOf(kind, of);
    await this.#engine.erase('identities', [this.#queries.empty(account, kind, digest)]);
  }

  /** Of an identity that nobody has claimed it may be made up. */
  async #digestOf(kind: IdentityKind, of: string): Promise<string> {
    this.#key ??= await this.#secrets.read(keyName);
    return digestOf(this.#key ?? randomBytes(32), kind, of);
  }
}

/** A plain hash of an address could be found by hashing all likely addresses. */
function digestOf(key: Uint8Array, kind: IdentityKind, of: string): string {
  return createHmac('sha256', key).update(`${kind}\0${of}`).digest('base64url');
}
