import { type Static, Type } from 'typebox';
import type { Day as CalendarDay } from '#domain/occurred-on';
import { waitedFor } from '#domain/owed';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import type { Reads } from '../open-reads.ts';
import { type Asked, query } from '../query.ts';
import { firstOfRuns, type Run, Where } from '../ranges.ts';
import { unitsOfPost } from '../rights/rights-of.ts';
import { inUnit, type Scope, scopeOf, succeededByOthers, topmost, untoldScopeOf } from '../scope.ts';
import { OwedItem, owedItems } from './owed-view.ts';
import { namesNoPost, type OwedRow } from './standing.ts';

const Day = Type.String({ format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const from = ['loops', 'organisation', 'groups', 'words'];
const OwedPage = Type.Object({ items: Type.Array(OwedItem), next: Type.Optional(Type.String()) });

const filters = {
  side: Type.Optional(Type.Enum(['management', 'group'], { description: 'Whose turn it is.' })),
  unit: Type.Optional(Type.String({ description: 'A unit and all below it.' })),
  post: Type.Optional(
    Type.String({ description: 'What names the post, and what names none and is owed by its unit.' }),
  ),
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
  name: 'ListOwed' | 'GetCalendar',
  list: string,
  between: { atLeast?: string; below?: string },
  day: CalendarDay,
) {
  const { limit = defaultLimit, cursor } = params;
  const after = cursor === undefined ? undefined : (keysOf(cursor, list, ['string'])[0] as string);
  const runs = runsOf(reads, params, scopeOf(asked.reader, name));
  const untold = untoldScopeOf(asked.reader);
  for (const { where } of runs) {
    if (after !== undefined) where.and('key > ?', after);
    if (between.atLeast !== undefined) where.and('key >= ?', between.atLeast);
    if (between.below !== undefined) where.and('key < ?', between.below);
    if (untold) where.and(`(hidden_until IS NULL OR hidden_until <= ? OR ${inScope})`, asked.today, ...listed(untold));
  }
  const rows = firstOfRuns<OwedRow>(reads.rows('loops'), { table: 'owed', key: 'key', limit: limit + 1 }, runs);
  const { rows: shown, next } = pageOf(rows, limit, list, ({ key }) => [key]);
  return { items: await owedItems(reads, shown, asked, day), ...(next && { next }) };
}

/** That it is owed by one of the units, or by a unit that one of them was succeeded by, or concerns one of the groups. */
const inScope = `owed.unit IN (SELECT value FROM json_each(?)) OR earlier_unit IN (SELECT value FROM json_each(?))
  OR grp IN (SELECT value FROM json_each(?))`;
const listed = ({ units, groups }: Scope): string[] => [units, units, groups].map((ids) => JSON.stringify(ids));

/**
 * Where a list of what is owed lies. Under each unit stands what is owed in it and below it; so what a reader reaches lies in the
 * runs of the topmost of its units, and of its groups. What has one post or group lies in runs of its own, sifted by what the
 * reader reaches.
 */
function runsOf(reads: Reads, { unit, post, group, what, side }: Page, scope: Scope | undefined): Run[] {
  const sifted = [
    ['grp', group],
    ['what', what],
    ['side', side],
  ] as const;
  const inUnits = (one: string): Run => ({
    table: 'owed_in CROSS JOIN owed USING (key)',
    where: new Where().along([['owed_in.unit', one], ...sifted]),
  });
  const below = (where: Where) =>
    unit === undefined
      ? where
      : where.and('EXISTS (SELECT 1 FROM owed_in WHERE owed_in.unit = ? AND owed_in.key = owed.key)', unit);
  const reached = (where: Where): Run => ({
    table: 'owed',
    where: scope ? below(where).and(`(${inScope})`, ...listed(scope)) : below(where),
  });
  if (post !== undefined)
    return [
      reached(new Where().along([['post', post], ...sifted])),
      ...unitsOfPost(reads, post).map((one) => reached(new Where().along([['unit', one], ...sifted]).and(namesNoPost))),
    ];
  if (!scope) return [unit === undefined ? { table: 'owed', where: new Where().along(sifted) } : inUnits(unit)];
  if (group !== undefined) return [reached(new Where().along(sifted))];
  return [
    ...topmost(reads, inUnit(reads, unit, scope.units)).map(inUnits),
    ...succeededByOthers(reads, scope.units).map((one) => ({
      table: 'owed',
      where: below(
        new Where().along([
          ['earlier_unit', one],
          ['what', what],
          ['side', side],
        ]),
      ),
    })),
    ...scope.groups.map((one) => ({
      table: 'owed',
      where: below(
        new Where().along([
          ['grp', one],
          ['what', what],
          ['side', side],
        ]),
      ),
    })),
  ];
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
    return owedPage(reads, params, asked, 'ListOwed', 'owed', params.overdue ? { below: day } : {}, day);
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
    return owedPage(
      reads,
      params,
      asked,
      'GetCalendar',
      'calendar',
      { atLeast: params.from, below: `${params.to}!` },
      asked.today,
    );
  },
);
