import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class LeaveGroupBody extends bodyOf('LeaveGroupBody', group.events.MemberLeft) {}

export const LeaveGroup = useCase(
  {
    name: 'LeaveGroup',
    noun: 'groups',
    verb: 'leave',
    summary: 'A member leaves the group; why is never recorded.',
    records: 'MemberLeft',
    body: LeaveGroupBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.leave(body, state, { ...act, id })),
);
