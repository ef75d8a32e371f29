import { account } from '#domain';
import { bodyOf } from '../body.ts';
import { emptyAccount } from '../forgotten-account.ts';
import { isLastAdministrator } from '../last-administrator.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ForgetAccountBody extends bodyOf('ForgetAccountBody', account.events.AccountForgotten) {}

export const ForgetAccount = useCase(
  {
    name: 'ForgetAccount',
    noun: 'accounts',
    verb: 'forget',
    summary: 'Deletes name, address and everything to sign in with for good; the id then points to nobody.',
    records: 'AccountForgotten',
    body: ForgetAccountBody,
  },
  async (context, { id, body, envelope }) => {
    const last = await isLastAdministrator(context, id);
    const recorded = await record(context, account, id, envelope, body, (act, { state }) =>
      account.forget(body, state, { ...act, last }),
    );
    // The event first: should we stop between the two, the follower of forgettings does what is left.
    await emptyAccount(context, id);
    return recorded;
  },
);
