import type { ReadDatabase } from './read-database.ts';
import type { Projection, ReadModel, ReadStream } from './read-model.ts';

/**
 * In which stream each file is, which words were removed, when, why and by whose decision, and which may be seen by everybody: what a side has agreed to, unless
 * the consent that a photo needs was withdrawn in one of its groups since.
 */
export const words: ReadModel = {
  name: 'words',
  version: 5,
  tables: `
    CREATE TABLE removed (
      event TEXT NOT NULL, field TEXT NOT NULL, stream TEXT NOT NULL, on_day TEXT, reason TEXT NOT NULL, decided_by TEXT,
      PRIMARY KEY (event, field)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE agreed (
      event TEXT NOT NULL, field TEXT NOT NULL, side TEXT NOT NULL, stream TEXT NOT NULL, at TEXT NOT NULL,
      PRIMARY KEY (event, field, side)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE photos (event TEXT NOT NULL, grp TEXT NOT NULL, stream TEXT NOT NULL, PRIMARY KEY (event, grp)) STRICT, WITHOUT ROWID;
    CREATE TABLE withdrawn (grp TEXT NOT NULL, at TEXT NOT NULL, event TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE agreed_of (stream TEXT NOT NULL, grp TEXT NOT NULL, PRIMARY KEY (stream, grp)) STRICT, WITHOUT ROWID;
    CREATE TABLE files (event TEXT PRIMARY KEY, stream TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE VIEW published AS SELECT event, field, side, stream, at FROM agreed WHERE NOT EXISTS (
      SELECT 1 FROM photos JOIN withdrawn ON withdrawn.grp = photos.grp
      WHERE photos.event = agreed.event AND withdrawn.at >= agreed.at
    );`,
  indexes: `
    CREATE INDEX removed_stream ON removed (stream); CREATE INDEX agreed_stream ON agreed (stream);
    CREATE INDEX agreed_of_group ON agreed_of (grp);
    CREATE INDEX photos_stream ON photos (stream); CREATE INDEX files_stream ON files (stream); CREATE INDEX withdrawn_group ON withdrawn (grp, at);`,
  project,
};

/** Stands for all fields of an event. */
export const allFields = '*';

function project(database: ReadDatabase, readStream: ReadStream): Projection {
  const close = (event: string, fields: readonly string[]) => {
    if (fields.length === 0) database.run('DELETE FROM agreed WHERE event = ?', event);
    for (const field of fields) database.run('DELETE FROM agreed WHERE event = ? AND field = ?', event, field);
  };
  const withdraw = (grp: string, at: string, event: string) =>
    database.run('INSERT OR IGNORE INTO withdrawn VALUES (?, ?, ?)', grp, at, event);

  /** The groups whose stream it is, whose members a photo in it shows; what begins a stream says which. */
  async function groupsOf(stream: string, category: string, of: string): Promise<readonly string[]> {
    if (category === 'group') return [of];
    const [first] = await readStream(stream, 1);
    const { group, groups = [] } = (first?.data ?? {}) as { readonly group?: string; readonly groups?: string[] };
    return group === undefined ? groups : [group];
  }

  /** Once a stream: what begins it does not change. */
  async function noteGroups(stream: string, category: string, of: string): Promise<void> {
    if (database.get('SELECT 1 FROM agreed_of WHERE stream = ?', stream)) return;
    for (const grp of await groupsOf(stream, category, of))
      database.run('INSERT OR IGNORE INTO agreed_of VALUES (?, ?)', stream, grp);
  }

  return {
    on: {
      WordsForgotten({ data: { ofEvent, fields, reasonCode, decidedBy }, metadata, stream }) {
        for (const field of fields.length > 0 ? fields : [allFields]) {
          database.run(
            'INSERT OR IGNORE INTO removed VALUES (?, ?, ?, ?, ?, ?)',
            ofEvent,
            field,
            stream,
            metadata.occurredOn ?? null,
            reasonCode,
            decidedBy ?? null,
          );
        }
        // What takes their place is published anew.
        close(ofEvent, fields);
      },
      async Published({ data: { ofEvent, fields, side }, stream, category, of, metadata: { recordedAt } }) {
        for (const field of fields)
          database.run(
            'INSERT OR REPLACE INTO agreed VALUES (?, ?, ?, ?, ?)',
            ofEvent,
            field,
            side,
            stream,
            recordedAt,
          );
        await noteGroups(stream, category, of);
      },
      Unpublished({ data: { ofEvent, fields, side } }) {
        for (const field of fields)
          database.run('DELETE FROM agreed WHERE event = ? AND field = ? AND side = ?', ofEvent, field, side);
      },
      /** What it was cleaned of is public no longer, and the cleaned text is published anew. */
      WordsTranslated({ data: { ofEvent, field, madeBy } }) {
        if (madeBy === 'cleaned') close(ofEvent, [field]);
      },
      async FileAttached({ id, data: { kind }, stream, category, of }) {
        database.run('INSERT OR IGNORE INTO files VALUES (?, ?)', id, stream);
        if (kind !== 'photo') return;
        for (const grp of await groupsOf(stream, category, of))
          database.run('INSERT OR IGNORE INTO photos VALUES (?, ?, ?)', id, grp, stream);
      },
      ConsentWithdrawn({ id, data: { voice, to }, of, metadata }) {
        if (voice !== undefined && to.includes('quotation')) close(voice, []);
        if (to.includes('photo')) withdraw(of, metadata.recordedAt, id);
      },
      PersonForgotten({ id, of, metadata }) {
        withdraw(of, metadata.recordedAt, id);
      },
    },
    forget({ stream, category, of }) {
      for (const table of ['removed', 'agreed', 'agreed_of', 'photos', 'files'])
        database.run(`DELETE FROM ${table} WHERE stream = ?`, stream);
      if (category === 'group') database.run('DELETE FROM withdrawn WHERE grp = ?', of);
    },
    save() {},
  };
}
