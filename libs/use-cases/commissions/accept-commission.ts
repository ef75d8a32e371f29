import { commission } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class AcceptCommissionBody extends bodyOf('AcceptCommissionBody', commission.events.CommissionAccepted) {}

export const AcceptCommission = useCase(
  {
    name: 'AcceptCommission',
    noun: 'commissions',
    verb: 'accept',
    summary: 'A group accepts a commission.',
    records: 'CommissionAccepted',
    body: AcceptCommissionBody,
  },
  (context, { id, body, envelope }) =>
    record(context, commission, id, envelope, body, (act, { state }) => commission.accept(body, state, act)),
);
