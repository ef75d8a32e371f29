import { type Static, Type } from 'typebox';
import { maySee, type Target } from '#permissions';
import { type Side, sides } from '../agreed.ts';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { groupsWithin } from '../groups/group-targets.ts';
import { groupNames, proposalTitles, unitAndBelow } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { type Asked, query } from '../query.ts';
import { Where } from '../ranges.ts';
import { type SeenEvent, seen, withoutErrors } from '../read-model.ts';
import { type Scope, scopeOf } from '../scope.ts';
import { TextOrNothing, textsOf } from '../texts.ts';
import { untoldIn } from './untold-in.ts';
import { seenBy, type Whose, whoseIs } from './whose.ts';

interface OfferedRow {
  readonly event: string;
  readonly field: string;
  readonly stream: string;
  /** How many sides agree, and which, where it is one. */
  readonly agreeing: 1 | 2;
  readonly side: Side;
  /** When one agreed last, and first. */
  readonly at: string;
  readonly first: string;
  readonly key: string;
}

const Item = Type.Object({
  event: Type.String(),
  field: Type.String(),
  type: Type.String({ description: 'What the event is: FollowUpRecorded, VoiceRecorded, …' }),
  stream: Type.String({ description: 'Such as proposal-bench.' }),
  groups: Type.Array(Type.Object({ id: Type.String(), name: TextOrNothing })),
  title: TextOrNothing,
  text: {
    ...TextOrNothing,
    description: 'What is to be public. Of a file its name and description, not what is in it.',
  },
  agreed: Type.Array(Type.Enum([...sides]), { description: 'Who agrees to its being public.' }),
  waitsFor: Type.Optional(Type.Enum([...sides], { description: 'Whose agreement is missing.' })),
  since: Type.String({ description: 'When one side agreed last.' }),
});
type Item = Static<typeof Item>;

export const ListPublishing = query(
  {
    name: 'ListPublishing',
    path: '/api/publishing',
    summary:
      'Words that one side, group or management, agrees to make public while the other has not yet, or that both have made public; what was agreed to last first.',
    from: ['loops', 'organisation', 'groups', 'words'],
    params: Type.Object(
      {
        state: Type.Optional(Type.Enum(['waiting', 'public'], { default: 'waiting' })),
        waitsFor: Type.Optional(Type.Enum([...sides], { description: 'Of what waits: whose agreement is missing.' })),
        group: Type.Optional(Type.String()),
        unit: Type.Optional(Type.String({ description: 'The groups of a unit and of all below it.' })),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(Item), next: Type.Optional(Type.String()) }),
  },
  async (reads, params, asked) => {
    const { limit = defaultLimit, cursor } = params;
    let after = cursor === undefined ? undefined : (keysOf(cursor, 'publishing', ['string'])[0] as string);
    const found: Offered[] = [];
    // Some of what was found may not be for whoever asks, so that a page may need a further look.
    for (let more = true; more && found.length <= limit; ) {
      const rows = offered(reads, params, asked, after, limit + 1);
      found.push(...(await visible(reads, rows, asked)));
      more = rows.length > limit;
      after = rows.at(-1)?.key;
    }
    const { rows, next } = pageOf(found, limit, 'publishing', ({ row }) => [row.key]);
    return { items: await itemsOf(reads, rows, asked), ...(next && { next }) };
  },
);

interface Narrowed {
  readonly state?: 'waiting' | 'public';
  readonly waitsFor?: Side;
  readonly group?: string;
  readonly unit?: string;
}

/** What was agreed to in the streams that are asked for and lie within reach. */
function offered(
  reads: Reads,
  { state = 'waiting', waitsFor, group, unit }: Narrowed,
  { reader }: Asked,
  after: string | undefined,
  limit: number,
): OfferedRow[] {
  const where = new Where();
  const among = (groups: readonly string[], elsewhere: readonly string[] = []) =>
    where.and(
      `stream IN (SELECT stream FROM agreed_of WHERE grp IN (SELECT value FROM json_each(?))
        UNION SELECT value FROM json_each(?))`,
      JSON.stringify(groups),
      JSON.stringify(elsewhere),
    );
  const scope = scopeOf(reader, 'ListPublishing');
  if (scope) {
    const groups = groupsWithin(reads, scope);
    among(groups, proposalsElsewhere(reads, scope, groups));
  }
  if (group !== undefined) among([group]);
  if (unit !== undefined) among(groupsWithin(reads, { units: unitAndBelow(reads, unit), groups: [] }));
  const sql = `SELECT * FROM (
      SELECT event, field, stream, count(*) AS agreeing, min(side) AS side, max(at) AS at, min(at) AS first, max(at) || ' ' || event || ' ' || field AS key
      FROM published ${where.sql} GROUP BY event, field
    ) WHERE agreeing = ? AND (? IS NULL OR (agreeing = 1 AND side <> ?)) AND (? IS NULL OR key < ?)
    ORDER BY key DESC LIMIT ${limit}`;
  const [waiting, before] = [waitsFor ?? null, after ?? null];
  return reads
    .rows('words')
    .all<OfferedRow>(sql, ...where.values, state === 'public' ? 2 : 1, waiting, waiting, before, before);
}

