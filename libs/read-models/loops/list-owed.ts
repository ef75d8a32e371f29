import { type Static, Type } from 'typebox';
import type { Day as CalendarDay } from '#domain/occurred-on';
import { waitedFor } from '#domain/owed';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import type { Reads } from '../open-reads.ts';
import { type Asked, query } from '../query.ts';
import { Where } from '../ranges.ts';
import { isToldFirst } from '../reader.ts';
import { OwedItem, owedItems } from './owed-view.ts';
import type { OwedRow } from './standing.ts';

const Day = Type.String({ format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const from = ['loops', 'organisation', 'groups', 'words'];
const OwedPage = Type.Object({ items: Type.Array(OwedItem), next: Type.Optional(Type.String()) });

const filters = {
  side: Type.Optional(Type.Enum(['management', 'group'], { description: 'Whose turn it is.' })),
  unit: Type.Optional(Type.String({ description: 'A unit and all below it.' })),
  post: Type.Optional(Type.String()),
  group: Type.Optional(Type.String()),
  what: Type.Optional(Type.Enum([...waitedFor])),
};
const Filters = Type.Object(filters);

interface Page extends Static<typeof Filters> {
  readonly cursor?: string;
  readonly limit?: number;
}

/** One page in the order of due days, between two keys, both optional. */
async function owedPage(
  reads: Reads,
  params: Page,
  asked: Asked,
  list: string,
  between: { atLeast?: string; below?: string },
  day: CalendarDay,
) {
  const { limit = defaultLimit, cursor } = params;
  const after = cursor === undefined ? undefined : (keysOf(cursor, list, ['string'])[0] as string);
  const where = new Where().along([
    ['owed_in.unit', params.unit],
    ['post', params.post],
    ['grp', params.group],
    ['what', params.what],
    ['side', params.side],
  ]);
  const key = params.unit === undefined ? 'key' : 'owed_in.key';
  if (after !== undefined) where.and(`${key} > ?`, after);
  if (between.atLeast !== undefined) where.and(`${key} >= ?`, between.atLeast);
  if (between.below !== undefined) where.and(`${key} < ?`, between.below);
  if (isToldFirst(asked)) where.and('(hidden_until IS NULL OR hidden_until <= ?)', asked.today);
  const table = params.unit === undefined ? 'owed' : 'owed_in CROSS JOIN owed USING (key)';
  const sql = `SELECT owed.* FROM ${table} ${where.sql} ORDER BY ${key} LIMIT ${limit + 1}`;
  const rows = reads.rows('loops').all<OwedRow>(sql, ...where.values);
  const { rows: shown, next } = pageOf(rows, limit, list, ({ key }) => [key]);
  return { items: await owedItems(reads, shown, day), ...(next && { next }) };
}

export const ListOwed = query(
  {
    name: 'ListOwed',
    path: '/api/owed',
    summary:
      'Whose turn it is: what is waited for, what is due first first, then what has no due day, the longest waiting first.',
    from,
    params: Type.Object(
      {
        ...filters,
        overdue: Type.Optional(Type.Boolean({ description: 'Only what is overdue on the day.' })),
        on: Type.Optional(
          Type.String({ ...Day, description: 'The day against which lateness is asked; today when left out.' }),
        ),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: OwedPage,
  },
  (reads, params, asked) => {
    const day = params.on ?? asked.today;
    // A key begins with the due day, so what is due before a day sorts before that day.
    return owedPage(reads, params, asked, 'owed', params.overdue ? { below: day } : {}, day);
  },
);

export const GetCalendar = query(
  {
    name: 'GetCalendar',
    path: '/api/calendar',
    summary: 'What is due between two days, both included.',
    from,
    params: Type.Object({ from: Day, to: Day, ...filters, ...page }, { additionalProperties: false }),
    answer: OwedPage,
  },
  (reads, params, asked) => {
    if (params.from > params.to) throw new QueryRefused('query.param-wrong', 'from must not be after to.', 'from');
    // Behind the day stands a blank in a key; the next character after it bounds the day.
    return owedPage(reads, params, asked, 'calendar', { atLeast: params.from, below: `${params.to}!` }, asked.today);
  },
);
