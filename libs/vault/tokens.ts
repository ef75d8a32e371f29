import { hash, randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Engine, Outcome } from './engine.ts';
import type { MasterKeys } from './keys.ts';
import { checkName } from './plain-text.ts';
import { type Place, type Sealed, seal, unseal } from './seal.ts';
import { emptied, plain } from './statement.ts';
import type { Token, TokensStore } from './stores.ts';
import type { Tables } from './tables.ts';

const tokenBytes = 32;

interface TokenRow extends Sealed {
  readonly token: string;
  readonly purpose: string;
  readonly holder: string;
  readonly issuedAt: number;
  readonly expires: number | null;
}

const columns = ['token', 'purpose', 'holder', 'issuedAt', 'expires', 'keyVersion', 'sealed'] as const;
const emptiedToken = {
  ...emptied,
  token: null,
  digest: null,
  purpose: null,
  holder: null,
  issuedAt: null,
  expires: null,
};

function queriesFor(builder: Kysely<Tables>) {
  const tokens = builder.selectFrom('tokens').select(columns).$castTo<TokenRow>();
  const emptyTokens = builder.updateTable('tokens').set(emptiedToken);
  return {
    insert: (row: TokenRow & { digest: string }) => plain(builder.insertInto('tokens').values(row)),
    byDigest: (digest: string) => plain(tokens.where('digest', '=', digest)),
    ofHolder: (purpose: string, holder: string) =>
      plain(tokens.where('holder', '=', holder).where('purpose', '=', purpose).orderBy('id')),
    /** Instants are all as wide, so that the row is not moved. */
    prolong: (token: string, expires: number) =>
      plain(builder.updateTable('tokens').set({ expires }).where('token', '=', token).where('expires', 'is not', null)),
    empty: (token: string) => plain(emptyTokens.where('token', '=', token)),
    emptyOf: (holder: string, purpose: string | undefined) => {
      const ofHolder = emptyTokens.where('holder', '=', holder);
      return plain(purpose === undefined ? ofHolder : ofHolder.where('purpose', '=', purpose));
    },
    emptyUntil: (time: number) => plain(emptyTokens.where('expires', '<=', time)),
  };
}

export class SealedTokens implements TokensStore {
  readonly #engine: Engine;
  readonly #queries: ReturnType<typeof queriesFor>;
  readonly #keys: MasterKeys;
  #changes = 0;

  constructor(engine: Engine, keys: MasterKeys) {
    this.#engine = engine;
    this.#queries = queriesFor(engine.builder);
    this.#keys = keys;
  }

  get changes(): number | undefined {
    return this.#engine.changes === undefined ? undefined : this.#changes;
  }

  async issue({ purpose, holder, facts, expires, now }: Parameters<TokensStore['issue']>[0]) {
    checkName(purpose, 'The purpose of a token');
    checkName(holder, 'The holder of a token');
    const [id, token] = [randomUUID(), randomBytes(tokenBytes).toString('base64url')];
    const row = {
      token: id,
      digest: digestOf(token),
      purpose,
      holder,
      issuedAt: now.getTime(),
      expires: expires?.getTime() ?? null,
      ...seal(this.#keys, placeOfToken(id), Buffer.from(JSON.stringify(facts), 'utf8')),
    };
    await this.#engine.transaction([this.#queries.insert(row)]);
    return { id, token };
  }

  async look(purpose: string, token: string, now: Date): Promise<Token | undefined> {
    const [row] = await this.#engine.read(this.#queries.byDigest(digestOf(token)));
    if (!row || row.purpose !== purpose) return undefined;
    if (row.expires !== null && row.expires <= now.getTime()) return undefined;
    return this.#opened(row);
  }

  async take(purpose: string, token: string, now: Date): Promise<Token | undefined> {
    const found = await this.look(purpose, token, now);
    // Several may have found it; whose statement empties the row, has it.
    return found && (await this.revoke(found.id)) ? found : undefined;
  }

  async list(purpose: string, holder: string): Promise<readonly Token[]> {
    const rows = await this.#engine.read(this.#queries.ofHolder(purpose, holder));
    return rows.map((row) => this.#opened(row));
  }

  async prolong(id: string, expires: Date): Promise<boolean> {
    const [outcome] = await this.#changing(this.#engine.transaction([this.#queries.prolong(id, expires.getTime())]));
    return outcome!.changes > 0;
  }

  async revoke(id: string): Promise<boolean> {
    return (await this.#erase(this.#queries.empty(id))) > 0;
  }

  revokeAll(holder: string, purpose?: string): Promise<number> {
    return this.#erase(this.#queries.emptyOf(holder, purpose));
  }

  expire(now: Date): Promise<number> {
    return this.#erase(this.#queries.emptyUntil(now.getTime()));
  }

  async #erase(query: ReturnType<typeof plain>): Promise<number> {
    const [outcome] = await this.#changing(this.#engine.erase('tokens', [query]));
    return outcome!.changes;
  }

  /** Also what failed may have been carried out. */
  #changing(writing: Promise<readonly Outcome[]>): Promise<readonly Outcome[]> {
    return writing.finally(() => {
      this.#changes += 1;
    });
  }

  #opened(row: TokenRow): Token {
    const { token: id, purpose, holder, issuedAt, expires } = row;
    return {
      id,
      purpose,
      holder,
      facts: JSON.parse(unseal(this.#keys, placeOfToken(id), row).toString('utf8')) as object,
      issuedAt: new Date(issuedAt),
      ...(expires !== null && { expires: new Date(expires) }),
    };
  }
}

/** The token itself is 256 bits of chance, so that no salt and no slow hash is needed. */
function digestOf(token: string): string {
  return hash('sha256', token, 'base64url');
}

export function placeOfToken(id: string): Place {
  return { purpose: 'tokens', row: [id] };
}
