import { lastDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import { fieldsOf, type Handlers, type Projection, type ReadModel, type Seen, type SeenEvent } from '../read-model.ts';
import { Remembered } from '../remembered.ts';
import { asText, type GroupRecord, groupsIndexes, groupsTables } from './group-record.ts';

/** Groups: who they are, who is in them, their seasons, what they did, what it took, what they said and led to. */
export const groups: ReadModel = {
  name: 'groups',
  version: 2,
  tables: groupsTables,
  indexes: groupsIndexes,
  project,
};

const mostGroups = 5_000;

function project(database: ReadDatabase): Projection {
  const rows = new Remembered<GroupRecord>(
    {
      read(id) {
        const row = database.get<{ record: string }>('SELECT record FROM groups WHERE id = ?', id);
        return row && JSON.parse(row.record);
      },
      write(id, record) {
        const { unit, kind, parent = null, status, foundedOn, version } = record;
        const key = `${lastDay(foundedOn) ?? '0000-00-00'} ${id}`;
        database.run(
          'INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
          id,
          unit,
          kind,
          parent,
          status,
          key,
          version,
          asText(record),
        );
        return record;
      },
      remove: (id) => database.run('DELETE FROM groups WHERE id = ?', id),
    },
    mostGroups,
  );

  function change({ category, of, version }: SeenEvent, changed: Partial<GroupRecord> = {}): void {
    const row = category === 'group' ? rows.get(of) : undefined;
    if (row) rows.put(of, { ...row, ...changed, version });
  }
  const wordsOf = (event: SeenEvent) => Object.fromEntries(fieldsOf(event).map((field) => [field, event.id]));

  function season(event: Seen<'SeasonPlanned' | 'SeasonRevised'>): void {
    const { season: id, from, to, rhythm, themes, hoursPromised } = event.data;
    database.run('INSERT OR IGNORE INTO seasons (grp, season) VALUES (?, ?)', event.of, id);
    database.run(
      `UPDATE seasons SET from_on = coalesce(?, from_on), to_on = coalesce(?, to_on), rhythm = coalesce(?, rhythm), themes = coalesce(?, themes),
       hours_promised = coalesce(?, hours_promised), plan_event = coalesce(?, plan_event) WHERE grp = ? AND season = ?`,
      from ?? null,
      to ?? null,
      rhythm ?? null,
      themes ? JSON.stringify(themes) : null,
      hoursPromised ?? null,
      fieldsOf(event).length > 0 ? event.id : null,
      event.of,
      id,
    );
    change(event);
  }

  const ended = (event: SeenEvent, successor?: string): void => {
    const before = rows.get(event.of);
    change(event, {
      status: 'ended',
      endedOn: before?.endedOn ?? event.metadata.occurredOn,
      successor: successor ?? before?.successor,
    });
  };

  const on: Handlers = {
    GroupFounded(event) {
      if (rows.get(event.of)) return;
      const { occurredOn: foundedOn, source } = event.metadata;
      rows.put(event.of, {
        ...event.data,
        foundedOn,
        source,
        status: 'living',
        words: wordsOf(event),
        version: event.version,
      });
    },
    GroupDescribed(event) {
      change(event, { ...event.data, words: { ...rows.get(event.of)?.words, ...wordsOf(event) } });
    },
    MemberJoined(event) {
      const { member, role } = event.data;
      database.run("INSERT OR REPLACE INTO members VALUES (?, ?, ?, 'member', 0)", event.of, member, role);
      change(event);
    },
    MemberLeft(event) {
      const { member, role = null, wantsToBeTold = false } = event.data;
      database.run('INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?, 0)', event.of, member, role, 'left');
      database.run(
        "UPDATE members SET status = 'left', role = coalesce(?, role), wants_to_be_told = ? WHERE grp = ? AND member = ?",
        role,
        wantsToBeTold ? 1 : 0,
        event.of,
        member,
      );
      change(event);
    },
    PersonForgotten(event) {
      database.run(
        "UPDATE members SET status = 'forgotten', wants_to_be_told = 0 WHERE grp = ? AND member = ?",
        event.of,
        event.data.member,
      );
      database.run('DELETE FROM consents WHERE grp = ? AND subject = ?', event.of, event.data.member);
      change(event);
    },
    ConsentGiven(event) {
      const { member, voice, to, how } = event.data;
      for (const what of to)
        database.run(
          'INSERT OR REPLACE INTO consents VALUES (?, ?, ?, ?, ?)',
          event.of,
          member ?? voice ?? '',
          what,
          how,
          event.metadata.occurredOn ?? null,
        );
      change(event);
    },
    ConsentWithdrawn(event) {
      const { member, voice, to } = event.data;
      for (const what of to)
        database.run(
          'DELETE FROM consents WHERE grp = ? AND subject = ? AND what = ?',
          event.of,
          member ?? voice ?? '',
          what,
        );
      change(event);
    },
    SeasonPlanned: season,
    SeasonRevised: season,
    SeasonReviewed(event) {
      database.run('INSERT OR IGNORE INTO seasons (grp, season) VALUES (?, ?)', event.of, event.data.season);
      database.run(
        'UPDATE seasons SET review_event = ? WHERE grp = ? AND season = ?',
        event.id,
        event.of,
        event.data.season,
      );
      change(event);
    },
    ActivityRecorded(event) {
      const { kind, from = null, to = null } = event.data;
      database.run(
        'INSERT INTO activities VALUES (NULL, ?, ?, ?, ?, ?, ?)',
        event.of,
        event.id,
        kind,
        event.metadata.occurredOn ?? null,
        from,
        to,
      );
      change(event);
    },
    WorkTimeRecorded(event) {
      for (const [work, hours] of Object.entries(event.data.hours))
        database.run('INSERT INTO hours VALUES (NULL, ?, ?, ?, ?)', event.of, event.data.month, work, hours);
      change(event);
    },
    VoiceRecorded(event) {
      database.run(
        'INSERT INTO voices VALUES (NULL, ?, ?, ?, ?)',
        event.of,
        event.id,
        event.data.role ?? null,
        event.metadata.occurredOn ?? null,
      );
      change(event);
    },
    LedTo(event) {
      if (event.category !== 'group') return;
      database.run(
        'INSERT INTO led_to VALUES (NULL, ?, ?, ?, ?)',
        event.of,
        event.id,
        event.data.kind,
        event.metadata.occurredOn ?? null,
      );
      change(event);
    },
    LinkIssued(event) {
      database.run(
        'INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, 0, NULL)',
        event.of,
        event.data.link,
        event.data.expires ?? null,
        event.metadata.occurredOn ?? null,
      );
      change(event);
    },
    LinkRevoked(event) {
      database.run(
        'UPDATE links SET revoked = 1, revoked_on = ? WHERE grp = ? AND link = ?',
        event.metadata.occurredOn ?? null,
        event.of,
        event.data.link,
      );
      change(event);
    },
    GroupSucceeded: (event) => ended(event, event.data.successor),
    GroupEnded: (event) => ended(event),
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
      if (category !== 'group') return;
      rows.forget(of);
      for (const table of ['members', 'seasons', 'activities', 'hours', 'voices', 'consents', 'led_to', 'links'])
        database.run(`DELETE FROM ${table} WHERE grp = ?`, of);
    },
  };
}
