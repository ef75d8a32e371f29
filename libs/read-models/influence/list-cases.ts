import { type Static, Type } from 'typebox';
import { dated, ends, otherEnds, parts, shareIds, times, unsilent } from '#influence';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { query } from '../query.ts';
import { TextOrNothing } from '../texts.ts';
import { caseParams, counted, countedFor, countedFrom } from './asked-of.ts';
import { labelled } from './labelled.ts';

const Case = Type.Object({
  proposal: Type.String(),
  group: Type.String(),
  groupName: TextOrNothing,
  unit: Type.String(),
  unitName: TextOrNothing,
  kind: Type.String(),
  decision: Type.Optional(Type.String()),
  reply: Type.Optional(Type.String()),
  changed: Type.Optional(Type.String()),
  closed: Type.String(),
  source: Type.Optional(Type.String()),
  days: Type.Object(
    Object.fromEntries(dated.map((step) => [step, Type.Optional(Type.String())])) as Record<
      (typeof dated)[number],
      ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>>
    >,
    {
      description:
        'When each came: a day, or two with a slash between which it came; missing: it has not, or nobody wrote down when.',
    },
  ),
  wait: Type.Optional(
    Type.Object(
      {
        what: Type.String(),
        unit: Type.String({ description: 'That owed it.' }),
        due: Type.Optional(Type.String()),
        ended: Type.Optional(Type.String()),
        kept: Type.String(),
      },
      { description: 'Of promiseKept, where one proposal may stand several times, once for each thing it waited for.' },
    ),
  ),
  time: Type.Optional(
    Type.Object(
      { end: Type.String(), lower: Type.Integer(), upper: Type.Integer() },
      { description: 'Of the time asked for, in days.' },
    ),
  ),
});
type Item = Omit<Static<typeof Case>, 'groupName' | 'unitName'>;

export const ListInfluenceCases = query(
  {
    name: 'ListInfluenceCases',
    path: '/api/influence/cases',
    summary: 'The cases behind a number: as many as it says. Each leads to the events of its proposal.',
    from: countedFrom,
    params: Type.Object(
      {
        measure: Type.Optional(Type.Enum([...shareIds])),
        part: Type.Optional(
          Type.Enum([...parts, 'counted', 'came'], {
            description:
              'Where it stands in the measure. `counted`: yes or no; `came`: yes, or recorded where its source does not record all.',
          }),
        ),
        time: Type.Optional(Type.Enum(times.map(({ id }) => id))),
        end: Type.Optional(Type.Enum([...ends])),
        other: Type.Optional(Type.Enum([...otherEnds])),
        nodes: Type.Optional(
          Type.String({
            maxLength: 300,
            description: 'Nodes of the flow, with commas between them: proposals that go through all of them.',
          }),
        ),
        silentIn: Type.Optional(
          Type.String({
            pattern: '^(\\d{4}-\\d{2}|now|ever)$',
            description: 'Silent on a day of this month, on the day it is asked for (`now`), or on any day (`ever`).',
          }),
        ),
        side: Type.Optional(Type.Enum(['management', 'group'])),
        owner: Type.Optional(
          Type.String({ maxLength: 64, description: 'Of silence: the unit or the group that owed it.' }),
        ),
        step: Type.Optional(
          Type.Enum([...dated], { description: 'To which this came within the year `during`; the two go together.' }),
        ),
        during: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2200 })),
        within: Type.Optional(
          Type.Enum(['certainly', 'perhaps'], {
            description:
              'perhaps: two days are known between which it came, and they reach beyond the year. Left out: certainly.',
          }),
        ),
        owed: Type.Optional(
          Type.String({ maxLength: 40, description: 'That still wait for this, from `side`: decision, telling …' }),
        ),
        due: Type.Optional(
          Type.Enum(['passed', 'none'], { description: 'Of what is owed: past its day, or without any day.' }),
        ),
        alone: Type.Optional(
          Type.String({
            pattern: '^(unit|unitNow|unit,unitNow)$',
            description:
              'Of which of these the unit itself is meant without those below it, as a cell of a figure counts it.',
          }),
        ),
        waits: Type.Optional(
          Type.Enum([...unsilent], {
            description:
              'Waits for something without any day on which it is due, or for what its source does not record.',
          }),
        ),
        ...caseParams,
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: counted(
      Type.Object({
        count: Type.Integer({ description: 'Of all pages.' }),
        items: Type.Array(Case),
        next: Type.Optional(Type.String()),
      }),
    ),
  },
  async (reads, params, asked) => {
    const {
      measure,
      part,
      time,
      end,
      other,
      nodes,
      silentIn,
      side,
      owner,
      waits,
      step,
      during,
      within,
      owed,
      due,
      alone,
      limit = defaultLimit,
      cursor,
      ...rest
    } = params;
    const [from = 0, at, on] =
      cursor === undefined ? [] : (keysOf(cursor, 'cases', ['number', 'string', 'string']) as [number, string, string]);
    const wanted = {
      ...(measure && { measure }),
      ...(part && { part }),
      ...(time && { time }),
      ...(end && { end }),
      ...(other && { other }),
      ...(nodes && { nodes: nodes.split(',') }),
      ...(silentIn && { silentIn }),
      ...(side && { side }),
      ...(owner && { owner }),
      ...(waits && { waits }),
      ...(step && { step }),
      ...(during !== undefined && { during }),
      ...(within && { within }),
      ...(owed && { owed }),
      ...(due && { due }),
    };
    // The further pages are of the same place in the log and of the same day as the first.
    const { knownOn, ...others } = rest;
    const cases = alone === undefined ? {} : { alone: alone.split(',') };
    const of = at === undefined || on === undefined ? { ...rest, ...cases } : { ...others, ...cases, at, on };
    const asking = { kind: 'cases', wanted, from, most: limit } as const;
    const found = await countedFor<{ count: number; items: readonly Item[] }>(
      reads,
      of,
      asked,
      'ListInfluenceCases',
      asking,
    );
    if ('making' in found) return found;
    const { count, items } = found.answer;
    const name = await labelled(
      reads,
      asked,
      items.flatMap(({ group, unit }) => [['group', group] as const, ['unit', unit] as const]),
    );
    const shown = items.map((item) => ({
      ...item,
      groupName: name('group', item.group),
      unitName: name('unit', item.unit),
    }));
    const isLast = from + items.length >= count;
    const { next } = pageOf(isLast ? [] : [0, 1], 1, 'cases', () => [from + items.length, found.as.at, found.as.on]);
    const as = knownOn === undefined ? found.as : { ...found.as, knownOn };
    return { as, answer: { count, items: shown, ...(next && { next }) } };
  },
);
