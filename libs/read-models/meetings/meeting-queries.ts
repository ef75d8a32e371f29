import { type Static, Type } from 'typebox';
import { inCircle, maySee } from '#permissions';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import { groupsWithin, groupTargets } from '../groups/group-targets.ts';
import { groupNames, labels } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { firstRows, Where } from '../ranges.ts';
import { scopeOf } from '../scope.ts';
import { counted, People, withheld } from '../small-numbers.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import type { MeetingRecord } from './meetings.ts';

const Maybe = Type.Optional(Type.String());
const meetingStates = ['planned', 'cancelled', 'held'] as const;

export const Meeting = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  group: Type.String(),
  groupName: TextOrNothing,
  kind: Maybe,
  state: Type.Enum([...meetingStates]),
  plannedFor: Maybe,
  time: Maybe,
  timesMoved: Type.Integer(),
  heldOn: Type.Optional(Type.String({ description: 'Missing: not held, or not recorded when.' })),
  methods: Type.Array(Type.Object({ code: Type.String(), label: TextOrNothing })),
  /** Who were there; missing: not recorded. Told to the group's own circle alone: see the attendance of seasons. */
  present: Type.Optional(People),
  languagesInterpreted: Type.Optional(Type.Array(Type.String())),
  visits: Type.Array(
    Type.Object({ event: Type.String(), post: Type.String(), postLabel: TextOrNothing, on: Maybe, why: TextOrNothing }),
  ),
  source: Maybe,
  place: TextOrNothing,
  plan: TextOrNothing,
  reason: TextOrNothing,
  guests: TextOrNothing,
  summary: TextOrNothing,
});
export type Meeting = Static<typeof Meeting>;

export interface MeetingColumns {
  readonly id: string;
  readonly grp: string;
  readonly on_key: string;
  readonly record: string;
}

export async function meetingViews(reads: Reads, rows: readonly MeetingColumns[], asked: Asked): Promise<Meeting[]> {
  const all = rows.map(({ id, record }) => ({ id, record: JSON.parse(record) as MeetingRecord }));
  const groups = groupNames(
    reads,
    rows.map(({ grp }) => grp),
  );
  const methods = labels(
    reads,
    'method',
    all.flatMap(({ record }) => record.methods ?? []),
  );
  const posts = labels(
    reads,
    'post',
    all.flatMap(({ record }) => record.visits.map(({ post }) => post)),
  );
  const targetOf = groupTargets(
    reads,
    rows.map(({ grp }) => grp),
  );
  const text = await textsOf(reads, asked, {
    open: [...groups.values(), ...methods.values(), ...posts.values()],
    words: all.map(({ record }) => ({
      events: [...Object.values(record.words), ...record.visits.map(({ event }) => event)],
      of: targetOf(record.group),
    })),
  });
  return all.map(({ id, record }) => {
    const word = (field: string) => text(record.words[field], field);
    const { kind, plannedFor, time, heldOn, source } = record;
    return {
      id,
      version: record.version,
      group: record.group,
      groupName: text(groups.get(record.group), 'name'),
      state: record.state,
      ...present({ kind, plannedFor, time, heldOn, source }),
      timesMoved: record.moved,
      methods: (record.methods ?? []).map((code) => ({ code, label: text(methods.get(code), 'label') })),
      ...(record.present && {
        present: inCircle(asked.reader, targetOf(record.group)) ? counted(record.present) : withheld,
      }),
      ...(record.languagesInterpreted && { languagesInterpreted: [...record.languagesInterpreted] }),
      visits: record.visits.map(({ event, post, on }) => ({
        event,
        post,
        postLabel: text(posts.get(post), 'label'),
        ...present({ on }),
        why: text(event, 'why'),
      })),
      place: word('place'),
      plan: word('plan'),
      reason: word('reason'),
      guests: word('guests'),
      summary: word('summary'),
    };
  });
}

/** The next meeting that is planned for today or later. */
export async function nextMeeting(reads: Reads, group: string, asked: Asked): Promise<Meeting | undefined> {
  const sql =
    "SELECT id, grp, on_key, record FROM meetings WHERE grp = ? AND on_key >= ? AND +state = 'planned' ORDER BY on_key LIMIT 1";
  const row = given(reads.rows('meetings').get<MeetingColumns>(sql, group, asked.today) ?? null);
  return row && (await meetingViews(reads, [row], asked))[0];
}

const from = ['meetings', 'groups', 'organisation', 'words'];
const Day = { format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

export const ListMeetings = query(
  {
    name: 'ListMeetings',
    path: '/api/meetings',
    summary: 'Meetings, the latest first, those without a recorded day last.',
    from,
    params: Type.Object(
      {
        group: Type.Optional(Type.String()),
        state: Type.Optional(Type.Enum([...meetingStates])),
        from: Type.Optional(Type.String({ ...Day, description: 'Held or planned on this day or later.' })),
        to: Type.Optional(Type.String({ ...Day, description: 'Held or planned on this day or earlier.' })),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(Meeting), next: Type.Optional(Type.String()) }),
  },
  async (reads, params, asked) => {
    const { limit = defaultLimit, cursor, from: first, to: last } = params;
    const after = cursor === undefined ? undefined : (keysOf(cursor, 'meetings', ['string'])[0] as string);
    const scope = scopeOf(asked.reader, 'ListMeetings');
    const within = scope && groupsWithin(reads, scope);
    const groups = params.group === undefined ? within : [params.group].filter((one) => within?.includes(one) ?? true);
    const how = { table: 'meetings', key: 'on_key', descending: true, limit: limit + 1 };
    const rows = firstRows<MeetingColumns>(reads.rows('meetings'), how, groups, (group) => {
      const where = new Where().along([['grp', group]]);
      if (params.state !== undefined) where.and('+state = ?', params.state);
      if (first !== undefined) where.and('on_key >= ?', first);
      // Behind the day stands a blank in a key; the next character after it bounds the day.
      if (last !== undefined) where.and('on_key < ?', `${last}!`);
      return after === undefined ? where : where.and('on_key < ?', after);
    });
    const { rows: shown, next } = pageOf(rows, limit, 'meetings', (row) => [row.on_key]);
    return { items: await meetingViews(reads, shown, asked), ...(next && { next }) };
  },
);

export const GetMeeting = query(
  {
    name: 'GetMeeting',
    path: '/api/meetings/{id}',
    summary: 'One meeting: what was planned, who was there by role, what was said.',
    from,
    params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
    answer: Meeting,
  },
  async (reads, { id }, asked) => {
    const row = reads
      .rows('meetings')
      .get<MeetingColumns>('SELECT id, grp, on_key, record FROM meetings WHERE id = ?', id);
    if (!row || !maySee(asked.reader, 'GetMeeting', groupTargets(reads, [row.grp])(row.grp)))
      throw new QueryRefused('query.not-found', 'There is no such meeting.', 'id');
    return (await meetingViews(reads, [row], asked))[0]!;
  },
);
