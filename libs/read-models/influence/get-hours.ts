import { Type } from 'typebox';
import { query } from '../query.ts';
import { TextOrNothing } from '../texts.ts';
import { caseParams, counted, countedFor, countedFrom } from './asked-of.ts';
import { labelled } from './labelled.ts';
import type { SeasonHours } from './surroundings.ts';

interface GroupHours {
  readonly group: string;
  readonly proposals: number;
  readonly changes: number;
  readonly seasons: readonly SeasonHours[];
}

export const GetInfluenceHours = query(
  {
    name: 'GetInfluenceHours',
    path: '/api/influence/hours',
    summary: 'Hours of staff in each group against the hours promised, and beside what changed. Never of a person.',
    from: countedFrom,
    params: Type.Object({ ...caseParams }, { additionalProperties: false }),
    answer: counted(
      Type.Array(
        Type.Object({
          group: Type.String(),
          groupName: TextOrNothing,
          proposals: Type.Integer(),
          changes: Type.Integer({ description: 'Proposals of which management says that something changed.' }),
          worked: Type.Number({ description: 'Hours, of all seasons and outside them.' }),
          perChange: Type.Optional(
            Type.Number({ description: 'Missing: nothing changed, or no hours are written down.' }),
          ),
          seasons: Type.Array(
            Type.Object({
              season: Type.Optional(Type.String({ description: 'Missing: months that lie in no season.' })),
              from: Type.Optional(Type.String()),
              to: Type.Optional(Type.String()),
              promised: Type.Optional(Type.Number({ description: 'Hours; missing: the plan does not say.' })),
              worked: Type.Number(),
              hours: Type.Record(Type.String(), Type.Number()),
              records: Type.Integer({ description: 'Months for which hours were written down; 0: nobody did.' }),
            }),
          ),
        }),
      ),
    ),
  },
  async (reads, params, asked) => {
    const found = await countedFor<readonly GroupHours[]>(reads, params, asked, 'GetInfluenceHours', { kind: 'hours' });
    if ('making' in found) return found;
    const name = await labelled(
      reads,
      asked,
      found.answer.map(({ group }) => ['group', group]),
    );
    const answer = found.answer.map(({ seasons, ...one }) => {
      const worked = seasons.reduce((sum, season) => sum + season.worked, 0);
      return {
        ...one,
        groupName: name('group', one.group),
        worked,
        ...(worked > 0 && one.changes > 0 && { perChange: worked / one.changes }),
        seasons: seasons.map((season) => ({ ...season, hours: { ...season.hours } })),
      };
    });
    return { as: found.as, answer: answer as never };
  },
);
