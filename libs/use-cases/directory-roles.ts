import { randomUUID } from 'node:crypto';
import { account, group, unit } from '#domain';
import type { Context, Envelope } from './context.ts';
import { isLastAdministrator } from './last-administrator.ts';
import { type Input, type Recorded, record } from './record.ts';

type Role = Omit<account.Grant, 'through'>;

const through = 'directory';

/** What the directory says is recorded as the administration's, who told it what to say. */
function envelope(): Envelope {
  const command = randomUUID();
  return { command, correlation: command, by: { role: 'administrator' }, recordedBy: 'directory' };
}

/** Gives an account a role that the organisation's directory says it has. @throws Refusal */
export async function grantByDirectory(context: Context, id: string, role: Role): Promise<Recorded> {
  const [itsUnit, itsGroup] = await Promise.all([
    role.unit === undefined ? undefined : context.streams.load(unit, role.unit),
    role.group === undefined ? undefined : context.streams.load(group, role.group),
  ]);
  const input: account.Grant & Input = { ...role, through };
  return record(context, account, id, envelope(), input, (act, { state }) =>
    account.grantRole(input, state, { ...act, unit: itsUnit?.state, group: itsGroup?.state }),
  );
}

/** Takes a role from an account that the directory gave it and gives it no more. @throws Refusal */
export async function withdrawByDirectory(
  context: Context,
  id: string,
  { role, unit: ofUnit, group: ofGroup }: Role,
): Promise<Recorded> {
  const last = role === 'administrator' && (await isLastAdministrator(context, id));
  const input: account.Grant & Input = {
    role,
    ...(ofUnit && { unit: ofUnit }),
    ...(ofGroup && { group: ofGroup }),
    through,
  };
  return record(context, account, id, envelope(), input, (act, { state }) =>
    account.withdrawRole(input, state, { ...act, last }),
  );
}