/** Proposals of other groups than these that are or were with one of the units. */
function proposalsElsewhere(reads: Reads, { units }: Scope, groups: readonly string[]): string[] {
  const sql = `SELECT 'proposal-' || id AS stream FROM proposals
    WHERE unit IN (SELECT value FROM json_each(?1)) AND grp NOT IN (SELECT value FROM json_each(?2))
    UNION SELECT 'proposal-' || proposals.id FROM proposals_earlier CROSS JOIN proposals USING (submitted_key, changed_key)
    WHERE was_with IN (SELECT value FROM json_each(?1)) AND grp NOT IN (SELECT value FROM json_each(?2))`;
  return reads
    .rows('loops')
    .all<{ stream: string }>(sql, JSON.stringify(units), JSON.stringify(groups))
    .map(({ stream }) => stream);
}

interface Offered {
  readonly row: OfferedRow;
  readonly event: SeenEvent;
  readonly of: Target;
  /** Whoever asks may read nothing of it but what was agreed to. */
  readonly asAgreed: boolean;
}

/** Of these, what whoever asks may know: nothing that the group is told first, and nothing recorded in error. */
async function visible(reads: Reads, rows: readonly OfferedRow[], asked: Asked): Promise<Offered[]> {
  const streams = [...new Set(rows.map(({ stream }) => stream))];
  const known = new Map(await Promise.all(streams.map(async (one) => [one, await openIn(reads, one, asked)] as const)));
  return rows.flatMap((row) => {
    const { open, whose } = known.get(row.stream)!;
    const event = open.get(row.event);
    if (!event || !whose) return [];
    // What is said in a group stays there, until the group agrees that everybody may read it.
    const isSaidOpenly = event.type === 'VoiceRecorded' && row.side === 'group';
    const asAgreed = seenBy(asked.reader, whose, [event]).length === 0;
    return isSaidOpenly || !asAgreed ? [{ row, event, of: whose.ofEvent?.(event) ?? whose.of, asAgreed }] : [];
  });
}

async function openIn(reads: Reads, stream: string, asked: Asked) {
  const events = (await reads.store.read(stream)).map(seen);
  const whose: Whose | undefined = events.length === 0 ? undefined : whoseIs(reads, events);
  if (!whose || !maySee(asked.reader, 'ListPublishing', whose.of)) return { open: new Map<string, SeenEvent>() };
  const { untoldAnswers, following } = untoldIn(reads, events, whose.of, asked);
  const open = withoutErrors(events).filter(({ id }) => !untoldAnswers.has(id) && !following.has(id));
  return { whose, open: new Map(open.map((event) => [event.id, event])) };
}

async function itemsOf(reads: Reads, offers: readonly Offered[], asked: Asked): Promise<Item[]> {
  const groups = groupNames(
    reads,
    offers.flatMap(({ of }) => of.groups ?? []),
  );
  const proposalOf = ({ event }: Offered) => (event.category === 'proposal' ? event.of : undefined);
  const titles = proposalTitles(reads, offers.map(proposalOf));
  const text = await textsOf(reads, asked, {
    open: groups.values(),
    words: offers.map((offer) => ({ events: [offer.row.event, titles.get(proposalOf(offer) ?? '')], of: offer.of })),
    published: new Map(
      offers.flatMap(({ row, asAgreed }) => (asAgreed ? [[`${row.event} ${row.field}`, row.first]] : [])),
    ),
  });
  return offers.map((offer): Item => {
    const { row, event, of } = offer;
    return {
      event: row.event,
      field: row.field,
      type: event.type,
      stream: row.stream,
      groups: (of.groups ?? []).map((id) => ({ id, name: text(groups.get(id), 'name') })),
      title: text(titles.get(proposalOf(offer) ?? ''), 'title'),
      text: row.field === 'content' ? null : text(row.event, row.field),
      ...agreementOf(row),
      since: row.at,
    };
  });
}

function agreementOf({ agreeing, side }: OfferedRow): Pick<Item, 'agreed' | 'waitsFor'> {
  if (agreeing === 2) return { agreed: [...sides] };
  return { agreed: [side], waitsFor: sides.find((one) => one !== side)! };
}
