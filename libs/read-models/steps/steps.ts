import { firstDay, lastDay, recordedDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import type { Handlers, Projection, ReadModel, SeenEvent } from '../read-model.ts';
import { stepTypes } from '../step-types.ts';

/** Every step of a loop with both its times: when it happened and when it became known. */
export const steps: ReadModel = {
  name: 'steps',
  version: 1,
  tables: `
    CREATE TABLE steps (
      n INTEGER PRIMARY KEY, event TEXT NOT NULL, stream TEXT NOT NULL, type TEXT NOT NULL, first_day TEXT, last_day TEXT,
      recorded_day TEXT NOT NULL, recorded_at TEXT NOT NULL, position TEXT NOT NULL, source TEXT
    ) STRICT;
    CREATE TABLE errors (event TEXT PRIMARY KEY, recorded_day TEXT NOT NULL, recorded_at TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  indexes: 'CREATE INDEX steps_stream ON steps (stream, n); CREATE INDEX steps_type ON steps (type, n);',
  project,
};

function project(database: ReadDatabase): Projection {
  const insert = database.prepare('INSERT INTO steps VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const days = new Map<string, string>();

  /** Many events share an hour; finding the day in Helsinki of an instant costs more than writing the row. */
  function dayOf(recordedAt: string): string {
    const hour = recordedAt.slice(0, 13);
    let day = days.get(hour);
    if (day === undefined) {
      if (days.size > 10_000) days.clear();
      day = recordedDay(recordedAt);
      days.set(hour, day);
    }
    return day;
  }

  const step = ({ id, stream, type, position, metadata: { occurredOn, recordedAt, source } }: SeenEvent) => {
    insert.run(
      id,
      stream,
      type,
      firstDay(occurredOn) ?? null,
      lastDay(occurredOn) ?? null,
      dayOf(recordedAt),
      recordedAt,
      position,
      source ?? null,
    );
  };
  return {
    on: {
      ...(Object.fromEntries(stepTypes.map((type) => [type, step])) as Handlers),
      /** What was recorded in error stays, because it was known so; it is only marked from then on. */
      RecordedInError({ data, metadata: { recordedAt } }) {
        database.run('INSERT OR IGNORE INTO errors VALUES (?, ?, ?)', data.ofEvent, dayOf(recordedAt), recordedAt);
      },
    },
    save() {},
  };
}
