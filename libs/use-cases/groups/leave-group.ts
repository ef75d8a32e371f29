import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { accountOfMember, endMembership } from '../membership.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class LeaveGroupBody extends bodyOf('LeaveGroupBody', group.events.MemberLeft) {}

export const LeaveGroup = useCase(
  {
    name: 'LeaveGroup',
    noun: 'groups',
    verb: 'leave',
    summary: 'A member leaves the group, and their account the role of a member; why is never recorded.',
    records: 'MemberLeft',
    body: LeaveGroupBody,
  },
  async (context, { id, body, envelope }) => {
    const recorded = await record(context, group, id, envelope, body, (act, { state }) =>
      group.leave(body, state, { ...act, id }),
    );
    const of = { group: id, member: body.member, its: await accountOfMember(context, body.member) };
    return endMembership(context, of, envelope, recorded);
  },
);
