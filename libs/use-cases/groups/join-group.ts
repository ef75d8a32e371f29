import { group, requires } from '#domain';
import { bodyOf, withAlso } from '../body.ts';
import { isKnownElsewhere, personFields, personsFrom, requireNoAccount, wasForgotten } from '../people.ts';
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
  async (context, { id, body, envelope }) => {
    const { name, contact, account, ...facts } = body;
    const persons = personsFrom([[body.member, { name, contact, account }]]);
    // Also where nothing is said of them: the name of the account would be shown as theirs.
    await requireNoAccount(context, `group-${id}`, body.member);
    const isOthers = envelope.by.role !== 'administrator' && (await isKnownElsewhere(context, id, body.member));
    const isForgotten = await wasForgotten(context, body.member);
    return record(
      context,
      group,
      id,
      envelope,
      facts,
      (act, { state }) => {
        const joined = group.join(facts, state, { ...act, id });
        requires(!isForgotten, 'member.forgotten', 'This person was forgotten. Use a new id.', 'member');
        requires(
          !isOthers,
          'member.id-of-another',
          'Under this id somebody is known already, whose name would be shown and written over here. Give the member another id, or have an administrator let them join.',
          'member',
        );
        return joined;
      },
      persons,
    );
  },
);
