import { account } from '#domain';
import { bodyOf, without } from '../body.ts';
import { isLastAdministrator } from '../last-administrator.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class WithdrawRoleBody extends bodyOf('WithdrawRoleBody', without(account.events.RoleWithdrawn, 'through')) {}

export const WithdrawRole = useCase(
  {
    name: 'WithdrawRole',
    noun: 'accounts',
    verb: 'withdraw-role',
    summary: 'Takes a role from an account again; what it did in that role stays its own.',
    records: 'RoleWithdrawn',
    body: WithdrawRoleBody,
  },
  async (context, { id, body, envelope }) => {
    const last = body.role === 'administrator' && (await isLastAdministrator(context, id));
    return record(context, account, id, envelope, body, (act, { state }) =>
      account.withdrawRole(body, state, { ...act, last }),
    );
  },
);
