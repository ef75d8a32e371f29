import { Type } from 'typebox';
import { query } from '../query.ts';
import { TextOrNothing } from '../texts.ts';
import { caseParams, counted, countedFor, countedFrom } from './asked-of.ts';
import { labelled } from './labelled.ts';

interface Answer {
  readonly owners: readonly {
    readonly side: 'management' | 'group';
    readonly owner: string;
    readonly silentNow: number;
    readonly everSilent: number;
    readonly days: number;
  }[];
  readonly months: { readonly month: string; readonly proposals: number }[];
  readonly beside: { readonly withoutDue: number; readonly notKnown: number };
}

export const GetInfluenceSilence = query(
  {
    name: 'GetInfluenceSilence',
    path: '/api/influence/silence',
    summary:
      'Who let the day pass on which something was due: by who owed it at the time, whoever has succeeded them since, and by month.',
    from: countedFrom,
    params: Type.Object(
      { side: Type.Optional(Type.Enum(['management', 'group'])), ...caseParams },
      { additionalProperties: false },
    ),
    answer: counted(
      Type.Object({
        owners: Type.Array(
          Type.Object({
            side: Type.Enum(['management', 'group']),
            owner: Type.String({ description: 'A unit, or the group where the group’s side owed it.' }),
            ownerName: TextOrNothing,
            silentNow: Type.Integer({ description: 'Proposals.' }),
            everSilent: Type.Integer({ description: 'Proposals.' }),
            days: Type.Integer({ description: 'Days of silence of all waits together.' }),
          }),
        ),
        months: Type.Array(
          Type.Object({
            month: Type.String(),
            proposals: Type.Integer({ description: 'That were silent on a day of the month at least.' }),
          }),
        ),
        beside: Type.Object(
          { withoutDue: Type.Integer(), notKnown: Type.Integer() },
          {
            description:
              'Proposals that wait for something without any day, and whose source does not record what they wait for.',
          },
        ),
      }),
    ),
  },
  async (reads, { side, ...params }, asked) => {
    const asking = { kind: 'silence', ...(side && { side }) } as const;
    const found = await countedFor<Answer>(reads, params, asked, 'GetInfluenceSilence', asking);
    if ('making' in found) return found;
    const dimensionOf = ({ side: owing }: Answer['owners'][number]) => (owing === 'management' ? 'unit' : 'group');
    const name = await labelled(
      reads,
      asked,
      found.answer.owners.map((one) => [dimensionOf(one), one.owner]),
    );
    const owners = found.answer.owners.map((one) => ({ ...one, ownerName: name(dimensionOf(one), one.owner) }));
    return { as: found.as, answer: { ...found.answer, owners } };
  },
);
