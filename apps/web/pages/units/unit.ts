import type { AnswerOf } from '../../api.ts';

export type Unit = AnswerOf<'/api/units/{id}'>;
