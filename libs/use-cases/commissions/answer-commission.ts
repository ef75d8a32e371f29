import { commission, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class AnswerCommissionBody extends bodyOf('AnswerCommissionBody', commission.events.CommissionAnswered) {}

export const AnswerCommission = useCase(
  {
    name: 'AnswerCommission',
    noun: 'commissions',
    verb: 'answer',
    summary: 'A group answers a commission, with proposals, in words, or both; in several parts if it likes.',
    records: 'CommissionAnswered',
    body: AnswerCommissionBody,
  },
  async (context, { id, body, envelope }) => {
    const proposals = new Map<string, { readonly group: string }>();
    for (const one of body.proposals) {
      const { state } = await context.streams.load(proposal, one);
      if (state.status !== 'none') proposals.set(one, state);
    }
    return record(context, commission, id, envelope, body, (act, { state }) =>
      commission.answer(body, state, { ...act, proposals }),
    );
  },
);
