import { Type } from 'typebox';
import { maySee, type Target } from '#permissions';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { type ProposalColumns, targetOf } from '../loops/proposal-rows.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { Where } from '../ranges.ts';
import { scopeOf, unitsBeyond } from '../scope.ts';
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
    from: ['steps', 'loops', 'organisation'],
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
    const { limit = defaultLimit, cursor, proposal, commission, asOn, asKnownOn } = params;
    const stream =
      proposal !== undefined
        ? `proposal-${proposal}`
        : commission === undefined
          ? undefined
          : `commission-${commission}`;
    const scope = scopeOf(asked.reader, 'ListSteps');
    const sift = (where: Where): Where => {
      const sifted = where.along([
        ['stream', stream],
        ['type', params.type],
        ['source', params.source],
      ]);
      if (asOn !== undefined) sifted.and('last_day <= ?', asOn);
      if (asKnownOn === undefined) return sifted.and('errors.event IS NULL');
      const known = 'steps.recorded_day <= ? AND (errors.recorded_day IS NULL OR errors.recorded_day > ?)';
      return sifted.and(known, asKnownOn, asKnownOn);
    };
    const steps = (of: Where, most: number) => {
      const sql = `SELECT steps.*, errors.recorded_at AS error_at FROM steps LEFT JOIN errors USING (event) ${of.sql} ORDER BY n LIMIT ${most}`;
      return reads.rows('steps').all<StepRow>(sql, ...of.values);
    };
    const after = cursor === undefined ? 0 : (keysOf(cursor, 'steps', ['number'])[0] as number);
    const lieTogether = stream !== undefined || !scope || unitsBeyond(reads, scope.units).length === 0;
    const narrows = [params.type, params.source, asOn, asKnownOn].some((value) => value !== undefined);
    const all = lieTogether
      ? steps(sift(new Where()).and('n > ?', after), limit + 1)
      : underUnits(reads, scope.units, after, limit + 1, narrows ? sift : undefined, (numbers) =>
          steps(sift(new Where().among('n', numbers)), numbers.length),
        );
    const { rows, next } = pageOf(all, limit, 'steps', ({ n }) => [n]);
    const items = seenAmong(reads, rows, scope && asked).map((row) => {
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

/**
 * The first steps under several units. Each unit has its own sorted runs of numbers, which are merged; whole steps are read only
 * of the first of all, and of more for as long as some of them were not wanted.
 * @param sift where only some steps of each run are asked for; what was recorded in error is so little that it is left to `wanted`
 * @param wanted of these numbers the steps that are wanted, in their order
 */
function underUnits(
  reads: Reads,
  units: readonly string[],
  after: number,
  most: number,
  sift: ((where: Where) => Where) | undefined,
  wanted: (numbers: readonly number[]) => readonly StepRow[],
): readonly StepRow[] {
  const numbersIn = (own: string, column: string, unit: string, from: number): number[] => {
    const where = new Where().and(`${column} = ?`, unit).and('n > ?', from);
    const table = sift ? `${own} LEFT JOIN errors USING (event)` : own;
    const sql = `SELECT n FROM ${table} ${(sift?.(where) ?? where).sql} ORDER BY n LIMIT ${most}`;
    return reads
      .rows('steps')
      .all<{ n: number }>(sql, ...where.values)
      .map(({ n }) => n);
  };
  const also = sift ? 'steps_also CROSS JOIN steps USING (n)' : 'steps_also';
  const found: StepRow[] = [];
  for (let from = after; found.length < most; ) {
    const numbers = units.flatMap((unit) => [
      ...numbersIn('steps', 'unit', unit, from),
      ...numbersIn(also, 'also_with', unit, from),
    ]);
    const first = [...new Set(numbers)].sort((a, b) => a - b).slice(0, most);
    if (first.length === 0) break;
    found.push(...wanted(first));
    from = first.at(-1)!;
  }
  return found.slice(0, most);
}

/** Of steps under a unit those of loops that are still its own to see: not where it was only named in error. */
function seenAmong(reads: Reads, rows: readonly StepRow[], asked: Asked | undefined): readonly StepRow[] {
  if (!asked) return rows;
  const ids = (category: string) => {
    const streams = rows.flatMap(({ stream }) => (stream.startsWith(category) ? [stream.slice(category.length)] : []));
    return JSON.stringify([...new Set(streams)]);
  };
  const loops = reads.rows('loops');
  const proposals = loops.all<ProposalColumns>(
    'SELECT * FROM proposals WHERE id IN (SELECT value FROM json_each(?))',
    ids('proposal-'),
  );
  const commissions = loops.all<{ id: string; unit: string }>(
    'SELECT id, unit FROM commissions WHERE id IN (SELECT value FROM json_each(?))',
    ids('commission-'),
  );
  const targets = new Map<string, Target>([
    ...proposals.map((row) => [`proposal-${row.id}`, targetOf(row)] as const),
    ...commissions.map(({ id, unit }) => [`commission-${id}`, { units: [unit] }] as const),
  ]);
  return rows.filter(({ stream }) => {
    const target = targets.get(stream);
    return target !== undefined && maySee(asked.reader, 'ListSteps', target);
  });
}
