import { Type } from 'typebox';
import { inCircle, maySee, type Operation } from '#permissions';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import type { MeetingRecord } from '../meetings/meetings.ts';
import { unitAndBelow } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { firstRows, Where } from '../ranges.ts';
import { scopeOf } from '../scope.ts';
import { type Text, TextOrNothing, textsOf } from '../texts.ts';
import { type GroupColumns, GroupRow, groupColumns, groupRows, targetOf } from './group-rows.ts';
import { MemberShown, membersShown } from './members-shown.ts';
import { attendanceIn, duringSeason, type HoursRow, Season, type SeasonRow } from './seasons.ts';

const Maybe = Type.Optional(Type.String());

export const ListGroups = query(
  {
    name: 'ListGroups',
    path: '/api/groups',
    summary:
      'Groups, the newest first: what each is called and what it does; and how many it has, for those who may see it.',
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
  async (reads, params, asked) => {
    const { limit = defaultLimit, cursor } = params;
    const scope = scopeOf(asked.reader, 'ListGroups');
    const after = cursor === undefined ? undefined : (keysOf(cursor, 'groups', ['string'])[0] as string);
    const units = params.unit === undefined ? undefined : unitAndBelow(reads, params.unit);
    const how = { table: 'groups', key: 'founded_key', descending: true, limit: limit + 1 };
    const rows = firstRows<GroupColumns>(reads.rows('groups'), how, units, (unit) => {
      const where = new Where().along([['unit', unit]]);
      if (params.kind !== undefined) where.and('+kind = ?', params.kind);
      if (params.status !== undefined) where.and('+status = ?', params.status);
      if (scope) where.among('id', scope.groups);
      return after === undefined ? where : where.and('founded_key < ?', after);
    });
    const { rows: shown, next } = pageOf(rows, limit, 'groups', (row) => [row.founded_key]);
    return { items: await groupRows(reads, shown, asked), ...(next && { next }) };
  },
);

/** @throws QueryRefused when there is no such group, or none that the reader may see by this operation */
export function groupRow(reads: Reads, id: string, operation: Operation, { reader }: Asked): GroupColumns {
  const row = reads.rows('groups').get<GroupColumns>(`SELECT ${groupColumns} FROM groups WHERE id = ?`, id);
  if (!row || !maySee(reader, operation, targetOf(row)))
    throw new QueryRefused('query.not-found', 'There is no such group.', 'id');
  return row;
}

interface ActivityRow {
  readonly event: string;
  readonly kind: string;
  readonly on_day: string | null;
  readonly from_on: string | null;
  readonly to_on: string | null;
}

interface LinkRow {
  readonly link: string;
  readonly expires: string | null;
  readonly issued_on: string | null;
  readonly revoked: number;
  readonly revoked_on: string | null;
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
      links: Type.Array(
        Type.Object({
          link: Type.String(),
          issuedOn: Type.Optional(
            Type.String({ description: 'When it got its present address, which a renewed link has of its own.' }),
          ),
          expires: Maybe,
          revoked: Type.Boolean(),
          revokedOn: Maybe,
        }),
        { description: 'The oldest first; only for its coordinators and administrators.' },
      ),
      people: Type.Array(MemberShown, {
        description:
          'Who is in the group, for its coordinators, administrators and data protection officers; for its members, who consented that the name is shown; for nobody else.',
      }),
    }),
  },
  async (reads, { id }, asked) => {
    const row = groupRow(reads, id, 'GetGroup', asked);
    const of = targetOf(row);
    const isInside = inCircle(asked.reader, of);
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
    const links = all<LinkRow>('SELECT * FROM links WHERE grp = ? ORDER BY issued_on, link');
    const meetings = reads
      .rows('meetings')
      .all<{ record: string }>("SELECT record FROM meetings WHERE grp = ? AND state = 'held' ORDER BY on_key", id)
      .map(({ record }) => JSON.parse(record) as MeetingRecord);
    const ofSeasons = seasons.flatMap(({ plan_event, review_event }) => [plan_event, review_event]);
    const consentsOf = (subject: string) => consents.filter((one) => one.subject === subject).map(({ what }) => what);
    // What somebody said in the group stays there unless they want it to be read elsewhere.
    const isHeard = ({ event }: { event: string }) => isInside || consentsOf(event).includes('quotation');
    const inWords = [...activities, ...voices.filter(isHeard), ...ledTo].map(({ event }) => event);
    const text = await textsOf(reads, asked, { words: [{ events: [...ofSeasons, ...inWords], of }] });
    const months = [...Map.groupBy(hours, ({ month }) => month)];
    const attendanceOf = attendanceIn(reads, seasons, meetings, isInside, asked);
    return {
      ...(await groupRows(reads, [row], asked))[0]!,
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
        attendance: attendanceOf(season),
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
        ...present({ role: isHeard({ event }) ? given(role) : undefined, on: given(on_day) }),
        quotation: isHeard({ event }) ? text(event, 'quotation') : kept,
        consents: consentsOf(event),
      })),
      ledTo: ledTo.map(({ event, kind, on_day }) => ({
        event,
        kind,
        ...present({ on: given(on_day) }),
        what: text(event, 'what'),
      })),
      links: maySee(asked.reader, 'IssueLink', of)
        ? links.map(({ link, expires, issued_on, revoked, revoked_on }) => ({
            link,
            ...present({ issuedOn: given(issued_on), expires: given(expires) }),
            revoked: revoked === 1,
            ...present({ revokedOn: given(revoked_on) }),
          }))
        : [],
      people: await membersShown(reads, id, of, asked),
    };
  },
);

const kept: Text = { withheld: true };
