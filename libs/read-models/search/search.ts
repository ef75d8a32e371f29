import { type Static, Type } from 'typebox';
import { type Rank, wordsIn } from '#search';
import { keysOf, page, pageOf } from '../cursor.ts';
import { unitAndBelow } from '../names.ts';
import { type Reads, searched } from '../open-reads.ts';
import { present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { scopeOf } from '../scope.ts';
import { anyGroup, groupMark } from './feed.ts';
import { type FoundThing, findWords } from './find-words.ts';
import { Shown, shownThings } from './found-rows.ts';
import type { Readable } from './readable.ts';

const kinds = ['proposal', 'commission', 'meeting', 'group', 'voice'] as const;
const defaultLimit = 20;
/** Further words of a question are left aside. */
const mostWords = 8;
const longestQuestion = 200;

const partialBecause = ['building', 'behind', 'full', 'unavailable'] as const;
export const Partial = Type.Optional(
  Type.Enum([...partialBecause], {
    description:
      'Why there may be more than was found: building, since the server has just started; behind: what was written last is not in it yet; full: the oldest words had to be left out for want of memory; unavailable: search has stopped, or is not offered.',
  }),
);

const FoundIn = Type.Object({
  event: Type.String({ description: 'The event whose words these are.' }),
  type: Type.String({ description: 'What happened then: ProposalSubmitted, ProposalDecided, …' }),
  field: Type.String(),
  text: Type.String({ description: 'A part of what is written there.' }),
  lang: Type.String(),
  by: Type.Enum(['original', 'translator', 'machine', 'group', 'cleaned']),
  places: Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }), {
    description: 'Where in this part something was found: from which UTF-16 code unit, to before which.',
  }),
  cutBefore: Type.Boolean(),
  cutAfter: Type.Boolean(),
});

const Item = Type.Object({
  kind: Type.Enum([...kinds]),
  id: Type.String({ description: 'Of the proposal, commission, meeting or group; of a voice that of its group.' }),
  ...Shown,
  found: FoundIn,
});

export const Search = query(
  {
    name: 'Search',
    path: '/api/search',
    summary:
      'What somebody may read, found by words in whatever form they stand there, slips in typing forgiven; what is likest first, then what is newest.',
    from: ['loops', 'groups', 'meetings', 'organisation', 'words', searched],
    params: Type.Object(
      {
        q: Type.String({
          minLength: 1,
          maxLength: longestQuestion,
          description: `Words. Up to ${mostWords} are looked for; of three or fewer all must be there, of more most of them.`,
        }),
        kind: Type.Optional(Type.Enum([...kinds])),
        group: Type.Optional(Type.String()),
        unit: Type.Optional(Type.String({ description: 'A unit and all below it.' })),
        cursor: page.cursor,
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: defaultLimit })),
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(Item), next: Type.Optional(Type.String()), partial: Partial }),
  },
  async (reads, { q, kind, group, unit, cursor, limit = defaultLimit }, asked) => {
    const [score, order] = cursor === undefined ? [] : (keysOf(cursor, 'search', ['number', 'number']) as number[]);
    const after: Rank | undefined = score === undefined ? undefined : { score, order: order! };
    const words = [...new Set(wordsIn(q).map(({ word }) => word))].slice(0, mostWords);
    const wish = {
      words,
      atLeast: Math.ceil(words.length * 0.7),
      marks: [...marksOf(asked), ...(kind ? [[kind]] : []), ...(group ? [[groupMark(group), anyGroup]] : [])],
      ...(after && { after }),
      most: limit + 1,
      operation: 'Search' as const,
      isWanted: within(unit === undefined ? undefined : unitAndBelow(reads, unit), group),
    };
    const found = words.length === 0 ? [] : await findWords(reads, wish, asked);
    const { rows, next } = pageOf(found, limit, 'search', (one) => [one.score, one.order]);
    const streams = rows.map(({ stream }) => stream);
    const shown = await shownThings(reads, streams, asked);
    const items = rows.flatMap((one) => {
      const thing = shown.get(one.stream);
      return thing ? [itemOf(one, thing, asked)] : [];
    });
    return { items, ...(next && { next }), ...present({ partial: whyPartial(reads, asked) }) };
  },
);

/** Who reaches groups only finds only what is theirs: nothing else need be looked at. */
function marksOf({ reader }: Asked): string[][] {
  const scope = scopeOf(reader, 'Search');
  if (!scope || scope.units.length > 0) return [];
  return [[...scope.groups.map(groupMark), anyGroup]];
}

const within =
  (units: readonly string[] | undefined, group: string | undefined) =>
  ({ of }: Readable): boolean =>
    (units === undefined || (of.units ?? []).some((one) => units.includes(one))) &&
    (group === undefined || (of.groups ?? []).includes(group));

/** Why more may be there than is found; undefined: nothing. */
export function whyPartial({ search }: Reads, { after }: Asked): (typeof partialBecause)[number] | undefined {
  const { state, leftOut } = search.status();
  if (state === 'building') return 'building';
  if (state !== 'live') return 'unavailable';
  if (after !== undefined && !search.hasSeen(after)) return 'behind';
  return leftOut > 0 ? 'full' : undefined;
}

function itemOf(one: FoundThing, thing: Shown, { onWords }: Asked): Static<typeof Item> {
  const { event, stream, of } = one;
  onWords?.([event.id]);
  const kind = of === stream ? (event.category as (typeof kinds)[number]) : 'voice';
  const { occurredOn: on } = event.metadata;
  return {
    kind,
    id: event.of,
    ...thing,
    ...(kind === 'voice' && { title: null, ...present({ on }) }),
    found: foundIn(one),
  };
}

function foundIn({ event, field, lang, by, snippet }: FoundThing): Static<typeof FoundIn> {
  return {
    event: event.id,
    type: event.type,
    field,
    lang,
    by,
    ...snippet,
    places: snippet.places.map((place) => [...place]),
  };
}
