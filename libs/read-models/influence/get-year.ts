import { Type } from 'typebox';
import { dated, type Year } from '#influence';
import { query } from '../query.ts';
import { caseParams, counted, countedFor, countedFrom } from './asked-of.ts';

export const GetInfluenceYear = query(
  {
    name: 'GetInfluenceYear',
    path: '/api/influence/within',
    summary: 'What came to proposals within a year, whenever they were submitted, and what is still owed to them.',
    from: countedFrom,
    params: Type.Object(
      { during: Type.Integer({ minimum: 1900, maximum: 2200, description: 'The year.' }), ...caseParams },
      { additionalProperties: false },
    ),
    answer: counted(
      Type.Object({
        happened: Type.Array(
          Type.Object({
            step: Type.Enum([...dated]),
            certainly: Type.Integer({ description: 'Proposals to which it came within the year.' }),
            perhaps: Type.Integer({
              description: 'Proposals of which two days are known between which it came, and they reach beyond it.',
            }),
          }),
        ),
        owed: Type.Array(
          Type.Object({
            what: Type.String(),
            side: Type.Enum(['management', 'group']),
            proposals: Type.Integer({ description: 'That wait for it at the end of the day that is asked about.' }),
            passed: Type.Integer({ description: 'Of these, the day on which it was due has passed.' }),
            none: Type.Integer({ description: 'Of these, nobody has promised a day.' }),
          }),
          { description: 'Only where it would be known if it had come.' },
        ),
      }),
    ),
  },
  async (reads, { during, ...params }, asked) => {
    const asking = { kind: 'year', during } as const;
    const found = await countedFor<Year>(reads, params, asked, 'GetInfluenceYear', asking);
    if ('making' in found) return found;
    const { happened, owed } = found.answer;
    return { as: found.as, answer: { happened: [...happened], owed: [...owed] } };
  },
);
