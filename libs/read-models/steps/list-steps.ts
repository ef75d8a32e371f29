import { Type } from 'typebox';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import { given, present } from '../present.ts';
import { query } from '../query.ts';
import { Where } from '../ranges.ts';
import { isToldFirst } from '../reader.ts';
import { stepTypes } from '../step-types.ts';

interface StepRow {
  readonly n: number;
  readonly event: string;
  readonly stream: string;
  readonly type: string;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly recorded_day: string;
  readonly recorded_at: string;
  readonly position: string;
  readonly source: string | null;
  readonly error_at: string | null;
}

const Day = { format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

export const ListSteps = query(
  {
    name: 'ListSteps',
    path: '/api/steps',
    summary:
      'Every step of the loops with both its times, so that one can ask what was so on a day and what was known on a day.',
    from: ['steps'],
    params: Type.Object(
      {
        proposal: Type.Optional(Type.String()),
        commission: Type.Optional(Type.String()),
        type: Type.Optional(Type.Enum([...stepTypes])),
        source: Type.Optional(Type.String()),
        asOn: Type.Optional(
          Type.String({ ...Day, description: 'Only what had certainly happened by the end of this day.' }),
        ),
        asKnownOn: Type.Optional(
          Type.String({
            ...Day,
            description:
              'As it was known at the end of this day: with what was found to be an error later. Without it, what was recorded in error is left out.',
          }),
        ),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          event: Type.String(),
          proposal: Type.Optional(Type.String()),
          commission: Type.Optional(Type.String()),
          type: Type.String(),
          first: Type.Optional(
            Type.String({ description: 'First and last day on which it may have happened; missing: not recorded.' }),
          ),
          last: Type.Optional(Type.String()),
          recordedOn: Type.String(),
          recordedAt: Type.String(),
          position: Type.String(),
          source: Type.Optional(Type.String()),
          errorRecordedAt: Type.Optional(
            Type.String({ description: 'When it was found to have been recorded in error.' }),
          ),
        }),
      ),
      next: Type.Optional(Type.String()),
    }),
  },
  async (reads, params, asked) => {
    // The kind and the day of a step tell what an answer was before it has been told.
    if (isToldFirst(asked))
      throw new QueryRefused(
        'query.not-for-you',
        'Steps are for management, administration and analysts. The timeline of a proposal says what has been told.',
      );
    const { limit = defaultLimit, cursor, proposal, commission, asOn, asKnownOn } = params;
    const stream =
      proposal !== undefined
        ? `proposal-${proposal}`
        : commission === undefined
          ? undefined
          : `commission-${commission}`;
    const where = new Where().along([
      ['stream', stream],
      ['type', params.type],
      ['source', params.source],
    ]);
    if (asOn !== undefined) where.and('last_day <= ?', asOn);
    if (asKnownOn === undefined) where.and('errors.event IS NULL');
    else
      where.and(
        'steps.recorded_day <= ? AND (errors.recorded_day IS NULL OR errors.recorded_day > ?)',
        asKnownOn,
        asKnownOn,
      );
    if (cursor !== undefined) where.and('n > ?', ...keysOf(cursor, 'steps', ['number']));
    const sql = `SELECT steps.*, errors.recorded_at AS error_at FROM steps LEFT JOIN errors USING (event) ${where.sql} ORDER BY n LIMIT ${limit + 1}`;
    const { rows, next } = pageOf(reads.rows('steps').all<StepRow>(sql, ...where.values), limit, 'steps', ({ n }) => [
      n,
    ]);
    const items = rows.map((row) => {
      const of = row.stream.slice(row.stream.indexOf('-') + 1);
      return {
        event: row.event,
        ...(row.stream.startsWith('proposal-') ? { proposal: of } : { commission: of }),
        type: row.type,
        ...present({ first: given(row.first_day), last: given(row.last_day) }),
        recordedOn: row.recorded_day,
        recordedAt: row.recorded_at,
        position: row.position,
        ...present({ source: given(row.source), errorRecordedAt: given(row.error_at) }),
      };
    });
    return { items, ...(next && { next }) };
  },
);
