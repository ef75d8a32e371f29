import type { AnswerOf } from '../../api.ts';

export type Organisation = AnswerOf<'/api/organisation'>;
