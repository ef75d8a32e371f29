import { Type } from 'typebox';
import { type Dimension, dimensions, several } from '#influence';
import { query } from '../query.ts';
import { TextOrNothing } from '../texts.ts';
import { caseParams, counted, countedFor, countedFrom } from './asked-of.ts';
import { labelled } from './labelled.ts';

const everyDimension = [...dimensions, several] as const;
type Values = Readonly<Record<Dimension, readonly { readonly value: string; readonly cases: number }[]>>;

export const GetInfluenceValues = query(
  {
    name: 'GetInfluenceValues',
    path: '/api/influence/values',
    summary: 'What the cases can be sifted and told apart by: the values of each dimension that any of them has.',
    from: countedFrom,
    params: Type.Object({ ...caseParams }, { additionalProperties: false }),
    answer: counted(
      Type.Object({
        cases: Type.Integer(),
        dimensions: Type.Array(
          Type.Object({
            dimension: Type.Enum([...everyDimension]),
            values: Type.Array(Type.Object({ value: Type.String(), name: TextOrNothing, cases: Type.Integer() })),
          }),
        ),
      }),
    ),
  },
  async (reads, params, asked) => {
    const found = await countedFor<Values>(reads, params, asked, 'GetInfluenceValues', { kind: 'values' });
    if ('making' in found) return found;
    const { answer: values } = found;
    const all = everyDimension.flatMap((dimension) =>
      values[dimension].map(({ value }) => [dimension, value] as const),
    );
    const name = await labelled(reads, asked, all);
    const answer = {
      cases: values.kind.reduce((sum, { cases }) => sum + cases, 0),
      dimensions: everyDimension.map((dimension) => ({
        dimension,
        values: values[dimension].map((one) => ({ ...one, name: name(dimension, one.value) })),
      })),
    };
    return { as: found.as, answer };
  },
);
