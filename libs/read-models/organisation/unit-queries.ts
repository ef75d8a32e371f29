import { type Static, Type } from 'typebox';
import type { Rights } from '#permissions';
import { QueryRefused } from '../errors.ts';
import { labels } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { TextOrNothing, textsOf } from '../texts.ts';

const Maybe = Type.Optional(Type.String());
const from = ['organisation', 'words'];

const unit = {
  id: Type.String(),
  version: Type.Integer(),
  name: TextOrNothing,
  parent: Maybe,
  status: Type.Enum(['open', 'closed']),
  successor: Maybe,
  establishedOn: Maybe,
  endedOn: Maybe,
  source: Maybe,
};
const Unit = Type.Object(unit);
const days = Type.Optional(Type.Integer());
const Promised = Type.Object({
  event: Type.String(),
  counting: Type.Enum(['working', 'calendar']),
  receive: days,
  decide: days,
  followUp: days,
  tell: days,
  from: Type.String(),
});

interface UnitRow {
  readonly id: string;
  readonly parent: string | null;
  readonly name_event: string | null;
  readonly status: 'open' | 'closed';
  readonly successor: string | null;
  readonly established_on: string | null;
  readonly ended_on: string | null;
  readonly source: string | null;
  readonly version: number;
}

async function unitViews(reads: Reads, rows: readonly UnitRow[], asked: Asked): Promise<Static<typeof Unit>[]> {
  const text = await textsOf(reads, asked, { open: rows.map(({ name_event }) => name_event) });
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    name: text(row.name_event, 'name'),
    status: row.status,
    ...present({
      parent: given(row.parent),
      successor: given(row.successor),
      establishedOn: given(row.established_on),
      endedOn: given(row.ended_on),
      source: given(row.source),
    }),
  }));
}

export const ListUnits = query(
  {
    name: 'ListUnits',
    path: '/api/units',
    summary: 'All units, each after the one it belongs to.',
    from,
    params: Type.Object({}, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(Unit) }),
  },
  async (reads, _params, asked) => {
    const sql = `WITH RECURSIVE tree (id, path) AS (
        SELECT id, id FROM units WHERE parent IS NULL OR parent NOT IN (SELECT id FROM units)
        UNION ALL SELECT units.id, path || '/' || units.id FROM units JOIN tree ON units.parent = tree.id
      ) SELECT units.* FROM tree JOIN units USING (id) ORDER BY path`;
    return { items: await unitViews(reads, reads.rows('organisation').all<UnitRow>(sql), asked) };
  },
);

export const GetUnit = query(
  {
    name: 'GetUnit',
    path: '/api/units/{id}',
    summary:
      'One unit: what it promises, when it is reminded, its posts and who has held them, and the units below it.',
    from: [...from, 'notices'],
    params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({
      ...unit,
      promises: Type.Array(Promised, {
        description: 'In the order in which they were set; the one in force on a day is the last that began by then.',
      }),
      reminders: Type.Record(Type.String(), Type.Array(Type.Integer()), {
        description:
          'Its own moments: days after the due day, by what is waited for. What is left out is as the units above say.',
      }),
      posts: Type.Array(
        Type.Object({
          code: Type.String(),
          label: TextOrNothing,
          holders: Type.Optional(
            Type.Array(
              Type.Object({
                account: Type.String(),
                name: Maybe,
                from: Type.String(),
                to: Maybe,
                deputy: Type.Boolean(),
              }),
              {
                description:
                  'Who has held it, as accounts; missing for whoever is not management, a coordinator or a clerk.',
              },
            ),
          ),
        }),
      ),
      children: Type.Array(Unit),
    }),
  },
  async (reads, { id }, asked) => {
    const organisation = reads.rows('organisation');
    const row = organisation.get<UnitRow>('SELECT * FROM units WHERE id = ?', id);
    if (!row) throw new QueryRefused('query.not-found', 'There is no such unit.', 'id');
    const children = organisation.all<UnitRow>('SELECT * FROM units WHERE parent = ? ORDER BY id', id);
    const promises = organisation.all<{ event: string; promise: string }>(
      'SELECT event, promise FROM promises WHERE unit = ? ORDER BY n',
      id,
    );
    const said = organisation.all<{
      post: string;
      account: string;
      from_on: string;
      to_on: string | null;
      deputy: number;
    }>('SELECT * FROM holders WHERE unit = ? ORDER BY from_on, n', id);
    // What was said last of a holding stands.
    const holders = [...new Map(said.map((one) => [`${one.post} ${one.account} ${one.from_on}`, one])).values()];
    const named = organisation.all<{ code: string }>(
      "SELECT DISTINCT code FROM codes WHERE kind = 'post' AND unit = ? ORDER BY code",
      id,
    );
    const codes = [...new Set([...named.map(({ code }) => code), ...holders.map(({ post }) => post)])];
    const events = labels(reads, 'post', codes);
    const text = await textsOf(reads, asked, { open: events.values() });
    const [view, ...below] = await unitViews(reads, [row, ...children], asked);
    const isTold = worksHere(asked.reader);
    const people = await reads.vault.people.read(isTold ? [...new Set(holders.map(({ account }) => account))] : []);
    asked.onNames?.([...people.keys()]);
    return {
      ...view!,
      promises: promises.map(({ event, promise }) => ({ event, ...JSON.parse(promise) })),
      reminders: remindersOf(reads, id),
      posts: codes.map((code) => ({
        code,
        label: text(events.get(code), 'label'),
        ...(isTold && {
          holders: holders
            .filter(({ post }) => post === code)
            .map(({ account, from_on, to_on, deputy }) => ({
              account,
              from: from_on,
              ...present({ name: people.get(account)?.name, to: given(to_on) }),
              deputy: deputy === 1,
            })),
        }),
      })),
      children: below,
    };
  },
);

const working: ReadonlySet<string> = new Set(['administrator', 'dataProtectionOfficer', 'management', 'coordinator']);

/** Whoever has to turn to the holder of a post knows who that is. */
const worksHere = ({ capacities }: Rights): boolean => capacities.some(({ kind }) => working.has(kind));

function remindersOf(reads: Reads, unit: string): Record<string, number[]> {
  const row = reads.rows('notices').get<{ moments: string }>('SELECT moments FROM reminders WHERE unit = ?', unit);
  return JSON.parse(row?.moments ?? '{}');
}
