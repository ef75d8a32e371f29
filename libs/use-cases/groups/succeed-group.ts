import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class SucceedGroupBody extends bodyOf('SucceedGroupBody', group.events.GroupSucceeded) {}

export const SucceedGroup = useCase(
  {
    name: 'SucceedGroup',
    noun: 'groups',
    verb: 'succeed',
    summary: 'Another group succeeds this one; what it is owed moves there.',
    records: 'GroupSucceeded',
    body: SucceedGroupBody,
  },
  async (context, { id, body, envelope }) => {
    const { state: successor } = await context.streams.load(group, body.successor);
    return record(context, group, id, envelope, body, (act, { state }) =>
      group.succeed(body, state, { ...act, id, successor }),
    );
  },
);
