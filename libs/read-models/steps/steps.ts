import { firstDay, lastDay, recordedDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import type { Handlers, Projection, ReadModel, Seen, SeenEvent } from '../read-model.ts';
import { Remembered } from '../remembered.ts';
import { stepTypes } from '../step-types.ts';

/** How many streams are held in memory, each with the units that it is and was with. */
const mostStreams = 100_000;

/**
 * Every step of a loop with both its times: when it happened and when it became known. Each stands under the unit that the loop is
 * with, and in `steps_also` under the others that it was with before or came to be with later. `days` says where in the
 * log each day of recording ends.
 */
export const steps: ReadModel = {
  name: 'steps',
  version: 3,
  tables: `
    CREATE TABLE steps (
      n INTEGER PRIMARY KEY, event TEXT NOT NULL, stream TEXT NOT NULL, type TEXT NOT NULL, first_day TEXT, last_day TEXT,
      recorded_day TEXT NOT NULL, recorded_at TEXT NOT NULL, position TEXT NOT NULL, source TEXT, unit TEXT NOT NULL
    ) STRICT;
    CREATE TABLE steps_also (also_with TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (also_with, n)) STRICT, WITHOUT ROWID;
    CREATE TABLE streams (stream TEXT PRIMARY KEY, units TEXT NOT NULL, numbers TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE days (day TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE errors (event TEXT PRIMARY KEY, recorded_day TEXT NOT NULL, recorded_at TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  indexes: `
    CREATE INDEX steps_stream ON steps (stream, n);
    CREATE INDEX steps_type ON steps (type, n);
    CREATE INDEX steps_unit ON steps (unit, n);`,
  project,
};

/** The units of a loop, the one it is with last, and the numbers of its steps so far. */
interface Loop {
  readonly units: readonly string[];
  readonly numbers: readonly number[];
}

function project(database: ReadDatabase): Projection {
  const insert = database.prepare('INSERT INTO steps VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertAlso = database.prepare('INSERT INTO steps_also VALUES (?, ?)');
  const days = new Map<string, string>();
  /** The last place of each day that is not in the table yet. */
  const ends = new Map<string, string>();
  const loops = new Remembered<Loop>(
    {
      read(stream) {
        const row = database.get<{ units: string; numbers: string }>(
          'SELECT units, numbers FROM streams WHERE stream = ?',
          stream,
        );
        return row && { units: JSON.parse(row.units), numbers: JSON.parse(row.numbers) };
      },
      write(stream, loop) {
        const [units, numbers] = [JSON.stringify(loop.units), JSON.stringify(loop.numbers)];
        database.run('INSERT OR REPLACE INTO streams VALUES (?, ?, ?)', stream, units, numbers);
        return loop;
      },
      remove() {},
    },
    mostStreams,
  );

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

  /** The loop with one more unit; the steps before are that unit's to see as well. */
  function comesTo(unit: string, { units, numbers }: Loop): Loop {
    if (!units.includes(unit)) for (const n of numbers) insertAlso.run(unit, n);
    return { units: [...units.filter((one) => one !== unit), unit], numbers };
  }

  const step = (event: SeenEvent) => {
    const { id, stream, type, position } = event;
    const { occurredOn, recordedAt, source } = event.metadata;
    const before = loops.get(stream) ?? { units: [], numbers: [] };
    const unit = unitNamedBy(event);
    const { units, numbers } = unit === undefined ? before : comesTo(unit, before);
    const { lastInsertRowid } = insert.run(
      id,
      stream,
      type,
      firstDay(occurredOn) ?? null,
      lastDay(occurredOn) ?? null,
      dayOf(recordedAt),
      recordedAt,
      position,
      source ?? null,
      units.at(-1) ?? '',
    );
    const n = Number(lastInsertRowid);
    for (const other of units.slice(0, -1)) insertAlso.run(other, n);
    loops.put(stream, { units, numbers: [...numbers, n] });
  };
  return {
    on: {
      ...(Object.fromEntries(stepTypes.map((type) => [type, step])) as Handlers),
      /** What was recorded in error stays, because it was known so; it is only marked from then on. */
      RecordedInError({ data, metadata: { recordedAt } }) {
        database.run('INSERT OR IGNORE INTO errors VALUES (?, ?, ?)', data.ofEvent, dayOf(recordedAt), recordedAt);
      },
    },
    every: ({ metadata: { recordedAt }, position }) => void ends.set(dayOf(recordedAt), position),
    save() {
      for (const [day, position] of ends) database.run('INSERT OR REPLACE INTO days VALUES (?, ?)', day, position);
      ends.clear();
      loops.save();
    },
    trim: () => loops.trim(),
  };
}

/** The unit that a loop comes to be with. */
function unitNamedBy(event: SeenEvent): string | undefined {
  if (event.type !== 'CommissionIssued' && event.type !== 'ProposalSubmitted' && event.type !== 'ProposalForwarded')
    return undefined;
  return (event as Seen<'CommissionIssued' | 'ProposalSubmitted' | 'ProposalForwarded'>).data.unit;
}
