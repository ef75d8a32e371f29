import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class EndGroupBody extends bodyOf('EndGroupBody', group.events.GroupEnded) {}

export const EndGroup = useCase(
  {
    name: 'EndGroup',
    noun: 'groups',
    verb: 'end',
    summary: 'Ends the group; what it is owed stays owed.',
    records: 'GroupEnded',
    body: EndGroupBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.end(body, state, { ...act, id })),
);
