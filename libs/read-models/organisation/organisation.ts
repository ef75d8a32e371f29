import type { ReadDatabase } from '../read-database.ts';
import { fieldsOf, type Handlers, type Projection, type ReadModel, type Seen, type SeenEvent } from '../read-model.ts';

/** Units and their promises, posts and who held them, the codes the organisation owns, presets, holidays, sources. */
export const organisation: ReadModel = {
  name: 'organisation',
  version: 2,
  tables: `
    CREATE TABLE units (
      id TEXT PRIMARY KEY, parent TEXT, name_event TEXT, status TEXT NOT NULL, successor TEXT, established_on TEXT, ended_on TEXT,
      source TEXT, version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX units_parent ON units (parent);
    CREATE TABLE promises (n INTEGER PRIMARY KEY, event TEXT NOT NULL, unit TEXT NOT NULL, promise TEXT NOT NULL) STRICT;
    CREATE TABLE holders (
      n INTEGER PRIMARY KEY, event TEXT NOT NULL, unit TEXT NOT NULL, post TEXT NOT NULL, account TEXT NOT NULL, from_on TEXT NOT NULL, to_on TEXT,
      deputy INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX holders_post ON holders (post, from_on);
    CREATE INDEX holders_account ON holders (account);
    CREATE TABLE codes (
      n INTEGER PRIMARY KEY, event TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, unit TEXT
    ) STRICT;
    CREATE INDEX codes_code ON codes (kind, code);
    CREATE TABLE presets (n INTEGER PRIMARY KEY, event TEXT NOT NULL, on_day TEXT, presets TEXT NOT NULL) STRICT;
    CREATE TABLE holidays (n INTEGER PRIMARY KEY, event TEXT NOT NULL, year INTEGER NOT NULL, days TEXT NOT NULL) STRICT;
    CREATE TABLE sources (n INTEGER PRIMARY KEY, event TEXT NOT NULL, id TEXT NOT NULL, coverage TEXT NOT NULL) STRICT;
    CREATE TABLE organisation (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;`,
  indexes: '',
  project,
};

const codeKinds = {
  ThemeNamed: 'theme',
  MethodNamed: 'method',
  ProgrammeNamed: 'programme',
  PostNamed: 'post',
} as const;

function project(database: ReadDatabase): Projection {
  const touch = ({ category, of, version }: SeenEvent): void => {
    if (category === 'unit') database.run('UPDATE units SET version = ? WHERE id = ?', version, of);
    if (category === 'organisation') database.run('INSERT OR REPLACE INTO organisation VALUES (1, ?)', version);
  };
  const named = (event: Seen<keyof typeof codeKinds>): void => {
    const { code, unit } = event.data as { code: string; unit?: string };
    database.run('INSERT INTO codes VALUES (NULL, ?, ?, ?, ?)', event.id, codeKinds[event.type], code, unit ?? null);
    touch(event);
  };
  const on: Handlers = {
    ThemeNamed: named,
    MethodNamed: named,
    ProgrammeNamed: named,
    PostNamed: named,
    HolidaysSet(event) {
      database.run(
        'INSERT INTO holidays VALUES (NULL, ?, ?, ?)',
        event.id,
        event.data.year,
        JSON.stringify(event.data.days),
      );
      touch(event);
    },
    PresetChanged(event) {
      database.run(
        'INSERT INTO presets VALUES (NULL, ?, ?, ?)',
        event.id,
        event.metadata.occurredOn ?? null,
        JSON.stringify(event.data),
      );
      touch(event);
    },
    SourceRegistered(event) {
      database.run(
        'INSERT INTO sources VALUES (NULL, ?, ?, ?)',
        event.id,
        event.data.sourceId,
        JSON.stringify(event.data.coverage),
      );
      touch(event);
    },
    UnitEstablished(event) {
      const { id, of, data, metadata, version } = event;
      const name = fieldsOf(event).includes('name') ? id : null;
      const { occurredOn = null, source = null } = metadata;
      database.run(
        "INSERT OR IGNORE INTO units VALUES (?, ?, ?, 'open', NULL, ?, NULL, ?, ?)",
        of,
        data.parent ?? null,
        name,
        occurredOn,
        source,
        version,
      );
    },
    UnitRenamed(event) {
      database.run('UPDATE units SET name_event = ? WHERE id = ?', event.id, event.of);
      touch(event);
    },
    PromiseSet(event) {
      database.run('INSERT INTO promises VALUES (NULL, ?, ?, ?)', event.id, event.of, JSON.stringify(event.data));
      touch(event);
    },
    PostHeldBy(event) {
      const { post, account, from, to, deputy } = event.data;
      database.run(
        'INSERT INTO holders VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)',
        event.id,
        event.of,
        post,
        account,
        from,
        to ?? null,
        deputy ? 1 : 0,
      );
      touch(event);
    },
    UnitSucceeded(event) {
      database.run(
        "UPDATE units SET successor = ?, status = 'closed', ended_on = coalesce(ended_on, ?) WHERE id = ?",
        event.data.successor,
        event.metadata.occurredOn ?? null,
        event.of,
      );
      touch(event);
    },
    UnitClosed(event) {
      database.run(
        "UPDATE units SET status = 'closed', ended_on = coalesce(ended_on, ?) WHERE id = ?",
        event.metadata.occurredOn ?? null,
        event.of,
      );
      touch(event);
    },
    WebhookRegistered: touch,
    WebhookSecretRotated: touch,
    WebhookRemoved: touch,
    RecordedInError: touch,
    WordsForgotten: touch,
    WordsTranslated: touch,
    FileAttached: touch,
    Published: touch,
    Unpublished: touch,
  };
  return {
    on,
    forget({ category, of }) {
      if (category === 'unit') {
        for (const table of ['promises', 'holders']) database.run(`DELETE FROM ${table} WHERE unit = ?`, of);
        database.run('DELETE FROM units WHERE id = ?', of);
      } else if (category === 'organisation') {
        for (const table of ['codes', 'presets', 'holidays', 'sources']) database.run(`DELETE FROM ${table}`);
      }
    },
    save() {},
  };
}
