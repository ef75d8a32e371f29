import type { Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import type { MasterKeys } from './keys.ts';
import { checkName } from './plain-text.ts';
import { type Place, type Sealed, seal, unseal } from './seal.ts';
import { emptied, plain, slices } from './statement.ts';
import type { AccessEntry, AccessStore } from './stores.ts';
import type { Tables } from './tables.ts';

interface AccessRow extends Sealed {
  readonly entry: string;
  readonly at: number;
  readonly account: string;
  readonly operation: string;
  readonly keepUntil: number;
}

const columns = ['entry', 'at', 'account', 'operation', 'keepUntil', 'keyVersion', 'sealed'] as const;
const emptiedEntry = { ...emptied, entry: null, at: null, account: null, operation: null, keepUntil: null };

function queriesFor(builder: Kysely<Tables>) {
  return {
    insert: (rows: readonly AccessRow[]) =>
      slices(rows).map((some) =>
        plain(
          builder
            .insertInto('access')
            .values(some)
            .onConflict((conflict) => conflict.column('entry').doNothing()),
        ),
      ),

    list: ({ account, from, to, before, limit }: Parameters<AccessStore['list']>[0]) => {
      // Emptied rows have no instant.
      let rows = builder.selectFrom('access').select(columns).where('at', 'is not', null);
      if (account !== undefined) rows = rows.where('account', '=', account);
      if (from) rows = rows.where('at', '>=', from.getTime());
      if (to) rows = rows.where('at', '<', to.getTime());
      if (before !== undefined) {
        rows = rows.where(({ refTuple, selectFrom, eb }) =>
          eb(
            refTuple('at', 'entry'),
            '<',
            selectFrom('access').select(['at', 'entry']).where('entry', '=', before).$asTuple('at', 'entry'),
          ),
        );
      }
      return plain(rows.orderBy('at', 'desc').orderBy('entry', 'desc').limit(limit).$castTo<AccessRow>());
    },

    emptyUntil: (time: number) => plain(builder.updateTable('access').set(emptiedEntry).where('keepUntil', '<=', time)),
  };
}

export class SealedAccess implements AccessStore {
  readonly #engine: Engine;
  readonly #queries: ReturnType<typeof queriesFor>;
  readonly #keys: MasterKeys;

  constructor(engine: Engine, keys: MasterKeys) {
    this.#engine = engine;
    this.#queries = queriesFor(engine.builder);
    this.#keys = keys;
  }

  async add(entries: readonly AccessEntry[]): Promise<void> {
    for (const { id, account, operation } of entries) {
      checkName(id, 'The id of an access');
      checkName(account, `The account of access ${id}`);
      checkName(operation, `The operation of access ${id}`);
    }
    if (entries.length === 0) return;
    const rows = entries.map(
      ({ id, at, account, operation, facts, keepUntil }): AccessRow => ({
        entry: id,
        at: at.getTime(),
        account,
        operation,
        keepUntil: keepUntil.getTime(),
        ...seal(this.#keys, placeOfEntry(id), Buffer.from(JSON.stringify(facts), 'utf8')),
      }),
    );
    // It grows with every reading, which must not end what readers are answered from memory.
    await this.#engine.transaction(this.#queries.insert(rows), 'aside');
  }

  async list(filter: Parameters<AccessStore['list']>[0]): Promise<readonly AccessEntry[]> {
    const rows = await this.#engine.read(this.#queries.list(filter));
    return rows.map((row) => ({
      id: row.entry,
      at: new Date(row.at),
      account: row.account,
      operation: row.operation,
      facts: JSON.parse(unseal(this.#keys, placeOfEntry(row.entry), row).toString('utf8')) as object,
      keepUntil: new Date(row.keepUntil),
    }));
  }

  async expire(now: Date): Promise<number> {
    const [outcome] = await this.#engine.erase('access', [this.#queries.emptyUntil(now.getTime())]);
    return outcome!.changes;
  }
}

export function placeOfEntry(id: string): Place {
  return { purpose: 'access', row: [id] };
}
