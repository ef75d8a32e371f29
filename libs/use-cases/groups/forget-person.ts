import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { accountOfMember, endMembership } from '../membership.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ForgetPersonBody extends bodyOf('ForgetPersonBody', group.events.PersonForgotten) {}

export const ForgetPerson = useCase(
  {
    name: 'ForgetPerson',
    noun: 'groups',
    verb: 'forget-person',
    summary: 'Deletes name, contact and account of a member for good; the id then points to nobody.',
    records: 'PersonForgotten',
    body: ForgetPersonBody,
  },
  async (context, { id, body, envelope }) => {
    const its = await accountOfMember(context, body.member);
    const recorded = await record(context, group, id, envelope, body, (act, { state }) =>
      group.forgetPerson(body, state, { ...act, id }),
    );
    // The event first: should we stop between the two, the follower of forgettings does what is left.
    await context.vault.people.forget(body.member);
    return endMembership(context, { group: id, member: body.member, its }, envelope, recorded);
  },
);
