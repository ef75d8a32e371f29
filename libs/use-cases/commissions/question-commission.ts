import { commission } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class QuestionCommissionBody extends bodyOf('QuestionCommissionBody', commission.events.CommissionQuestioned) {}

export const QuestionCommission = useCase(
  {
    name: 'QuestionCommission',
    noun: 'commissions',
    verb: 'question',
    summary: 'A group asks what is meant by a commission.',
    records: 'CommissionQuestioned',
    body: QuestionCommissionBody,
  },
  (context, { id, body, envelope }) =>
    record(context, commission, id, envelope, body, (act, { state }) => commission.question(body, state, act)),
);
