import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Engine, Outcome, Query } from './engine.ts';
import { VaultError } from './errors.ts';
import { PostgresConnections } from './postgres.connection.ts';
import { checkFormat, migrate } from './postgres.schema.ts';
import type { ErasedTable, Tables } from './tables.ts';

const ordinarySchema = 'kierto';

/** Bytes of a table with its indexes that are rewritten in about two seconds; for larger ones the operator chooses a moment. */
const mostRewritten = 256 * 1024 * 1024;

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
   * the next vacuum, about a minute later. What vacuum does not reach: space in pages that is free and not yet written over, which
   * goes with `rewrite`; the write-ahead log until the server has written over it; replicas' and archived logs, backups. All of them hold
   * sealed bytes only, never words, and open for nobody once the master key has been changed and the old one destroyed.
   */
  async erase(table: ErasedTable, queries: readonly Query[]): Promise<readonly Outcome[]> {
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

  async rewrite(tables: ReadonlyMap<ErasedTable, string>): Promise<readonly ErasedTable[]> {
    const rewritten: ErasedTable[] = [];
    for (const [table, column] of tables) {
      const name = `${this.#schema}."${table}"`;
      const emptied = `FROM ${name} WHERE "${column}" IS NULL`;
      const [found] = await this.#connections.read<{ size: number; gaps: boolean }>({
        sql: `SELECT pg_total_relation_size($1::text::regclass) AS size, EXISTS (SELECT 1 ${emptied}) AS gaps`,
        parameters: [name],
      });
      // Nobody reads the table meanwhile.
      if (!found!.gaps || found!.size > mostRewritten) continue;
      await this.#connections.vacuum(name, 'FULL');
      // Afterwards: where the table could not be had, the next run finds that it has gaps.
      await this.transaction([{ sql: `DELETE ${emptied}`, parameters: [] }]);
      rewritten.push(table);
    }
    return rewritten;
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
