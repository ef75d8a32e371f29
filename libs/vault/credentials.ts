import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import type { MasterKeys } from './keys.ts';
import { checkName } from './plain-text.ts';
import { type Place, type Sealed, seal, unseal } from './seal.ts';
import { emptied, plain } from './statement.ts';
import type { Credentials, CredentialsStore } from './stores.ts';
import type { Tables } from './tables.ts';

interface CredentialsRow extends Sealed {
  readonly account: string;
  readonly version: number;
}

const columns = ['account', 'version', 'keyVersion', 'sealed'] as const;
const emptiedCredentials = { ...emptied, account: null, version: null };

function queriesFor(builder: Kysely<Tables>) {
  const credentials = builder.updateTable('credentials');
  return {
    read: (account: string) =>
      plain(builder.selectFrom('credentials').select(columns).where('account', '=', account).$castTo<CredentialsRow>()),

    insertFirst: (row: CredentialsRow) =>
      plain(
        builder
          .insertInto('credentials')
          .values(row)
          .onConflict((conflict) => conflict.column('account').doNothing()),
      ),

    /** What lay there is emptied and not written over: a longer row would move its neighbours. */
    empty: (account: string, version: number, writer: string) =>
      plain(
        credentials
          .set({ ...emptiedCredentials, writer })
          .where('account', '=', account)
          .where('version', '=', version),
      ),
    /** Only where this writer emptied the version before. */
    insertNext: (row: CredentialsRow, writer: string) =>
      plain(
        builder
          .insertInto('credentials')
          .columns([...columns])
          .expression((select) =>
            select
              .selectFrom('credentials')
              .select((value) => columns.map((column) => value.val(row[column]).as(column)))
              .where('writer', '=', writer),
          ),
      ),
    leave: (writer: string) => plain(credentials.set({ writer: null }).where('writer', '=', writer)),

    /** Waits for whoever is just writing, so that the statement after this one sees what they wrote. */
    touch: (account: string) =>
      plain(credentials.set((update) => ({ version: update.ref('version') })).where('account', '=', account)),
    forget: (account: string) => plain(credentials.set(emptiedCredentials).where('account', '=', account)),
  };
}

export class SealedCredentials implements CredentialsStore {
  readonly #engine: Engine;
  readonly #queries: ReturnType<typeof queriesFor>;
  readonly #keys: MasterKeys;

  constructor(engine: Engine, keys: MasterKeys) {
    this.#engine = engine;
    this.#queries = queriesFor(engine.builder);
    this.#keys = keys;
  }

  async read(account: string): Promise<Credentials | undefined> {
    const [row] = await this.#engine.read(this.#queries.read(account));
    if (!row) return undefined;
    const plainText = unseal(this.#keys, placeOfCredentials(account, row.version), row).toString('utf8');
    return { version: row.version, facts: JSON.parse(plainText) as object };
  }

  async write(account: string, facts: object, version: number): Promise<boolean> {
    checkName(account, 'The account of credentials');
    const next = version + 1;
    const sealed = seal(this.#keys, placeOfCredentials(account, next), Buffer.from(JSON.stringify(facts), 'utf8'));
    const row = { account, version: next, ...sealed };
    const writer = randomUUID();
    const { insertFirst, empty, insertNext, leave } = this.#queries;
    const outcomes = await this.#engine.transaction(
      version === 0 ? [insertFirst(row)] : [empty(account, version, writer), insertNext(row, writer), leave(writer)],
    );
    return outcomes[version === 0 ? 0 : 1]!.changes > 0;
  }

  async forget(account: string): Promise<void> {
    await this.#engine.erase('credentials', [this.#queries.touch(account), this.#queries.forget(account)]);
  }
}

/** An older version put back in its place does not open. */
export function placeOfCredentials(account: string, version: number): Place {
  return { purpose: 'credentials', row: [account, String(version)] };
}
