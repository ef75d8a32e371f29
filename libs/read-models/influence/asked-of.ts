import { type Static, type TOptional, type TSchema, type TString, Type } from 'typebox';
import { type Dimension, dimensions, none, several } from '#influence';
import type { Operation } from '#permissions';
import { QueryRefused } from '../errors.ts';
import { unitAndBelow } from '../names.ts';
import { countedModel, type Reads } from '../open-reads.ts';
import type { Asked } from '../query.ts';
import { scopeOf } from '../scope.ts';
import type { Asking, Cut, Question } from './questions.ts';

const Day = { format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

const about: Readonly<Record<Dimension, string>> = {
  unit: 'The unit that has it, or had it when it ended, and all below it; of waits the unit that owed them.',
  unitNow: 'The same, or the unit that has succeeded it.',
  group: 'The group that proposed it.',
  theme: 'Its theme.',
  kind: 'Its kind: idea, comment, statement, message, socialReport or trialIdea.',
  season: 'The season of its group in which it was submitted: `GROUP/SEASON`.',
  year: 'The year in which it was submitted.',
  voicedBy: 'Whose voice it is: clients, staff, both, partners or residents.',
  origin: 'commission or own.',
  source: 'The source it comes from; `none`: it was recorded as it happened.',
  decision: 'The decision in force.',
  reasonCode: 'A reason code of the answer in force; a case may have several.',
};

/** What each figure may be asked of. */
export const caseParams = {
  on: Type.Optional(
    Type.String({
      ...Day,
      description:
        'As it was on this day: only what had certainly happened by its end. Left out: the day of `knownOn`, or today.',
    }),
  ),
  knownOn: Type.Optional(
    Type.String({
      ...Day,
      description: 'As it was known at the end of this day, with what was found to be an error later.',
    }),
  ),
  at: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'As it was known at this place in the log, which an answer named; more exact than `knownOn`.',
    }),
  ),
  ...(Object.fromEntries(
    ([...dimensions, several] as const).map((dimension) => [
      dimension,
      Type.Optional(
        Type.String({
          maxLength: 200,
          description: `${about[dimension]} \`${none}\`: nobody wrote it down.`,
        }),
      ),
    ]),
  ) as Record<Dimension, TOptional<TString>>),
};

export type CaseParams = { readonly on?: string; readonly knownOn?: string; readonly at?: string } & Partial<
  Record<Dimension, string>
> & {
    /** Of these a unit names itself only, and not what lies below it. */
    readonly alone?: readonly string[];
  };

/** From when and from where an answer is: with `on` and `at` the same address gives the same answer for ever. */
export const As = Type.Object({
  on: Type.String(),
  knownOn: Type.Optional(Type.String()),
  at: Type.String({ description: 'The place in the log; `beginning`: before its first event.' }),
});

const MakingNow = Type.Object(
  { done: Type.Integer(), of: Type.Integer({ description: 'Proposals to look at; 0: not known yet.' }) },
  {
    description:
      'The facts of that day are being put together, which takes more than a second: ask again. When nobody asks for some seconds it ends.',
  },
);

/** Either what was asked for, or how far it is. */
export const counted = <Answer extends TSchema>(answer: Answer) =>
  Type.Object({ making: Type.Optional(MakingNow), as: Type.Optional(As), answer: Type.Optional(answer) });

/** What counted answers are made from, beside the log itself. */
export const countedFrom = [countedModel, 'steps', 'organisation', 'groups', 'words'] as const;

/** The last place of the log on a day. */
function placeOn(reads: Reads, day: string): Cut['at'] {
  const sql = 'SELECT position FROM days WHERE day <= ? ORDER BY day DESC LIMIT 1';
  return reads.rows('steps').get<{ position: string }>(sql, day)?.position ?? 'beginning';
}

/** @throws QueryRefused for days that cannot be asked about */
function cutOf(reads: Reads, { on, knownOn, at }: CaseParams, { today }: Asked): Cut & { readonly knownOn?: string } {
  const wrong = (field: string, sentence: string) => new QueryRefused('query.param-wrong', sentence, field);
  if (knownOn !== undefined && at !== undefined)
    throw wrong('at', 'at and knownOn both say what was known: give one of them.');
  if (knownOn !== undefined && knownOn > today) throw wrong('knownOn', 'knownOn must not lie in the future.');
  const day = on ?? knownOn ?? today;
  if (day > today) throw wrong('on', 'on must not lie in the future.');
  if (knownOn !== undefined && day > knownOn)
    throw wrong('on', 'on must not be after knownOn: what was to come was not known.');
  if (at !== undefined && at !== 'beginning') {
    try {
      reads.store.compare(at, at);
    } catch {
      throw wrong('at', 'at must be a place in the log: one that an answer named.');
    }
  }
  if (knownOn !== undefined) return { on: day, knownOn, at: placeOn(reads, knownOn)! };
  return { on: day, ...(at !== undefined && { at }) };
}

/** The cases that are asked about, as far as the reader reaches them. */
function questionOf(reads: Reads, params: CaseParams, asked: Asked, operation: Operation, asking: Asking) {
  const { knownOn, ...cut } = cutOf(reads, params, asked);
  const filters: Partial<Record<Dimension, readonly string[]>> = {};
  for (const dimension of [...dimensions, several] as const) {
    const value = params[dimension];
    if (value === undefined) continue;
    const isUnit = (dimension === 'unit' || dimension === 'unitNow') && value !== none;
    filters[dimension] = isUnit && !params.alone?.includes(dimension) ? unitAndBelow(reads, value) : [value];
  }
  const scope = scopeOf(asked.reader, operation);
  return { question: { cut, filters, reach: scope?.units ?? 'all', asking } satisfies Question, knownOn };
}

/** Asks the thread that counts; either its answer, or how far it is. */
export async function countedFor<Answer>(
  reads: Reads,
  params: CaseParams,
  asked: Asked,
  operation: Operation,
  asking: Asking,
): Promise<
  { readonly making: Static<typeof MakingNow> } | { readonly as: Static<typeof As>; readonly answer: Answer }
> {
  const { question, knownOn } = questionOf(reads, params, asked, operation, asking);
  const result = await reads.counting.ask(question);
  if ('making' in result) return result;
  return {
    as: { on: question.cut.on, ...(knownOn !== undefined && { knownOn }), at: result.at },
    answer: result.answer as Answer,
  };
}
