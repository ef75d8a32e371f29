import { type Static, Type } from 'typebox';
import { waitedFor } from '#domain/owed';
import type { Target } from '#permissions';
import { groupNames, labels, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { present } from '../present.ts';
import type { Asked } from '../query.ts';
import { type TextOf, TextOrNothing, textsOf } from '../texts.ts';
import { stillOwed, type Wait } from './due-waits.ts';

const Maybe = Type.Optional(Type.String());
const Counted = Type.Optional(Type.Integer());

/** What somebody was told by a reminder or a digest, or what was noticed. */
export const NoticeItem = Type.Object({
  id: Type.String(),
  event: Type.String(),
  type: Type.Enum(['LatenessNoticed', 'ReminderSent', 'DigestSent', 'InitiativesReported']),
  at: Type.String({ description: 'When it was written, an instant.' }),
  open: Type.Optional(
    Type.Boolean({ description: 'Whether what it speaks of is still owed; missing: it speaks of no one thing.' }),
  ),
  what: Type.Optional(Type.Enum([...waitedFor, 'trialEnding'])),
  side: Type.Optional(Type.Enum(['management', 'group'])),
  proposal: Maybe,
  commission: Maybe,
  title: TextOrNothing,
  unit: Maybe,
  unitName: TextOrNothing,
  post: Maybe,
  postLabel: TextOrNothing,
  group: Maybe,
  groupName: TextOrNothing,
  since: Maybe,
  due: Maybe,
  moment: Type.Optional(
    Type.Integer({ description: 'Days after the due day, or without one after the waiting began; negative: before.' }),
  ),
  week: Type.Optional(Type.String({ description: 'Of a digest: the Monday its week begins with.' })),
  owed: Type.Optional(Type.Record(Type.String(), Type.Integer(), { description: 'Of a digest: how much of what.' })),
  overdue: Counted,
  begun: Counted,
  toTell: Counted,
  year: Type.Optional(Type.Integer({ description: 'Of a report of initiatives.' })),
});
export type NoticeItem = Static<typeof NoticeItem>;

export interface NoticeRow {
  readonly id: string;
  readonly key: string;
  readonly event: string;
  readonly type: NoticeItem['type'];
  readonly recorded_at: string;
  readonly side: 'management' | 'group' | null;
  readonly stream: string | null;
  readonly data: string;
}

type Facts = Partial<
  Pick<NoticeItem, 'what' | 'proposal' | 'commission' | 'unit' | 'post' | 'group' | 'since' | 'due' | 'moment'> &
    Pick<NoticeItem, 'week' | 'owed' | 'overdue' | 'begun' | 'toTell' | 'year'>
> & { readonly sinceEvent?: string; readonly to?: readonly string[] };

export const factsOf = ({ data }: Pick<NoticeRow, 'data'>): Facts => JSON.parse(data);

/** Whose what a notice speaks of is. */
export const targetOf = ({ unit, group }: Facts): Target => ({
  units: unit === undefined ? [] : [unit],
  groups: group === undefined ? [] : [group],
});

/** For each row whether what it speaks of is still owed; undefined where it speaks of no one thing. */
export function openOf(reads: Reads, rows: readonly NoticeRow[]): (boolean | undefined)[] {
  const waits = rows.flatMap((row) => {
    const { what, sinceEvent = '', group = '' } = factsOf(row);
    return row.stream === null || what === undefined ? [] : [{ row, stream: row.stream, what, sinceEvent, group }];
  }) satisfies (Pick<Wait, 'stream'> & { row: NoticeRow })[];
  const owed = stillOwed(reads, waits);
  const open = new Map(waits.map(({ row }, index) => [row, owed[index]]));
  return rows.map((row) => open.get(row));
}

const titleEvents = `SELECT value AS stream, title_event AS event
    FROM json_each(?1) CROSS JOIN proposals ON proposals.id = substr(value, 10) WHERE value GLOB 'proposal-*'
  UNION ALL SELECT value, title_event
    FROM json_each(?1) CROSS JOIN commissions ON commissions.id = substr(value, 12) WHERE value GLOB 'commission-*'`;

/** Notices with the names and titles of now. */
export async function noticeItems(reads: Reads, rows: readonly NoticeRow[], asked: Asked): Promise<NoticeItem[]> {
  const facts = rows.map(factsOf);
  const open = openOf(reads, rows);
  const streams = JSON.stringify(rows.flatMap(({ stream }) => stream ?? []));
  const found = reads.rows('loops').all<{ stream: string; event: string | null }>(titleEvents, streams);
  const titles = new Map(found.map(({ stream, event }) => [stream, event]));
  const units = unitNames(
    reads,
    facts.map(({ unit }) => unit),
  );
  const groups = groupNames(
    reads,
    facts.map(({ group }) => group),
  );
  const posts = labels(
    reads,
    'post',
    facts.map(({ post }) => post),
  );
  const text = await textsOf(reads, asked, {
    open: [...units.values(), ...groups.values(), ...posts.values()],
    words: rows.map(({ stream }, index) => ({ events: [titles.get(stream ?? '')], of: targetOf(facts[index]!) })),
  });
  return rows.map((row, index) => itemOf(row, facts[index]!, open[index], { titles, units, groups, posts, text }));
}

interface Names {
  readonly titles: ReadonlyMap<string, string | null>;
  readonly units: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  readonly posts: ReadonlyMap<string, string>;
  readonly text: TextOf;
}

function itemOf(row: NoticeRow, facts: Facts, open: boolean | undefined, names: Names): NoticeItem {
  const { titles, units, groups, posts, text } = names;
  const {
    what,
    proposal,
    commission,
    unit,
    post,
    group,
    since,
    due,
    moment,
    week,
    owed,
    overdue,
    begun,
    toTell,
    year,
  } = facts;
  return {
    id: row.id,
    event: row.event,
    type: row.type,
    at: row.recorded_at,
    ...present({ open, what, side: row.side ?? undefined, proposal, commission }),
    title: text(titles.get(row.stream ?? ''), 'title'),
    ...present({ unit, post, group }),
    unitName: text(units.get(unit ?? ''), 'name'),
    postLabel: text(posts.get(post ?? ''), 'label'),
    groupName: text(groups.get(group ?? ''), 'name'),
    ...present({ since, due, moment, week, owed, overdue, begun, toTell, year }),
  };
}
