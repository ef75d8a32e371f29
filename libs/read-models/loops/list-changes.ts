import { Type } from 'typebox';
import { publishedFields } from '../agreed.ts';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { groupNames, proposalTitles, unitAndBelow, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import { query } from '../query.ts';
import { Where } from '../ranges.ts';
import { TextOrNothing, textsOf } from '../texts.ts';

interface ChangeRow {
  readonly event: string;
  readonly key: string;
  readonly stream: string;
  readonly grp: string;
  readonly unit: string | null;
  readonly kind: string;
  readonly on_day: string | null;
  readonly again: number;
}

/** The words that an event of each kind of change may carry. */
const fields = ['what', 'whatChanged', 'evidence', 'whatWasLearnt'] as const;

export const ListChanges = query(
  {
    name: 'ListChanges',
    path: '/api/changes',
    summary:
      'What has come of it: changes that were followed up, trials that were adopted, what groups and proposals led to. Everybody reads what both sides have published.',
    from: ['loops', 'organisation', 'groups', 'words'],
    params: Type.Object(
      {
        unit: Type.Optional(Type.String({ description: 'A unit and all below it.' })),
        group: Type.Optional(Type.String()),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          event: Type.String(),
          kind: Type.String({ description: 'changed.yes, changed.partly, trialAdopted, or ledTo. and a kind.' }),
          on: Type.Optional(Type.String()),
          again: Type.Boolean({ description: 'The group has taken the matter up again since.' }),
          group: Type.String(),
          groupName: TextOrNothing,
          proposal: Type.Optional(Type.String()),
          title: TextOrNothing,
          what: TextOrNothing,
          whatChanged: TextOrNothing,
          evidence: TextOrNothing,
          whatWasLearnt: TextOrNothing,
        }),
      ),
      groups: Type.Array(
        Type.Object({ id: Type.String(), name: TextOrNothing, unit: Type.String(), unitName: TextOrNothing }),
        { description: 'Of which something is published, whatever was asked for.' },
      ),
      next: Type.Optional(Type.String()),
    }),
  },
  async (reads, params, asked) => {
    const { limit = defaultLimit, cursor } = params;
    const where = new Where().along([['grp', params.group]]);
    if (params.unit !== undefined)
      where.and('grp IN (SELECT value FROM json_each(?))', JSON.stringify(groupsBelow(reads, params.unit)));
    const open = new Where()
      .among('event', publishedEvents(reads))
      .and('(hidden_until IS NULL OR hidden_until <= ?)', asked.today);
    where.and(open.sql.slice('WHERE '.length), ...open.values);
    if (cursor !== undefined) where.and('key < ?', ...keysOf(cursor, 'changes', ['string']));
    const sql = `SELECT * FROM changes ${where.sql} ORDER BY key DESC LIMIT ${limit + 1}`;
    const { rows, next } = pageOf(
      reads.rows('loops').all<ChangeRow>(sql, ...where.values),
      limit,
      'changes',
      ({ key }) => [key],
    );

    const proposalOf = ({ stream }: ChangeRow) =>
      stream.startsWith('proposal-') ? stream.slice('proposal-'.length) : undefined;
    const titles = proposalTitles(reads, rows.map(proposalOf));
    const places = placesOf(reads, open);
    const groups = groupNames(
      reads,
      places.map(({ id }) => id),
    );
    const units = unitNames(
      reads,
      places.map(({ unit }) => unit),
    );
    const events = [...rows.map(({ event }) => event), ...titles.values(), ...groups.values(), ...units.values()];
    const published = publishedFields(reads, events);
    const text = await textsOf(reads, asked, { open: events, published });
    // Whoever has signed in may know all groups and units by their names.
    const named = (event: string | undefined) =>
      asked.reader.account === undefined ? shown(event, 'name') : text(event, 'name');
    const shown = (event: string | undefined, field: string) =>
      published.has(`${event} ${field}`) ? text(event, field) : null;
    const items = rows.map((row) => {
      const proposal = proposalOf(row);
      const [what, whatChanged, evidence, whatWasLearnt] = fields.map((field) => shown(row.event, field)) as [
        never,
        never,
        never,
        never,
      ];
      return {
        event: row.event,
        kind: row.kind,
        ...present({ on: given(row.on_day), proposal }),
        again: row.again === 1,
        group: row.grp,
        groupName: named(groups.get(row.grp)),
        title: shown(titles.get(proposal ?? ''), 'title'),
        what,
        whatChanged,
        evidence,
        whatWasLearnt,
      };
    });
    return {
      items,
      groups: places.map(({ id, unit }) => ({
        id,
        name: named(groups.get(id)),
        unit,
        unitName: named(units.get(unit)),
      })),
      ...(next && { next }),
    };
  },
);

/** The groups of which something is published, and their units. */
function placesOf(reads: Reads, open: Where): { readonly id: string; readonly unit: string }[] {
  const groups = reads
    .rows('loops')
    .all<{ grp: string }>(`SELECT DISTINCT grp FROM changes ${open.sql} ORDER BY grp`, ...open.values)
    .map(({ grp }) => grp);
  const sql = 'SELECT id, unit FROM groups WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id';
  return reads.rows('groups').all(sql, JSON.stringify(groups));
}

function groupsBelow(reads: Reads, unit: string): string[] {
  const sql = 'SELECT id FROM groups WHERE unit IN (SELECT value FROM json_each(?))';
  return reads
    .rows('groups')
    .all<{ id: string }>(sql, JSON.stringify(unitAndBelow(reads, unit)))
    .map(({ id }) => id);
}

/** Events of which both sides have published the same field. */
function publishedEvents(reads: Reads): string[] {
  const sql = 'SELECT DISTINCT event FROM published GROUP BY event, field HAVING count(*) = 2';
  return reads
    .rows('words')
    .all<{ event: string }>(sql)
    .map(({ event }) => event);
}
