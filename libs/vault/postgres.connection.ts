import pg from 'pg';
import type { Outcome, Query } from './engine.ts';
import { VaultError } from './errors.ts';

/** Deadlines in milliseconds. The server's own come first, so that it has stopped before this side gives up. */
const deadlines = {
  connect: 5_000,
  statement: 5_000,
  answer: 7_000,
  idleInTransaction: 10_000,
  vacuum: 600_000,
  lock: 2_000,
};

/** A transaction that was carried out by halves nowhere may be tried again: how often. */
const attempts = 5;

const mostConnections = 8;
const int8 = 20;

/** Runs one statement of a transaction. `patience` in milliseconds where it may take longer than others. */
export type Run = <Row>(query: Query<Row>, patience?: number) => Promise<{ rows: Row[]; changes: number }>;

/**
 * Connections to one database. The only place that knows pg. A connection on which anything went wrong is thrown away, and the
 * next use makes a new one: so a server that was stopped, or has become another, is found again without anybody's doing.
 */
export class PostgresConnections {
  readonly #pool: pg.Pool;
  /** For errors: no user, no password. */
  readonly #where: string;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;

  constructor(url: URL, options: { readonly readOnly: boolean }) {
    this.#where = `PostgreSQL at ${url.host}`;
    this.#pool = new pg.Pool({
      connectionString: url.href,
      application_name: 'kierto',
      max: mostConnections,
      connectionTimeoutMillis: deadlines.connect,
      statement_timeout: deadlines.statement,
      query_timeout: deadlines.answer,
      // A process that stands still in the middle of a transaction does not keep its locks.
      idle_in_transaction_session_timeout: deadlines.idleInTransaction,
      keepAlive: true,
      // An open vault alone keeps no process alive.
      allowExitOnIdle: true,
      types: {
        getTypeParser: ((type: number, format?: 'text') =>
          type === int8 ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
      },
      onConnect: (client) => prepare(client, options.readOnly),
    });
    // An idle connection was lost; the pool has dropped it.
    this.#pool.on('error', () => undefined);
  }

  /** All statements that `work` runs, or none; `work` may be called again when none was. */
  transaction<Answer>(work: (run: Run) => Promise<Answer>): Promise<Answer> {
    return this.#tracked(() =>
      this.#again(async (client, progress) => {
        const run = runOn(client);
        await run({ sql: 'BEGIN', parameters: [] });
        const answer = await work(run);
        progress.unknown = true;
        await run({ sql: 'COMMIT', parameters: [] });
        return answer;
      }),
    );
  }

  /** One statement is a transaction by itself. */
  write(query: Query): Promise<Outcome> {
    return this.#tracked(() =>
      this.#again(async (client, progress) => {
        progress.unknown = true;
        const { changes } = await runOn(client)(query);
        return { changes };
      }),
    );
  }

  read<Row>(query: Query<Row>): Promise<readonly Row[]> {
    return this.#tracked(() => this.#again(async (client) => (await runOn(client)(query)).rows));
  }

  /**
   * Outside of any transaction, with time enough. `table` is quoted already. `FULL` writes the table anew, and gives up where it cannot have
   * it for itself soon: whoever comes meanwhile waits behind it.
   */
  vacuum(table: string, how: 'FULL' | 'TRUNCATE FALSE' = 'TRUNCATE FALSE'): Promise<void> {
    return this.#tracked(() =>
      this.#again(async (client) => {
        const run = runOn(client);
        await run({ sql: `SET statement_timeout = ${deadlines.vacuum}`, parameters: [] });
        await run({ sql: `SET lock_timeout = ${how === 'FULL' ? deadlines.lock : 0}`, parameters: [] });
        await run({ sql: `VACUUM (${how}) ${table}`, parameters: [] }, deadlines.vacuum);
        await run({ sql: 'SET lock_timeout = 0', parameters: [] });
        await run({ sql: `SET statement_timeout = ${deadlines.statement}`, parameters: [] });
      }),
    );
  }

  /** What was asked before is carried out and answered first. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#underWay);
    // A server that does not answer keeps nobody from ending.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, deadlines.connect);
    });
    await Promise.race([this.#pool.end(), late]);
    clearTimeout(timer);
  }

  async #tracked<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (this.#closed) throw new VaultError('vault-unavailable', 'The vault is closed.');
    const done = work().catch((error) => {
      throw this.#asVaultError(error);
    });
    this.#underWay.add(done);
    return done.finally(() => this.#underWay.delete(done));
  }

  /**
   * Once more where surely nothing was carried out: the server took the transaction back because of another one, or the connection
   * was lost before the last word of it.
   */
  async #again<Answer>(
    work: (client: pg.PoolClient, progress: { unknown: boolean }) => Promise<Answer>,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const client = await this.#pool.connect();
      // Without a listener the loss of a connection in hand would end the process; the statement under way hears of it, too.
      const ignored = () => undefined;
      client.on('error', ignored);
      const progress = { unknown: false };
      try {
        const answer = await work(client, progress);
        client.off('error', ignored);
        client.release();
        return answer;
      } catch (error) {
        client.release(true);
        const lost = wasLost(error) && !progress.unknown && attempt === 1;
        if (!(lost || (wasTakenBack(error) && attempt < attempts))) throw error;
      }
    }
  }

  #asVaultError(error: unknown): VaultError {
    if (error instanceof VaultError) return error;
    const code = codeOf(error);
    // Data corrupted, index corrupted.
    if (code === 'XX001' || code === 'XX002') {
      return new VaultError('vault-corrupt', `${this.#where}: the vault's tables are damaged (${code}).`);
    }
    // The server's own sentence may quote rows or name the user.
    const fault = code === undefined ? 'no answer in time' : (faults[code] ?? code);
    return new VaultError(
      'vault-unavailable',
      `${this.#where}: ${fault}. Whether it was carried out is not known; it may be tried again.`,
    );
  }
}

const faults: Readonly<Record<string, string>> = {
  '28P01': 'the user or the password is wrong (28P01)',
  '28000': 'the user may not connect (28000)',
  '3D000': 'there is no such database (3D000)',
  '42501': 'the user may not do this (42501)',
  '42P01': 'a table of the vault is missing (42P01)',
  '53300': 'too many connections (53300)',
  '57014': 'a statement took too long (57014)',
};

/** Durable means durable, whatever the database's own setting is; who only reads cannot write by mistake. */
async function prepare(client: pg.ClientBase, readOnly: boolean): Promise<void> {
  await client.query(
    `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`,
  );
  if (readOnly) await client.query('SET default_transaction_read_only = on');
}

function runOn(client: pg.ClientBase): Run {
  return async <Row>({ sql, parameters }: Query<Row>, patience?: number) => {
    const query = { text: sql, values: [...parameters], ...(patience && { query_timeout: patience }) };
    const { rows, rowCount } = await client.query(query);
    return { rows: rows as Row[], changes: rowCount ?? 0 };
  };
}

/** SQLSTATE or the system's name of a network fault. */
function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && code !== '' ? code : undefined;
}

/** Serialization failure, deadlock: the whole transaction was taken back. */
function wasTakenBack(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error) ?? '');
}

/** As opposed to a server that is slow or refuses: by a reset, or by the server's word that it is going down. */
function wasLost(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return /terminated/.test((error as Error | undefined)?.message ?? '');
  return ['ECONNRESET', 'EPIPE', '57P01', '57P02'].includes(code);
}
