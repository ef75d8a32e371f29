import { account } from '#domain';
import { bodyOf, text, withAlso } from '../body.ts';
import { personFields, personsFrom } from '../people.ts';
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
  (context, { id, body, envelope }) => {
    const { name, address, ...facts } = body;
    return record(
      context,
      account,
      id,
      envelope,
      facts,
      (act, { state }) => account.invite(facts, state, { ...act, address }),
      personsFrom([[id, { name, contact: address, account: undefined }]]),
    );
  },
);
