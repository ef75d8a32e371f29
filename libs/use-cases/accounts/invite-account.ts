import { type Act, account, requires } from '#domain';
import { bodyOf, text, withAlso } from '../body.ts';
import { isSame, personFields, personsFrom } from '../people.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

const personal = { name: personFields.name, address: { ...text(254), optional: true as const } };

class InviteAccountBody extends bodyOf('InviteAccountBody', withAlso(account.events.AccountInvited, personal)) {}

export const InviteAccount = useCase(
  {
    name: 'InviteAccount',
    noun: 'accounts',
    verb: 'create',
    summary:
      'Invites somebody to use the system; name and mail address are kept apart and corrected by inviting again.',
    records: 'AccountInvited',
    body: InviteAccountBody,
  },
  async (context, { id, body, envelope }) => {
    const { name, address, ...facts } = body;
    const persons = personsFrom([[id, { name, contact: address, account: undefined }]]);
    // Of the same person under the same id an invitation may have come to nothing: it can be sent again.
    const known = (await context.vault.people.read([id])).get(id);
    const isSomebodyElses = known !== undefined && !isSame(known, persons.get(id));
    const decide = (act: Act, { state }: { readonly state: account.State }) => {
      const invited = account.invite(facts, state, { ...act, address });
      requires(
        invited.length === 0 || !isSomebodyElses,
        'account.id-of-person',
        'Under this id a person is known already, whose name and address the account would write over. Give the account another id, and name it where the person joins a group.',
        'id',
      );
      return invited;
    };
    return record(context, account, id, envelope, facts, decide, persons);
  },
);
