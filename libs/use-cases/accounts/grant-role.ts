import { account, group, unit } from '#domain';
import { bodyOf, without } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class GrantRoleBody extends bodyOf('GrantRoleBody', without(account.events.RoleGranted, 'through')) {}

export const GrantRole = useCase(
  {
    name: 'GrantRole',
    noun: 'accounts',
    verb: 'grant-role',
    summary: 'Gives an account a role: everywhere, for a unit and those below it, or in a group.',
    records: 'RoleGranted',
    body: GrantRoleBody,
  },
  async (context, { id, body, envelope }) => {
    const [itsUnit, itsGroup] = await Promise.all([
      body.unit === undefined ? undefined : context.streams.load(unit, body.unit),
      body.group === undefined ? undefined : context.streams.load(group, body.group),
    ]);
    return record(context, account, id, envelope, body, (act, { state }) =>
      account.grantRole(body, state, { ...act, unit: itsUnit?.state, group: itsGroup?.state }),
    );
  },
);
