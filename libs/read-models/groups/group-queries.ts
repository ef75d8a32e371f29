import { type Static, Type } from 'typebox';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { firstDay, lastDay } from '../days.ts';
import { QueryRefused } from '../errors.ts';
import type { MeetingRecord } from '../meetings/meetings.ts';
import { unitAndBelow } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import { query } from '../query.ts';
import { firstRows, Where } from '../ranges.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import { type GroupColumns, GroupRow, groupColumns, groupRows } from './group-rows.ts';

const Maybe = Type.Optional(Type.String());

export const ListGroups = query(
  {
    name: 'ListGroups',
    path: '/api/groups',
    summary: 'Groups, the newest first.',
    from: ['groups', 'organisation', 'words'],
    params: Type.Object(
      {
        unit: Type.Optional(Type.String({ description: 'A unit and all below it.' })),
        kind: Type.Optional(Type.String()),
        status: Type.Optional(Type.Enum(['living', 'ended'])),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(GroupRow), next: Type.Optional(Type.String()) }),
  },
  async (reads, params) => {
    const { limit = defaultLimit, cursor } = params;
    const after = cursor === undefined ? undefined : (keysOf(cursor, 'groups', ['string'])[0] as string);
    const units = params.unit === undefined ? undefined : unitAndBelow(reads, params.unit);
    const how = { table: 'groups', key: 'founded_key', descending: true, limit: limit + 1 };
    const rows = firstRows<GroupColumns>(reads.rows('groups'), how, units, (unit) => {
      const where = new Where().along([['unit', unit]]);
      if (params.kind !== undefined) where.and('+kind = ?', params.kind);
      if (params.status !== undefined) where.and('+status = ?', params.status);
      return after === undefined ? where : where.and('founded_key < ?', after);
    });
    const { rows: shown, next } = pageOf(rows, limit, 'groups', (row) => [row.founded_key]);
    return { items: await groupRows(reads, shown), ...(next && { next }) };
  },
);

export function groupRow(reads: Reads, id: string): GroupColumns {
  const row = reads.rows('groups').get<GroupColumns>(`SELECT ${groupColumns} FROM groups WHERE id = ?`, id);
  if (!row) throw new QueryRefused('query.not-found', 'There is no such group.', 'id');
  return row;
}

const Season = Type.Object({
  season: Type.String(),
  from: Maybe,
  to: Maybe,
  rhythm: Maybe,
  themes: Type.Array(Type.String()),
  hoursPromised: Type.Optional(Type.Number()),
  hoursRecorded: Type.Number({ description: 'In the months of the season.' }),
  meetingsHeld: Type.Integer(),
  attendance: Type.Record(Type.String(), Type.Integer(), {
    description: 'All who were present at its meetings together, by role, each meeting anew; where it was recorded.',
  }),
  plan: TextOrNothing,
  whatClientsLearnt: TextOrNothing,
  whatStaffLearnt: TextOrNothing,
});

interface SeasonRow {
  readonly season: string;
  readonly from_on: string | null;
  readonly to_on: string | null;
  readonly rhythm: string | null;
  readonly themes: string | null;
  readonly hours_promised: number | null;
  readonly plan_event: string | null;
  readonly review_event: string | null;
}
interface ActivityRow {
  readonly event: string;
  readonly kind: string;
  readonly on_day: string | null;
  readonly from_on: string | null;
  readonly to_on: string | null;
}

