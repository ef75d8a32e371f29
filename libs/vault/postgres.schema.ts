import { VaultError } from './errors.ts';
import type { PostgresConnections, Run } from './postgres.connection.ts';

/** Its own text sorts as SQLite's does, by bytes, whatever the database's collation is. */
const text = 'text COLLATE "C"';
const sealed = `id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "keyVersion" ${text}, sealed bytea`;
/** What is emptied does not wait for a fifth of the table: old row versions go at the next round of autovacuum, about a minute later. */
const vacuumedSoon = 'WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)';

/** `migrations[n]` leads from format n to n + 1. One that has been released is never edited. */
const migrations: readonly string[] = [
  `
  CREATE TABLE words (${sealed}, event ${text}, field ${text}, lang ${text}, "recordedIn" ${text}, "madeBy" ${text}) ${vacuumedSoon};
  CREATE UNIQUE INDEX words_once ON words (event, field, lang, "recordedIn");
  CREATE INDEX words_key ON words ("keyVersion");
  CREATE TABLE unclaimed (
    "recordedIn" ${text}, event ${text}, stream ${text} NOT NULL, "writtenAt" bigint NOT NULL, PRIMARY KEY ("recordedIn", event)
  );
  CREATE INDEX unclaimed_oldest ON unclaimed ("writtenAt", "recordedIn");

  CREATE TABLE people (${sealed}, person ${text} UNIQUE) ${vacuumedSoon};
  CREATE INDEX people_key ON people ("keyVersion");
  CREATE TABLE "unclaimedPeople" (
    person ${text}, stream ${text}, "writtenAt" bigint NOT NULL, PRIMARY KEY (person, stream)
  );
  CREATE INDEX "unclaimedPeople_oldest" ON "unclaimedPeople" ("writtenAt", person);

  CREATE TABLE originals (${sealed}, legal ${text} UNIQUE) ${vacuumedSoon};
  CREATE INDEX originals_key ON originals ("keyVersion");
  CREATE TABLE secrets (${sealed}, name ${text} UNIQUE) ${vacuumedSoon};
  CREATE TABLE keys ("keyVersion" ${text} PRIMARY KEY, sealed bytea NOT NULL);
  CREATE TABLE progress (name ${text} PRIMARY KEY, checkpoint text NOT NULL);

  CREATE TABLE files (${sealed}, file ${text}, chunk bigint, "keepUntil" bigint) ${vacuumedSoon};
  CREATE UNIQUE INDEX files_once ON files (file, chunk);
  CREATE INDEX files_end ON files ("keepUntil");
  CREATE INDEX files_key ON files ("keyVersion");

  CREATE TABLE tokens (
    ${sealed}, token ${text} UNIQUE, digest ${text} UNIQUE, purpose ${text}, holder ${text}, "issuedAt" bigint, expires bigint
  ) ${vacuumedSoon};
  CREATE INDEX tokens_holder ON tokens (holder, purpose);
  CREATE INDEX tokens_end ON tokens (expires);
  CREATE INDEX tokens_key ON tokens ("keyVersion");

  CREATE TABLE deliveries (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id ${text} NOT NULL UNIQUE, channel ${text} NOT NULL,
    recipient ${text} NOT NULL, event ${text} NOT NULL, state ${text} NOT NULL, attempts integer NOT NULL,
    "createdAt" bigint NOT NULL, "nextAt" bigint, "lastAt" bigint, outcome text, facts text NOT NULL, lease ${text}
  );
  CREATE INDEX deliveries_due ON deliveries (channel, "nextAt");
  CREATE INDEX deliveries_recipient ON deliveries (recipient, number);
  CREATE INDEX deliveries_state ON deliveries (state, "lastAt");
  CREATE INDEX deliveries_lease ON deliveries (lease);
  `,
  `
  CREATE TABLE credentials (${sealed}, account ${text} UNIQUE, version bigint, writer ${text}) ${vacuumedSoon};
  CREATE INDEX credentials_writer ON credentials (writer);
  CREATE INDEX credentials_key ON credentials ("keyVersion");

  CREATE TABLE identities (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, digest ${text} UNIQUE, kind ${text}, account ${text}
  ) ${vacuumedSoon};
  CREATE INDEX identities_account ON identities (account, kind);

  CREATE TABLE access (
    ${sealed}, entry ${text} UNIQUE, at bigint, account ${text}, operation ${text}, "keepUntil" bigint
  ) ${vacuumedSoon};
  CREATE INDEX access_at ON access (at, entry);
  CREATE INDEX access_account ON access (account, at, entry);
  CREATE INDEX access_end ON access ("keepUntil");
  CREATE INDEX access_key ON access ("keyVersion");
  `,
];

/** How long a start waits for another one's migration, and a migration may take, in milliseconds. */
const patience = 600_000;

/**
 * Brings the schema to the format of this version of Kierto, whole or not at all, and once however many processes start together.
 * @throws VaultError `vault-newer`, `vault-corrupt`, `vault-unavailable`
 */
export async function migrate(connections: PostgresConnections, schema: string): Promise<void> {
  // Who finds everything done waits for nobody.
  if ((await connections.transaction((run) => checkFormat(run, schema))) === migrations.length) return;
  await connections.transaction(async (run) => {
    await run({ sql: `SET LOCAL statement_timeout = ${patience}`, parameters: [] });
    await run({ sql: 'SELECT pg_advisory_xact_lock(hashtext($1))', parameters: [`kierto vault ${schema}`] }, patience);
    const format = await checkFormat(run, schema);
    if (format === migrations.length) return;
    const [there] = (await run({ sql: 'SELECT 1 FROM pg_namespace WHERE nspname = $1', parameters: [schema] })).rows;
    // Not IF NOT EXISTS, for which the right to make schemas is needed even where it is there.
    if (!there) await run({ sql: `CREATE SCHEMA ${schema}`, parameters: [] });
    await run({ sql: `SET LOCAL search_path = ${schema}`, parameters: [] });
    if (format === 0) await run({ sql: 'CREATE TABLE format (version integer NOT NULL)', parameters: [] });
    for (const migration of migrations.slice(format)) await run({ sql: migration, parameters: [] }, patience);
    await run({ sql: 'DELETE FROM format', parameters: [] });
    await run({ sql: 'INSERT INTO format VALUES ($1)', parameters: [migrations.length] });
  });
}

/** @returns the schema's format, 0 where nothing is set up */
export async function checkFormat(run: Run, schema: string): Promise<number> {
  const [found] = (
    await run<{ format: string | null; others: boolean }>({
      sql: `SELECT to_regclass($1)::text AS format, EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = $2) AS others`,
      parameters: [`${schema}.format`, schema],
    })
  ).rows;
  if (!found!.format) {
    if (!found!.others) return 0;
    throw new VaultError('vault-corrupt', `The schema ${schema} holds some other program's tables.`);
  }
  const [row] = (await run<{ version: number }>({ sql: `SELECT version FROM ${schema}.format`, parameters: [] })).rows;
  const format = row?.version ?? 0;
  if (format > migrations.length) {
    throw new VaultError(
      'vault-newer',
      `The vault was written by a newer Kierto (format ${format}, this one knows ${migrations.length}): start that one.`,
    );
  }
  return format;
}
