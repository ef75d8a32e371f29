import { Type } from 'typebox';
import { dimensions, shareIds } from '#influence';
import { query } from '../query.ts';
import { TextOrNothing } from '../texts.ts';
import { caseParams, counted, countedFor, countedFrom } from './asked-of.ts';
import { labelled } from './labelled.ts';

interface Answer {
  readonly measure: string;
  readonly rows: readonly {
    readonly by: string;
    readonly cases: number;
    readonly yes: number;
    readonly partOfCases?: number;
    readonly partOfYes?: number;
  }[];
  readonly dissimilarity?: number;
  readonly gini?: number;
}

export const GetInfluenceEvenness = query(
  {
    name: 'GetInfluenceEvenness',
    path: '/api/influence/evenness',
    summary:
      'How evenly groups or voices are heard: the part of each in the proposals beside its part in what came of them.',
    from: countedFrom,
    params: Type.Object(
      {
        by: Type.Optional(Type.Enum([...dimensions], { description: 'Left out: group.' })),
        measure: Type.Optional(Type.Enum([...shareIds], { description: 'Left out: ledToChange.' })),
        ...caseParams,
      },
      { additionalProperties: false },
    ),
    answer: counted(
      Type.Object({
        measure: Type.String(),
        rows: Type.Array(
          Type.Object({
            by: Type.String(),
            byName: TextOrNothing,
            cases: Type.Integer(),
            yes: Type.Integer(),
            partOfCases: Type.Optional(Type.Number()),
            partOfYes: Type.Optional(Type.Number()),
          }),
        ),
        dissimilarity: Type.Optional(
          Type.Number({
            description:
              'From 0 to 1: which part of what came would have had to go elsewhere, for each to have its part (Duncan).',
          }),
        ),
        gini: Type.Optional(Type.Number({ description: 'From 0, all have as much, towards 1, one has all.' })),
      }),
    ),
  },
  async (reads, { by = 'group', measure = 'ledToChange', ...params }, asked) => {
    const asking = { kind: 'evenness', by, measure } as const;
    const found = await countedFor<Answer>(reads, params, asked, 'GetInfluenceEvenness', asking);
    if ('making' in found) return found;
    const name = await labelled(
      reads,
      asked,
      found.answer.rows.map((row) => [by, row.by]),
    );
    const rows = found.answer.rows.map((row) => ({ ...row, byName: name(by, row.by) }));
    return { as: found.as, answer: { ...found.answer, rows } };
  },
);
