import { commission, group, unit } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class IssueCommissionBody extends bodyOf('IssueCommissionBody', commission.events.CommissionIssued) {}

export const IssueCommission = useCase(
  {
    name: 'IssueCommission',
    noun: 'commissions',
    verb: 'create',
    summary: 'Gives groups something to work on; one unit is in the lead.',
    records: 'CommissionIssued',
    body: IssueCommissionBody,
  },
  async (context, { id, body, envelope }) => {
    const { state: itsUnit } = await context.streams.load(unit, body.unit);
    const groups = new Map(
      await Promise.all(body.groups.map(async (one) => [one, (await context.streams.load(group, one)).state] as const)),
    );
    return record(context, commission, id, envelope, body, (act, { state }) =>
      commission.issue(body, state, { ...act, unit: itsUnit, groups }),
    );
  },
);
