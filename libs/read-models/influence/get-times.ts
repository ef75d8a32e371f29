import { Type } from 'typebox';
import { type Curve, dimensions, ends, type LogRank, otherEnds, times } from '#influence';
import { query } from '../query.ts';
import { TextOrNothing } from '../texts.ts';
import { caseParams, counted, countedFor, countedFrom } from './asked-of.ts';
import { labelled } from './labelled.ts';

const Numbers = <const Names extends readonly string[]>(names: Names, description: string) =>
  Type.Object(
    Object.fromEntries(names.map((name) => [name, Type.Integer()])) as Record<
      Names[number],
      ReturnType<typeof Type.Integer>
    >,
    { description },
  );

const limits = { low: Type.Optional(Type.Number()), high: Type.Optional(Type.Number()) };

const CurveAnswer = Type.Object({
  by: Type.Optional(Type.String()),
  byName: TextOrNothing,
  counts: Numbers(ends, 'How many cases ended how; those after `competing` are in no estimate.'),
  others: Numbers(otherEnds, 'Of `competing`: which other end came first.'),
  survival: Type.Array(
    Type.Object({
      time: Type.Integer({ description: 'Days.' }),
      atRisk: Type.Integer(),
      events: Type.Integer(),
      censored: Type.Integer(),
      survival: Type.Number({ description: 'The share for which it has not come by this day.' }),
      standardError: Type.Optional(Type.Number()),
      ...limits,
    }),
    {
      description: 'Kaplan–Meier with Greenwood’s error and log-log limits, of the cases whose days are known exactly.',
    },
  ),
  median: Type.Object({ value: Type.Optional(Type.Number()), ...limits }),
  medianByGroup: Type.Optional(
    Type.Object(limits, { description: 'By whole groups drawn anew; missing: too few groups, or very many cases.' }),
  ),
  restrictedMean: Type.Optional(
    Type.Object(
      { mean: Type.Number(), standardError: Type.Number(), ...limits },
      { description: 'Days within the first year; missing: not the whole year is known.' },
    ),
  ),
  incidence: Type.Array(
    Type.Object({
      end: Type.Enum(['event', ...otherEnds]),
      steps: Type.Array(
        Type.Object({
          time: Type.Integer(),
          atRisk: Type.Integer(),
          events: Type.Integer(),
          others: Type.Integer(),
          censored: Type.Integer(),
          incidence: Type.Number(),
          standardError: Type.Number(),
          ...limits,
        }),
      ),
    }),
    { description: 'Aalen–Johansen: the share that has come to each end, each beside the others.' },
  ),
  turnbull: Type.Optional(
    Type.Object(
      {
        cases: Type.Integer(),
        steps: Type.Array(
          Type.Object({ from: Type.Number(), to: Type.Optional(Type.Number()), probability: Type.Number() }),
        ),
        median: Type.Optional(Type.Object({ from: Type.Number(), to: Type.Number() })),
        converged: Type.Boolean(),
      },
      {
        description:
          'Turnbull, over all cases, also those that came some time between two dates. Only where there are such.',
      },
    ),
  ),
});

export const GetInfluenceTimes = query(
  {
    name: 'GetInfluenceTimes',
    path: '/api/influence/times',
    summary:
      'How long something takes: curves with the numbers at risk, medians, competing ends. What has not come yet counts.',
    from: countedFrom,
    params: Type.Object(
      {
        time: Type.Enum(times.map(({ id }) => id)),
        by: Type.Optional(Type.Enum([...dimensions])),
        ...caseParams,
      },
      { additionalProperties: false },
    ),
    answer: counted(
      Type.Object({
        curves: Type.Array(CurveAnswer),
        logRank: Type.Optional(
          Type.Object({
            chiSquare: Type.Number(),
            degreesOfFreedom: Type.Integer(),
            p: Type.Number(),
            observed: Type.Array(Type.Number()),
            expected: Type.Array(Type.Number()),
          }),
        ),
      }),
    ),
  },
  async (reads, { time, by, ...params }, asked) => {
    const asking = { kind: 'times', time, ...(by && { by }) } as const;
    const found = await countedFor<{ curves: Curve[]; logRank?: LogRank }>(
      reads,
      params,
      asked,
      'GetInfluenceTimes',
      asking,
    );
    if ('making' in found) return found;
    const { curves, logRank } = found.answer;
    const name = await labelled(
      reads,
      asked,
      curves.map((curve) => [by, curve.by]),
    );
    const answer = {
      curves: curves.map((curve) => ({ ...curve, byName: name(by, curve.by) })),
      ...(logRank && { logRank }),
    };
    return { as: found.as, answer: answer as never };
  },
);
