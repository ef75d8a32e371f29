import type { AnswerOf } from '../../api.ts';

export type Commission = AnswerOf<'/api/commissions/{id}'>;

/** What one group has done with it. */
export type Part = Commission['groups'][number];
