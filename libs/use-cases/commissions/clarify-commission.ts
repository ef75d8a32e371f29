import { commission } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ClarifyCommissionBody extends bodyOf('ClarifyCommissionBody', commission.events.CommissionClarified) {}

export const ClarifyCommission = useCase(
  {
    name: 'ClarifyCommission',
    noun: 'commissions',
    verb: 'clarify',
    summary: 'Whoever gave the commission answers the question of a group.',
    records: 'CommissionClarified',
    body: ClarifyCommissionBody,
  },
  (context, { id, body, envelope }) =>
    record(context, commission, id, envelope, body, (act, { state }) => commission.clarify(body, state, act)),
);
