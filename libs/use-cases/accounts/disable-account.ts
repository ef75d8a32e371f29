import { account } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class DisableAccountBody extends bodyOf('DisableAccountBody', account.events.AccountDisabled) {}

export const DisableAccount = useCase(
  {
    name: 'DisableAccount',
    noun: 'accounts',
    verb: 'disable',
    summary: 'Disables an account: it is reminded of nothing any more.',
    records: 'AccountDisabled',
    body: DisableAccountBody,
  },
  (context, { id, body, envelope }) =>
    record(context, account, id, envelope, body, (act, { state }) => account.disable(body, state, act)),
);
