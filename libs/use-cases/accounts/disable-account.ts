import { account } from '#domain';
import { bodyOf } from '../body.ts';
import { revokeTokensOf } from '../forgotten-account.ts';
import { isLastAdministrator } from '../last-administrator.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class DisableAccountBody extends bodyOf('DisableAccountBody', account.events.AccountDisabled) {}

export const DisableAccount = useCase(
  {
    name: 'DisableAccount',
    noun: 'accounts',
    verb: 'disable',
    summary: 'Disables an account: it is signed out everywhere and reminded of nothing any more.',
    records: 'AccountDisabled',
    body: DisableAccountBody,
  },
  async (context, { id, body, envelope }) => {
    const last = await isLastAdministrator(context, id);
    const recorded = await record(context, account, id, envelope, body, (act, { state }) =>
      account.disable(body, state, { ...act, last }),
    );
    // Sent again after the account was enabled, this leaves its new sessions alone.
    const { state } = await context.streams.load(account, id);
    if (state.status === 'disabled') await revokeTokensOf(context, id);
    return recorded;
  },
);
