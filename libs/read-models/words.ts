import type { ReadDatabase } from './read-database.ts';
import type { Projection, ReadModel } from './read-model.ts';

/** Which words were removed, when, why and by whose decision, and which may be seen by everybody. */
export const words: ReadModel = {
  name: 'words',
  version: 1,
  tables: `
    CREATE TABLE removed (
      event TEXT NOT NULL, field TEXT NOT NULL, stream TEXT NOT NULL, on_day TEXT, reason TEXT NOT NULL, decided_by TEXT,
      PRIMARY KEY (event, field)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE published (
      event TEXT NOT NULL, field TEXT NOT NULL, side TEXT NOT NULL, stream TEXT NOT NULL, PRIMARY KEY (event, field, side)
    ) STRICT, WITHOUT ROWID;`,
  indexes: 'CREATE INDEX removed_stream ON removed (stream); CREATE INDEX published_stream ON published (stream);',
  project,
};

/** Stands for all fields of an event. */
export const allFields = '*';

function project(database: ReadDatabase): Projection {
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
      },
      Published({ data: { ofEvent, fields, side }, stream }) {
        for (const field of fields)
          database.run('INSERT OR IGNORE INTO published VALUES (?, ?, ?, ?)', ofEvent, field, side, stream);
      },
      Unpublished({ data: { ofEvent, fields, side } }) {
        for (const field of fields)
          database.run('DELETE FROM published WHERE event = ? AND field = ? AND side = ?', ofEvent, field, side);
      },
    },
    forget({ stream }) {
      database.run('DELETE FROM removed WHERE stream = ?', stream);
      database.run('DELETE FROM published WHERE stream = ?', stream);
    },
    save() {},
  };
}
