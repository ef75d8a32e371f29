import { recordedDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import type { Projection, ReadModel, SeenEvent } from '../read-model.ts';

/** How many kinds of acts are held in memory: what one account writes down of one type. */
const mostKinds = 10_000;

/**
 * Who wrote what down: one short row an event, which says where the event lies. What was brought in from elsewhere is nobody's act
 * here, and what time brings has a list of its own. What was recorded in error stays, because somebody did record it.
 */
export const acts: ReadModel = {
  name: 'acts',
  version: 1,
  tables: `
    CREATE TABLE kinds (kind INTEGER PRIMARY KEY, account TEXT NOT NULL, type TEXT NOT NULL, UNIQUE (account, type)) STRICT;
    CREATE TABLE acts (
      n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, day TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL
    ) STRICT;`,
  indexes: `
    CREATE INDEX kinds_type ON kinds (type); CREATE INDEX acts_kind ON acts (kind, day, n); CREATE INDEX acts_day ON acts (day, n);`,
  project,
};

/** Who the log says has written down what came from a file. */
const broughtIn = 'import';

function project(database: ReadDatabase): Projection {
  const insert = database.prepare('INSERT INTO acts VALUES (NULL, ?, ?, ?, ?)');
  const kinds = new Map<string, number>();
  let hour = '';
  let day = '';

  function kindOf({ type, metadata: { recordedBy } }: SeenEvent): number {
    const key = `${recordedBy} ${type}`;
    let kind = kinds.get(key);
    if (kind === undefined) {
      const sql = 'SELECT kind FROM kinds WHERE account = ? AND type = ?';
      kind =
        database.get<{ kind: number }>(sql, recordedBy, type)?.kind ??
        Number(database.prepare('INSERT INTO kinds VALUES (NULL, ?, ?)').run(recordedBy, type).lastInsertRowid);
      if (kinds.size >= mostKinds) kinds.clear();
      kinds.set(key, kind);
    }
    return kind;
  }

  /** Finding the day in Helsinki of an instant costs more than writing the row. */
  function dayOf({ metadata: { recordedAt } }: SeenEvent): string {
    if (recordedAt.slice(0, 13) !== hour) {
      hour = recordedAt.slice(0, 13);
      day = recordedDay(recordedAt);
    }
    return day;
  }

  return {
    on: {},
    every(event) {
      // What another program has put into the log names nobody.
      const { recordedBy }: Partial<SeenEvent['metadata']> = event.metadata;
      if (event.category === 'notice' || recordedBy === broughtIn || recordedBy === undefined) return;
      insert.run(kindOf(event), dayOf(event), event.stream, event.version);
    },
    save() {},
  };
}
