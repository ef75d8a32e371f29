import { account, requires } from '#domain';
import { bodyOf, text, withAlso } from '../body.ts';
import { claiming } from '../claimed-address.ts';
import { isSame, personFields, personsFrom } from '../people.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

const personal = { name: personFields.name, address: { ...text(254), optional: true as const } };

class InviteAccountBody extends bodyOf('InviteAccountBody', withAlso(account.events.AccountInvited, personal)) {}

/** By whom the log says that something was written down that no account wrote down. */
const reserved: ReadonlySet<string> = new Set(['console', 'directory', 'import', 'kierto', 'nobody']);
const isReserved = (id: string): boolean => reserved.has(id) || id.startsWith('link-');

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
    requires(
      !isReserved(id),
      'account.id-reserved',
      'This id stands in the log for something that is no account. Give the account another id.',
      'id',
    );
    const persons = personsFrom([[id, { name, contact: address, account: undefined }]]);
    // Of the same person under the same id an invitation may have come to nothing: it can be sent again.
    const known = (await context.vault.people.read([id])).get(id);
    const isSomebodyElses = known !== undefined && !isSame(known, persons.get(id));
    return claiming(context, id, { before: known?.contact, address }, (addressTaken) =>
      record(
        context,
        account,
        id,
        envelope,
        facts,
        (act, { state }) => {
          const invited = account.invite(facts, state, { ...act, address, addressTaken });
          requires(
            invited.length === 0 || !isSomebodyElses,
            'account.id-of-person',
            'Under this id a person is known already, whose name and address the account would write over. Give the account another id, and name it where the person joins a group.',
            'id',
          );
          return invited;
        },
        persons,
      ),
    );
  },
);
