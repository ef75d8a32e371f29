import { commission } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class WithdrawCommissionBody extends bodyOf('WithdrawCommissionBody', commission.events.CommissionWithdrawn) {}

export const WithdrawCommission = useCase(
  {
    name: 'WithdrawCommission',
    noun: 'commissions',
    verb: 'withdraw',
    summary: 'Whoever gave the commission takes it back and says why.',
    records: 'CommissionWithdrawn',
    body: WithdrawCommissionBody,
  },
  (context, { id, body, envelope }) =>
    record(context, commission, id, envelope, body, (act, { state }) => commission.withdraw(body, state, act)),
);
