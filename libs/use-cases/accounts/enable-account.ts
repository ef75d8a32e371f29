import { account } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class EnableAccountBody extends bodyOf('EnableAccountBody', account.events.AccountEnabled) {}

export const EnableAccount = useCase(
  {
    name: 'EnableAccount',
    noun: 'accounts',
    verb: 'enable',
    summary: 'Lets a disabled account in again, with the roles that it had; its sessions and tokens stay gone.',
    records: 'AccountEnabled',
    body: EnableAccountBody,
  },
  (context, { id, body, envelope }) =>
    record(context, account, id, envelope, body, (act, { state }) => account.enable(body, state, act)),
);
