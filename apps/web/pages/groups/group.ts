import type { AnswerOf } from '../../api.ts';

export type Group = AnswerOf<'/api/groups/{id}'>;
export type Member = Group['people'][number];
