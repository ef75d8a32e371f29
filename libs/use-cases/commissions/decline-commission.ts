import { commission } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class DeclineCommissionBody extends bodyOf('DeclineCommissionBody', commission.events.CommissionDeclined) {}

export const DeclineCommission = useCase(
  {
    name: 'DeclineCommission',
    noun: 'commissions',
    verb: 'decline',
    summary: 'A group declines a commission and says why.',
    records: 'CommissionDeclined',
    body: DeclineCommissionBody,
  },
  (context, { id, body, envelope }) =>
    record(context, commission, id, envelope, body, (act, { state }) => commission.decline(body, state, act)),
);
