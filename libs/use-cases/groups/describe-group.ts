import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class DescribeGroupBody extends bodyOf('DescribeGroupBody', group.events.GroupDescribed) {}

export const DescribeGroup = useCase(
  {
    name: 'DescribeGroup',
    noun: 'groups',
    verb: 'describe',
    summary: 'Says what is different about a group now: its name, methods, composition or partners.',
    records: 'GroupDescribed',
    body: DescribeGroupBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.describe(body, state, { ...act, id })),
);