export const GetGroup = query(
  {
    name: 'GetGroup',
    path: '/api/groups/{id}',
    summary: 'One group: who it is, its seasons with hours and attendance, what it did, what it said, what it led to.',
    from: ['groups', 'meetings', 'organisation', 'words'],
    params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({
      ...GroupRow.properties,
      seasons: Type.Array(Season),
      hours: Type.Array(Type.Object({ month: Type.String(), work: Type.Record(Type.String(), Type.Number()) }), {
        description: 'Hours of work by month and kind of work, never by person.',
      }),
      activities: Type.Array(
        Type.Object({
          event: Type.String(),
          kind: Type.String(),
          on: Maybe,
          from: Maybe,
          to: Maybe,
          what: TextOrNothing,
        }),
      ),
      voices: Type.Array(
        Type.Object({
          event: Type.String(),
          role: Maybe,
          on: Maybe,
          quotation: TextOrNothing,
          consents: Type.Array(Type.String()),
        }),
      ),
      ledTo: Type.Array(Type.Object({ event: Type.String(), kind: Type.String(), on: Maybe, what: TextOrNothing })),
      links: Type.Array(Type.Object({ link: Type.String(), expires: Maybe, revoked: Type.Boolean() }), {
        description: 'Only for the group’s own side and the administration.',
      }),
    }),
  },
  async (reads, { id }, asked) => {
    const row = groupRow(reads, id);
    const database = reads.rows('groups');
    const all = <Row>(sql: string) => database.all<Row>(sql, id);
    const seasons = all<SeasonRow>('SELECT * FROM seasons WHERE grp = ? ORDER BY from_on, season');
    const activities = all<ActivityRow>('SELECT * FROM activities WHERE grp = ? ORDER BY n');
    const voices = all<{ event: string; role: string | null; on_day: string | null }>(
      'SELECT * FROM voices WHERE grp = ? ORDER BY n',
    );
    const consents = all<{ subject: string; what: string }>(
      'SELECT subject, what FROM consents WHERE grp = ? ORDER BY what',
    );
    const ledTo = all<{ event: string; kind: string; on_day: string | null }>(
      'SELECT * FROM led_to WHERE grp = ? ORDER BY n',
    );
    const hours = all<HoursRow>(
      'SELECT month, work, sum(hours) AS hours FROM hours WHERE grp = ? GROUP BY month, work ORDER BY month, work',
    );
    const links = all<{ link: string; expires: string | null; revoked: number }>(
      'SELECT * FROM links WHERE grp = ? ORDER BY link',
    );
    const meetings = reads
      .rows('meetings')
      .all<{ record: string }>("SELECT record FROM meetings WHERE grp = ? AND state = 'held' ORDER BY on_key", id)
      .map(({ record }) => JSON.parse(record) as MeetingRecord);
    const ofSeasons = seasons.flatMap(({ plan_event, review_event }) => [plan_event, review_event]);
    const text = await textsOf(reads, [
      ...ofSeasons,
      ...[...activities, ...voices, ...ledTo].map(({ event }) => event),
    ]);
    const months = [...Map.groupBy(hours, ({ month }) => month)];
    const isWithin =
      asked.reader.side === 'administration' || (asked.reader.side === 'group' && asked.reader.by.group === id);
    return {
      ...(await groupRows(reads, [row]))[0]!,
      seasons: seasons.map((season) => ({
        season: season.season,
        ...present({
          from: given(season.from_on),
          to: given(season.to_on),
          rhythm: given(season.rhythm),
          hoursPromised: given(season.hours_promised),
        }),
        themes: season.themes === null ? [] : (JSON.parse(season.themes) as string[]),
        ...duringSeason(season, hours, meetings),
        plan: text(season.plan_event, 'plan'),
        whatClientsLearnt: text(season.review_event, 'whatClientsLearnt'),
        whatStaffLearnt: text(season.review_event, 'whatStaffLearnt'),
      })),
      hours: months.map(([month, rows]) => ({
        month,
        work: Object.fromEntries(rows.map(({ work, hours: sum }) => [work, sum])),
      })),
      activities: activities.map(({ event, kind, on_day, from_on, to_on }) => ({
        event,
        kind,
        ...present({ on: given(on_day), from: given(from_on), to: given(to_on) }),
        what: text(event, 'what'),
      })),
      voices: voices.map(({ event, role, on_day }) => ({
        event,
        ...present({ role: given(role), on: given(on_day) }),
        quotation: text(event, 'quotation'),
        consents: consents.filter(({ subject }) => subject === event).map(({ what }) => what),
      })),
      ledTo: ledTo.map(({ event, kind, on_day }) => ({
        event,
        kind,
        ...present({ on: given(on_day) }),
        what: text(event, 'what'),
      })),
      links: isWithin
        ? links.map(({ link, expires, revoked }) => ({
            link,
            ...present({ expires: given(expires) }),
            revoked: revoked === 1,
          }))
        : [],
    };
  },
);

interface HoursRow {
  readonly month: string;
  readonly work: string;
  readonly hours: number;
}

/** What certainly fell into a season: hours by their month, meetings by their day. A season without an end goes on. */
function duringSeason(
  { from_on, to_on }: SeasonRow,
  hours: readonly HoursRow[],
  meetings: readonly MeetingRecord[],
): Pick<Static<typeof Season>, 'hoursRecorded' | 'meetingsHeld' | 'attendance'> {
  const first = firstDay(given(from_on));
  const last = lastDay(given(to_on)) ?? '9999-12-31';
  if (first === undefined) return { hoursRecorded: 0, meetingsHeld: 0, attendance: {} };
  const held = meetings.filter(
    ({ heldOn }) => heldOn !== undefined && firstDay(heldOn)! >= first && lastDay(heldOn)! <= last,
  );
  const attendance: Record<string, number> = {};
  for (const { present: people = {} } of held)
    for (const [role, count] of Object.entries(people)) attendance[role] = (attendance[role] ?? 0) + count;
  const within = hours.filter(({ month }) => month >= first.slice(0, 7) && month <= last.slice(0, 7));
  return { hoursRecorded: within.reduce((sum, one) => sum + one.hours, 0), meetingsHeld: held.length, attendance };
}
