import { lastDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import { fieldsOf, type Handlers, type Projection, type ReadModel, type SeenEvent } from '../read-model.ts';
import { Remembered } from '../remembered.ts';

/** Meetings: planned, moved, cancelled, held; who was there by role, never by person. */
export const meetings: ReadModel = {
  name: 'meetings',
  version: 1,
  tables: `
    CREATE TABLE meetings (
      id TEXT PRIMARY KEY, grp TEXT NOT NULL, kind TEXT, state TEXT NOT NULL, on_key TEXT NOT NULL, present INTEGER, version INTEGER NOT NULL,
      record TEXT NOT NULL
    ) STRICT;`,
  indexes: 'CREATE INDEX meetings_on ON meetings (on_key); CREATE INDEX meetings_group ON meetings (grp, on_key);',
  project,
};

export interface MeetingRecord {
  readonly group: string;
  readonly kind?: string | undefined;
  readonly state: 'planned' | 'cancelled' | 'held';
  readonly plannedFor?: string | undefined;
  readonly time?: string | undefined;
  /** How often it was moved. */
  readonly moved: number;
  readonly heldOn?: string | undefined;
  readonly methods?: readonly string[] | undefined;
  readonly present?: Readonly<Record<string, number>> | undefined;
  readonly languagesInterpreted?: readonly string[] | undefined;
  readonly visits: readonly { readonly event: string; readonly post: string; readonly on?: string | undefined }[];
  readonly source?: string | undefined;
  /** By field, the event that holds it: place, plan, why it was moved or cancelled, guests, summary. */
  readonly words: Readonly<Record<string, string>>;
  readonly version: number;
}

/** With its fields always in one order, however it came about. */
function asText({ group, kind, state, plannedFor, time, moved, heldOn, ...rest }: MeetingRecord): string {
  const { methods, present, languagesInterpreted, visits, source, words, version } = rest;
  const held = { heldOn, methods, present, languagesInterpreted };
  return JSON.stringify({ group, kind, state, plannedFor, time, moved, ...held, visits, source, words, version });
}

const mostMeetings = 20_000;

function project(database: ReadDatabase): Projection {
  const rows = new Remembered<MeetingRecord>(
    {
      read(id) {
        const row = database.get<{ record: string }>('SELECT record FROM meetings WHERE id = ?', id);
        return row && JSON.parse(row.record);
      },
      write(id, record) {
        const { group, kind = null, state, present, version } = record;
        const key = `${lastDay(record.heldOn) ?? record.plannedFor ?? '0000-00-00'} ${id}`;
        const people = present ? Object.values(present).reduce((sum, count) => sum + count, 0) : null;
        database.run(
          'INSERT OR REPLACE INTO meetings VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
          id,
          group,
          kind,
          state,
          key,
          people,
          version,
          asText(record),
        );
        return record;
      },
      remove: (id) => database.run('DELETE FROM meetings WHERE id = ?', id),
    },
    mostMeetings,
  );

  const wordsOf = (event: SeenEvent) => Object.fromEntries(fieldsOf(event).map((field) => [field, event.id]));
  function change(event: SeenEvent, changed: Partial<MeetingRecord> = {}): void {
    const row = event.category === 'meeting' ? rows.get(event.of) : undefined;
    if (row) rows.put(event.of, { ...row, ...changed, version: event.version });
  }
  const withWords = (event: SeenEvent, changed: Partial<MeetingRecord>): void =>
    change(event, { ...changed, words: { ...rows.get(event.of)?.words, ...wordsOf(event) } });
  const begun = (event: SeenEvent, group: string): MeetingRecord => ({
    group,
    state: 'planned',
    moved: 0,
    visits: [],
    source: event.metadata.source,
    words: {},
    version: event.version,
  });

  const on: Handlers = {
    MeetingPlanned(event) {
      const { group, kind, plannedFor, time } = event.data;
      const row = rows.get(event.of) ?? begun(event, group);
      rows.put(event.of, {
        ...row,
        kind: row.kind ?? kind,
        plannedFor,
        time,
        words: { ...row.words, ...wordsOf(event) },
        version: event.version,
      });
    },
    MeetingMoved(event) {
      const { plannedFor, time } = event.data;
      withWords(event, {
        plannedFor,
        time: time ?? rows.get(event.of)?.time,
        moved: (rows.get(event.of)?.moved ?? 0) + 1,
      });
    },
    MeetingCancelled: (event) => withWords(event, { state: 'cancelled' }),
    VisitRequested(event) {
      const visit = { event: event.id, post: event.data.post, on: event.metadata.occurredOn };
      change(event, { visits: [...(rows.get(event.of)?.visits ?? []), visit] });
    },
    MeetingHeld(event) {
      const { group, ...held } = event.data;
      const row = rows.get(event.of) ?? begun(event, group);
      rows.put(event.of, {
        ...row,
        ...held,
        state: 'held',
        heldOn: event.metadata.occurredOn,
        words: { ...row.words, ...wordsOf(event) },
        version: event.version,
      });
    },
    RecordedInError: (event) => change(event),
    WordsForgotten: (event) => change(event),
    WordsTranslated: (event) => change(event),
    FileAttached: (event) => change(event),
    Published: (event) => change(event),
    Unpublished: (event) => change(event),
  };

  return {
    on,
    save: () => rows.save(),
    trim: () => rows.trim(),
    forget({ category, of }) {
      if (category === 'meeting') rows.forget(of);
    },
  };
}
