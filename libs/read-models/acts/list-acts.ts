import { type Static, Type } from 'typebox';
import type { Day } from '#domain/occurred-on';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { ByShape } from '../loops/proposal-details.ts';
import type { Reads } from '../open-reads.ts';
import { present } from '../present.ts';
import { query } from '../query.ts';
import { Where } from '../ranges.ts';
import { type SeenEvent, seen } from '../read-model.ts';

interface ActRow {
  readonly n: number;
  readonly day: Day;
  readonly stream: string;
  readonly version: number;
}

const Maybe = Type.Optional(Type.String());
const DayOf = (description: string) =>
  Type.Optional(Type.String({ format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description }));

const Act = Type.Object({
  event: Type.String(),
  type: Type.String(),
  stream: Type.String({ description: 'In what it was recorded, as `<category>-<id>`.' }),
  category: Type.String(),
  id: Type.String(),
  recordedAt: Type.String({ description: 'When it was written down.' }),
  recordedBy: Type.String({ description: 'The account that wrote it down; `console`, `kierto`, `link-…` are none.' }),
  name: Type.Optional(Type.String({ description: 'Of whom the account is.' })),
  occurredOn: Type.Optional(Type.String({ description: 'When it happened; missing: not recorded.' })),
  by: Type.Optional(Type.Object({ ...ByShape.properties }, { description: 'In which capacity somebody did it.' })),
  source: Maybe,
});

export const ListActs = query(
  {
    name: 'ListActs',
    path: '/api/acts',
    summary:
      'Who wrote what down and when, the newest first, without facts or words; what was brought in from elsewhere is not among it.',
    from: ['acts'],
    params: Type.Object(
      {
        account: Type.Optional(Type.String({ description: 'What this account wrote down.', maxLength: 64 })),
        type: Type.Optional(Type.String({ description: 'Of this type of event.', examples: ['PromiseSet'] })),
        from: DayOf('Written down on this day or later.'),
        to: DayOf('Written down on this day or earlier.'),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(Act), next: Type.Optional(Type.String()) }),
  },
  async (reads, { account, type, from, to, limit = defaultLimit, cursor }, asked) => {
    const before = cursor === undefined ? undefined : (keysOf(cursor, 'acts', ['string', 'number']) as [Day, number]);
    const last = before && (to === undefined || before[0] < to) ? before[0] : to;
    const within = (): Where => {
      const where = new Where();
      if (from !== undefined) where.and('day >= ?', from);
      if (last !== undefined) where.and('day <= ?', last);
      return before ? where.and('(day, n) < (?, ?)', ...before) : where;
    };
    const found =
      account === undefined && type === undefined
        ? newest(reads, within(), limit + 1)
        : newestOfKinds(reads, { account, type }, within, limit + 1);
    const { rows, next } = pageOf(found, limit, 'acts', ({ day, n }) => [day, n]);
    const events = await Promise.all(rows.map((row) => eventAt(reads, row)));
    const people = await reads.vault.people.read([...new Set(events.map(({ metadata }) => metadata.recordedBy))]);
    asked.onNames?.([...people.keys()]);
    const items = events.map((event) => told(event, people.get(event.metadata.recordedBy)?.name));
    return { items, ...(next && { next }) };
  },
);

const newest = (reads: Reads, where: Where, most: number): readonly ActRow[] =>
  reads
    .rows('acts')
    .all<ActRow>(`SELECT * FROM acts ${where.sql} ORDER BY day DESC, n DESC LIMIT ${most}`, ...where.values);

/**
 * Each kind lies together in the order of the list. The first acts of all are of the kinds whose own first ones come first, so that
 * one look is taken at each kind and further ones only at as many as there are acts on a page.
 */
function newestOfKinds(
  reads: Reads,
  { account, type }: { readonly account: string | undefined; readonly type: string | undefined },
  within: () => Where,
  most: number,
): readonly ActRow[] {
  const of = new Where().along([
    ['account', account],
    ['type', type],
  ]);
  const kinds = reads.rows('acts').all<{ kind: number }>(`SELECT kind FROM kinds ${of.sql}`, ...of.values);
  const firstIn = (kind: number, limit: number) => newest(reads, within().and('kind = ?', kind), limit);
  return kinds
    .flatMap(({ kind }) => firstIn(kind, 1).map((first) => ({ ...first, kind })))
    .sort(newestFirst)
    .slice(0, most)
    .flatMap(({ kind }) => firstIn(kind, most))
    .sort(newestFirst)
    .slice(0, most);
}

const newestFirst = (a: ActRow, b: ActRow): number => (a.day === b.day ? b.n - a.n : a.day < b.day ? 1 : -1);

async function eventAt(reads: Reads, { stream, version }: ActRow): Promise<SeenEvent> {
  const [event] = await reads.store.read(stream, { from: version, to: version });
  return seen(event!);
}

function told({ id, type, stream, category, of, metadata }: SeenEvent, name: string | undefined): Static<typeof Act> {
  const { recordedAt, recordedBy, occurredOn, by, source } = metadata;
  return {
    event: id,
    type,
    stream,
    category,
    id: of,
    recordedAt,
    recordedBy,
    ...present({ name, occurredOn, by, source }),
  };
}
