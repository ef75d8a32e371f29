import type { AnswerOf } from '../../api.ts';

export type Account = AnswerOf<'/api/accounts'>['items'][number];
