import type { ReadDatabase } from '../read-database.ts';
import type { Handlers, Projection, ReadModel, SeenEvent } from '../read-model.ts';

/** Accounts and the roles they were granted. What was recorded in error is as if it had not been. */
export const rights: ReadModel = {
  name: 'rights',
  version: 1,
  tables: `
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY, status TEXT NOT NULL, disabled INTEGER NOT NULL, language TEXT NOT NULL, invited_on TEXT, joined_on TEXT,
      version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE grants (
      account TEXT NOT NULL, role TEXT NOT NULL, unit TEXT NOT NULL, grp TEXT NOT NULL, through TEXT NOT NULL, member_role TEXT,
      words INTEGER NOT NULL, PRIMARY KEY (account, role, unit, grp, through)
    ) STRICT, WITHOUT ROWID;`,
  indexes: 'CREATE INDEX grants_group ON grants (grp, account);',
  project,
};

/** In the place of a unit or a group, where a role was granted for none. */
export const none = '';

const ofAnyStream = [
  'AccountLanguageChosen',
  'MailsChosen',
  'RecordedInError',
  'WordsForgotten',
  'WordsTranslated',
  'FileAttached',
  'Published',
  'Unpublished',
] as const;

function project(database: ReadDatabase): Projection {
  const touch = ({ category, of, version }: SeenEvent): void => {
    if (category === 'account') database.run('UPDATE accounts SET version = ? WHERE id = ?', version, of);
  };
  const on: Handlers = {
    AccountInvited({ of, data, metadata, version }) {
      database.run(
        "INSERT OR IGNORE INTO accounts VALUES (?, 'invited', 0, ?, ?, NULL, ?)",
        of,
        data.language,
        metadata.occurredOn ?? null,
        version,
      );
    },
    AccountJoined(event) {
      database.run(
        "UPDATE accounts SET status = 'joined', joined_on = ? WHERE id = ?",
        event.metadata.occurredOn ?? null,
        event.of,
      );
      touch(event);
    },
    RoleGranted(event) {
      if (!database.get('SELECT 1 FROM accounts WHERE id = ?', event.of)) return;
      const { role, unit, group, as, readsWords, through = 'hand' } = event.data;
      database.run(
        'INSERT OR REPLACE INTO grants VALUES (?, ?, ?, ?, ?, ?, ?)',
        event.of,
        role,
        unit ?? none,
        group ?? none,
        through,
        as ?? null,
        readsWords ? 1 : 0,
      );
      touch(event);
    },
    RoleWithdrawn(event) {
      const { role, unit, group, through = 'hand' } = event.data;
      database.run(
        'DELETE FROM grants WHERE account = ? AND role = ? AND unit = ? AND grp = ? AND through = ?',
        event.of,
        role,
        unit ?? none,
        group ?? none,
        through,
      );
      touch(event);
    },
    AccountDisabled(event) {
      database.run('UPDATE accounts SET disabled = 1 WHERE id = ?', event.of);
      touch(event);
    },
    AccountEnabled(event) {
      database.run('UPDATE accounts SET disabled = 0 WHERE id = ?', event.of);
      touch(event);
    },
    AccountForgotten(event) {
      database.run("UPDATE accounts SET status = 'forgotten' WHERE id = ?", event.of);
      database.run('DELETE FROM grants WHERE account = ?', event.of);
      touch(event);
    },
    ...(Object.fromEntries(ofAnyStream.map((type) => [type, touch])) as Handlers),
  };
  return {
    on,
    forget({ category, of }) {
      if (category !== 'account') return;
      database.run('DELETE FROM accounts WHERE id = ?', of);
      database.run('DELETE FROM grants WHERE account = ?', of);
    },
    save() {},
  };
}
