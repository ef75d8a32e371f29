import { group } from '#domain';
import { bodyOf, withAlso } from '../body.ts';
import { personFields, personsFrom } from '../people.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class JoinGroupBody extends bodyOf('JoinGroupBody', withAlso(group.events.MemberJoined, personFields)) {}

export const JoinGroup = useCase(
  {
    name: 'JoinGroup',
    noun: 'groups',
    verb: 'join',
    summary: 'A member joins the group; name, contact and account are kept apart and can be forgotten.',
    records: 'MemberJoined',
    body: JoinGroupBody,
  },
  (context, { id, body, envelope }) => {
    const { name, contact, account, ...facts } = body;
    const persons = personsFrom([[body.member, { name, contact, account }]]);
    return record(
      context,
      group,
      id,
      envelope,
      facts,
      (act, { state }) => group.join(facts, state, { ...act, id }),
      persons,
    );
  },
);
