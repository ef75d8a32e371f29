import { account, group } from '#domain';
import type { Occasion } from './body.ts';
import type { Context, Envelope } from './context.ts';
import { type Recorded, record } from './record.ts';

/** The account that somebody in a group has, as long as it is known. */
export async function accountOfMember({ vault }: Context, member: string): Promise<string | undefined> {
  return (await vault.people.read([member])).get(member)?.account;
}

/**
 * Who is in a group no more does not act or read there any more: their account loses the role that it had as a member. What the
 * directory gives is taken away there. Sent again after they have come back, this leaves their new role alone.
 * @param its the account that the member had before
 * @returns what the command answers: with the later position, so that whoever waits for it sees both
 */
export async function endMembership(
  context: Context,
  of: { readonly group: string; readonly member: string; readonly its: string | undefined },
  { expected: _, ...envelope }: Envelope,
  recorded: Recorded,
): Promise<Recorded> {
  if (of.its === undefined) return recorded;
  const { state } = await context.streams.load(group, of.group);
  const member = state.status === 'none' ? undefined : state.members.get(of.member);
  if (member?.status !== 'left' && member?.status !== 'forgotten') return recorded;
  const role = member.role === 'coordinator' ? 'coordinator' : 'member';
  const { state: itsAccount } = await context.streams.load(account, of.its);
  const isGranted =
    (itsAccount.status === 'open' || itsAccount.status === 'disabled') &&
    itsAccount.grants.some((one) => one.role === role && one.group === of.group && one.through !== 'directory');
  if (!isGranted) return recorded;
  const input: Occasion & Pick<account.Grant, 'role' | 'group'> = { role, group: of.group };
  const { position } = await record(context, account, of.its, envelope, input, (act, { state: now }) =>
    account.withdrawRole(input, now, { ...act, last: false }),
  );
  return { ...recorded, position };
}
