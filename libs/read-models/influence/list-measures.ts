import { Type } from 'typebox';
import { measures, promiseKept, stockAnswer, times } from '#influence';
import { query } from '../query.ts';

const Step = Type.Array(Type.String(), {
  description: 'What a source must record completely for its cases to count.',
});

export const ListInfluenceMeasures = query(
  {
    name: 'ListInfluenceMeasures',
    path: '/api/influence/measures',
    summary: 'Every share and every time there is, with its definition.',
    from: [],
    params: Type.Object({}, { additionalProperties: false }),
    answer: Type.Object({
      shares: Type.Array(Type.Object({ id: Type.String(), among: Type.String(), yes: Type.String(), steps: Step })),
      times: Type.Array(Type.Object({ id: Type.String(), from: Type.String(), to: Type.String(), steps: Step })),
    }),
  },
  async () => ({
    shares: [...measures, stockAnswer, promiseKept].map(({ id, among, yes, steps }) => ({
      id,
      among,
      yes,
      steps: [...steps],
    })),
    times: times.map(({ id, from, to, steps }) => ({ id, from, to, steps: [...steps] })),
  }),
);
