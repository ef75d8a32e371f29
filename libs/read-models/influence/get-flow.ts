import { Type } from 'typebox';
import type { Flow } from '#influence';
import { query } from '../query.ts';
import { caseParams, counted, countedFor, countedFrom } from './asked-of.ts';

export const GetInfluenceFlow = query(
  {
    name: 'GetInfluenceFlow',
    path: '/api/influence/flow',
    summary:
      'From where proposals came to what was answered, to whether anything changed, to whether the loop is closed.',
    from: countedFrom,
    params: Type.Object({ ...caseParams }, { additionalProperties: false }),
    answer: counted(
      Type.Object({
        nodes: Type.Array(
          Type.Object({
            node: Type.String({ description: 'A stage and what happened there: `answer.accepted`.' }),
            count: Type.Integer(),
          }),
        ),
        links: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), count: Type.Integer() })),
      }),
    ),
  },
  async (reads, params, asked) => {
    const found = await countedFor<Flow>(reads, params, asked, 'GetInfluenceFlow', { kind: 'flow' });
    if ('making' in found) return found;
    const { nodes, links } = found.answer;
    return { as: found.as, answer: { nodes: [...nodes], links: [...links] } };
  },
);
