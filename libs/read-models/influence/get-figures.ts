import { type Static, Type } from 'typebox';
import { dimensions, parts, several, shareIds } from '#influence';
import { query } from '../query.ts';
import { TextOrNothing } from '../texts.ts';
import { caseParams, counted, countedFor, countedFrom } from './asked-of.ts';
import { labelled } from './labelled.ts';

export const Interval = Type.Object({ low: Type.Number(), high: Type.Number() });
const everyDimension = [...dimensions, several] as const;

const Figure = Type.Object({
  by: Type.Optional(Type.String()),
  byName: TextOrNothing,
  across: Type.Optional(Type.String()),
  acrossName: TextOrNothing,
  counts: Type.Object(
    Object.fromEntries(parts.map((part) => [part, Type.Integer()])) as Record<
      (typeof parts)[number],
      ReturnType<typeof Type.Integer>
    >,
    {
      description: 'The share is yes of yes and no; the others are in no denominator.',
    },
  ),
  groups: Type.Integer({ description: 'How many groups have a case that counts.' }),
  share: Type.Optional(Type.Number({ description: 'From 0 to 1; missing: no case counts.' })),
  interval: Type.Optional(Interval),
  byGroup: Type.Optional({
    ...Interval,
    description:
      'By whole groups drawn anew, because the cases of one group are not independent; missing: too few groups.',
  } as typeof Interval),
  funnel: Type.Optional(
    Type.Object(
      { inner: Type.Optional(Interval), outer: Type.Optional(Interval) },
      { description: 'Within which 95 and 99.8 of 100 such shares lie if they differ from the whole by chance alone.' },
    ),
  ),
});

const Measured = Type.Object({
  measure: Type.String(),
  whole: Figure,
  cells: Type.Array(Figure, {
    description: 'By the values of one dimension, or of two crossed; none of either: left out.',
  }),
  spread: Type.Array(Type.Object({ from: Type.Number(), to: Type.Number(), count: Type.Integer() }), {
    description:
      'By one dimension: how many of its values have a share from each tenth on, to below the next; 1 is in the last.',
  }),
  limits: Type.Optional(
    Type.Array(Type.Object({ of: Type.Integer(), inner: Type.Optional(Interval), outer: Type.Optional(Interval) }), {
      description: 'The limits of `funnel` for so many cases, from few to as many as the largest cell has.',
    }),
  ),
});

interface Answer {
  readonly measure: string;
  readonly whole: Omit<Static<typeof Figure>, 'byName' | 'acrossName'>;
  readonly cells: readonly Answer['whole'][];
  readonly spread: { readonly from: number; readonly to: number; readonly count: number }[];
  readonly limits?: NonNullable<Static<typeof Measured>['limits']>;
}

export const GetInfluenceFigures = query(
  {
    name: 'GetInfluenceFigures',
    path: '/api/influence/figures',
    summary: 'Shares with their intervals, in the whole, by the values of a dimension, or by two crossed.',
    from: countedFrom,
    params: Type.Object(
      {
        measure: Type.Optional(Type.Enum([...shareIds], { description: 'Left out: all, and only the whole of each.' })),
        by: Type.Optional(Type.Enum([...everyDimension])),
        across: Type.Optional(Type.Enum([...everyDimension])),
        ...caseParams,
      },
      { additionalProperties: false },
    ),
    answer: counted(Type.Array(Measured)),
  },
  async (reads, { measure, by, across, ...params }, asked) => {
    const wanted = measure === undefined ? [...shareIds] : [measure];
    const asking = {
      kind: 'figures',
      measures: wanted,
      ...(measure !== undefined && by !== undefined && { by }),
      ...(measure !== undefined && across !== undefined && { across }),
    } as const;
    const found = await countedFor<readonly Answer[]>(reads, params, asked, 'GetInfluenceFigures', asking);
    if ('making' in found) return found;
    const cells = found.answer.flatMap((one) => one.cells);
    const name = await labelled(reads, asked, [
      ...cells.map((cell) => [by, cell.by] as const),
      ...cells.map((cell) => [across, cell.across] as const),
    ]);
    const named = (figure: Answer['whole']) => ({
      ...figure,
      byName: name(by, figure.by),
      acrossName: name(across, figure.across),
    });
    const answer = found.answer.map((one) => ({ ...one, whole: named(one.whole), cells: one.cells.map(named) }));
    return { as: found.as, answer };
  },
);
