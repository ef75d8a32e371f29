import { commission } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RescheduleCommissionBody extends bodyOf('RescheduleCommissionBody', commission.events.CommissionRescheduled) {}

export const RescheduleCommission = useCase(
  {
    name: 'RescheduleCommission',
    noun: 'commissions',
    verb: 'reschedule',
    summary: 'Sets another day by which an answer is wanted, and says why.',
    records: 'CommissionRescheduled',
    body: RescheduleCommissionBody,
  },
  (context, { id, body, envelope }) =>
    record(context, commission, id, envelope, body, (act, { state }) => commission.reschedule(body, state, act)),
);
