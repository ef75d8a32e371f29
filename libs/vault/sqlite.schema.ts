import { VaultError } from './errors.ts';
import type { SqliteConnection } from './sqlite.connection.ts';

/** "Kvlt" in ASCII: tells a vault from any other SQLite file. */
const applicationId = 0x4b766c74;

/** `migrations[n]` leads from file format n to n + 1. One that has been released is never edited. */
const migrations: readonly string[] = [
  `
  CREATE TABLE words (
    id INTEGER PRIMARY KEY, event TEXT, field TEXT, lang TEXT, recordedIn TEXT, madeBy TEXT, keyVersion TEXT, sealed BLOB
  ) STRICT;
  CREATE UNIQUE INDEX words_once ON words (event, field, lang, recordedIn);
  CREATE INDEX words_key ON words (keyVersion);
  CREATE TABLE unclaimed (
    recordedIn TEXT NOT NULL, event TEXT NOT NULL, stream TEXT NOT NULL, writtenAt INTEGER NOT NULL,
    PRIMARY KEY (recordedIn, event)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX unclaimed_oldest ON unclaimed (writtenAt, recordedIn);

  CREATE TABLE people (id INTEGER PRIMARY KEY, person TEXT UNIQUE, keyVersion TEXT, sealed BLOB) STRICT;
  CREATE INDEX people_key ON people (keyVersion);
  CREATE TABLE originals (id INTEGER PRIMARY KEY, legal TEXT UNIQUE, keyVersion TEXT, sealed BLOB) STRICT;
  CREATE INDEX originals_key ON originals (keyVersion);
  CREATE TABLE secrets (id INTEGER PRIMARY KEY, name TEXT UNIQUE, keyVersion TEXT, sealed BLOB) STRICT;
  CREATE TABLE keys (keyVersion TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
  CREATE TABLE progress (name TEXT PRIMARY KEY, checkpoint TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE unclaimedPeople (
    person TEXT NOT NULL, stream TEXT NOT NULL, writtenAt INTEGER NOT NULL, PRIMARY KEY (person, stream)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX unclaimedPeople_oldest ON unclaimedPeople (writtenAt, person);

  CREATE TABLE files (
    id INTEGER PRIMARY KEY, file TEXT, chunk INTEGER, keepUntil INTEGER, keyVersion TEXT, sealed BLOB
  ) STRICT;
  CREATE UNIQUE INDEX files_once ON files (file, chunk);
  CREATE INDEX files_end ON files (keepUntil);
  CREATE INDEX files_key ON files (keyVersion);

  CREATE TABLE tokens (
    id INTEGER PRIMARY KEY, token TEXT UNIQUE, digest TEXT UNIQUE, purpose TEXT, holder TEXT, issuedAt INTEGER,
    expires INTEGER, keyVersion TEXT, sealed BLOB
  ) STRICT;
  CREATE INDEX tokens_holder ON tokens (holder, purpose);
  CREATE INDEX tokens_end ON tokens (expires);
  CREATE INDEX tokens_key ON tokens (keyVersion);

  CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, channel TEXT NOT NULL, recipient TEXT NOT NULL,
    event TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, createdAt INTEGER NOT NULL, nextAt INTEGER,
    lastAt INTEGER, outcome TEXT, facts TEXT NOT NULL, lease TEXT
  ) STRICT;
  CREATE INDEX deliveries_due ON deliveries (channel, nextAt);
  CREATE INDEX deliveries_recipient ON deliveries (recipient, number);
  CREATE INDEX deliveries_state ON deliveries (state, lastAt);
  CREATE INDEX deliveries_lease ON deliveries (lease);
  `,
  `
  CREATE TABLE credentials (
    id INTEGER PRIMARY KEY, account TEXT UNIQUE, version INTEGER, writer TEXT, keyVersion TEXT, sealed BLOB
  ) STRICT;
  CREATE INDEX credentials_writer ON credentials (writer);
  CREATE INDEX credentials_key ON credentials (keyVersion);

  CREATE TABLE identities (id INTEGER PRIMARY KEY, digest TEXT UNIQUE, kind TEXT, account TEXT) STRICT;
  CREATE INDEX identities_account ON identities (account, kind);

  CREATE TABLE access (
    id INTEGER PRIMARY KEY, entry TEXT UNIQUE, at INTEGER, account TEXT, operation TEXT, keepUntil INTEGER, keyVersion TEXT, sealed BLOB
  ) STRICT;
  CREATE INDEX access_at ON access (at, entry);
  CREATE INDEX access_account ON access (account, at, entry);
  CREATE INDEX access_end ON access (keepUntil);
  CREATE INDEX access_key ON access (keyVersion);
  `,
];

/** Brings the file to the format of this version of Kierto, whole or not at all. @throws VaultError `vault-newer`, `vault-corrupt` */
export function migrate(connection: SqliteConnection): void {
  const format = checkFormat(connection);
  connection.exec('BEGIN IMMEDIATE');
  try {
    for (const migration of migrations.slice(format)) connection.exec(migration);
    connection.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}; COMMIT`);
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/** @returns the file's format, 0 for an empty file */
export function checkFormat(connection: SqliteConnection): number {
  const format = Number(connection.pragma('user_version'));
  const id = connection.pragma('application_id');
  if (format > migrations.length) {
    throw new VaultError(
      'vault-newer',
      `The vault was written by a newer Kierto (file format ${format}, this one knows ${migrations.length}): start that one.`,
    );
  }
  if (id !== applicationId && !(id === 0 && format === 0)) {
    throw new VaultError('vault-corrupt', "The vault's file is some other program's SQLite database.");
  }
  return format;
}
