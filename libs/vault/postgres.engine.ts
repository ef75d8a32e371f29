import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Engine, Outcome, Query } from './engine.ts';
import { VaultError } from './errors.ts';
import { PostgresConnections } from './postgres.connection.ts';
import { checkFormat, migrate } from './postgres.schema.ts';
import type { SealedTable, Tables } from './tables.ts';

const ordinarySchema = 'kierto';

/**
 * The engine on the database at `url`, in the schema `kierto` or the one that the URL names as `search_path`.
 * @throws VaultError
 */
export async function openPostgresEngine(url: string, readOnly: boolean): Promise<Engine> {
  const { address, schema } = parsed(url);
  const connections = new PostgresConnections(address, { readOnly });
  try {
    if (!readOnly) await migrate(connections, schema);
    else if ((await connections.transaction((run) => checkFormat(run, schema))) === 0) {
      throw new VaultError('vault-unavailable', `The vault in ${address.host}${address.pathname} is not set up yet.`);
    }
    return new PostgresEngine(connections, schema, readOnly);
  } catch (error) {
    await connections.close();
    throw error;
  }
}

function parsed(url: string): { readonly address: URL; readonly schema: string } {
  const address = URL.parse(url);
  if (!address || !['postgres:', 'postgresql:'].includes(address.protocol) || address.host === '') {
    throw new VaultError(
      'vault-unavailable',
      'The address of the vault is not of the form postgres://user@host/database.',
    );
  }
  const schema = address.searchParams.get('search_path') ?? ordinarySchema;
  address.searchParams.delete('search_path');
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new VaultError(
      'vault-unavailable',
      'The search_path of the vault is one schema: small letters, digits and _.',
    );
  }
  return { address, schema };
}

/** Any number of processes may write; so nothing is known of what others changed. */
class PostgresEngine implements Engine {
  readonly builder: Kysely<Tables>;
  readonly changes = undefined;
  readonly #connections: PostgresConnections;
  readonly #schema: string;
  readonly #readOnly: boolean;

  constructor(connections: PostgresConnections, schema: string, readOnly: boolean) {
    this.#connections = connections;
    this.#schema = schema;
    this.#readOnly = readOnly;
    this.builder = new Kysely<Tables>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (database) => new PostgresIntrospector(database),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    }).withSchema(schema);
  }

  async transaction(queries: readonly Query[]): Promise<readonly Outcome[]> {
    if (this.#readOnly) throw new VaultError('vault-read-only', 'This handle of the vault is for reading only.');
    if (queries.length === 1) return [await this.#connections.write(queries[0]!)];
    return this.#connections.transaction(async (run) => {
      const outcomes: Outcome[] = [];
      for (const query of queries) outcomes.push({ changes: (await run(query)).changes });
      return outcomes;
    });
  }

  /**
   * Afterwards no row version of the table holds the bytes, unless a transaction that began before still may see them: those go with
   * the next vacuum, about a minute later. What no database command reaches: space in pages that is free and not yet
   * written over, the write-ahead log until it is recycled, replicas' and archived logs, backups. All of them hold sealed bytes
   * only, never words.
   */
  async erase(table: SealedTable, queries: readonly Query[]): Promise<readonly Outcome[]> {
    const outcomes = await this.transaction(queries);
    try {
      await this.#connections.vacuum(`${this.#schema}."${table}"`);
    } catch {
      throw new VaultError(
        'vault-unavailable',
        'The rows are gone, but old versions of them may still lie in their table: forget again.',
      );
    }
    return outcomes;
  }

  read<Row>(query: Query<Row>): Promise<readonly Row[]> {
    return this.#connections.read(query);
  }

  /** What the builder cannot say. Values are parameters, so the words stand in the statement once. */
  withNumbers({ sql, parameters }: Query): Query {
    return { sql: sql.replace(') values (', ') overriding system value values ('), parameters };
  }

  countOn(table: string, column: string): Query {
    const name = `${this.#schema}."${table}"`;
    return {
      sql: `SELECT setval(pg_get_serial_sequence($1, $2), coalesce(max("${column}"), 0) + 1, false) FROM ${name}`,
      parameters: [name, column],
    };
  }

  close(): Promise<void> {
    return this.#connections.close();
  }
}
