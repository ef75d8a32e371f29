import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class WithdrawConsentBody extends bodyOf('WithdrawConsentBody', group.events.ConsentWithdrawn) {}

export const WithdrawConsent = useCase(
  {
    name: 'WithdrawConsent',
    noun: 'groups',
    verb: 'withdraw-consent',
    summary: 'A consent is withdrawn.',
    records: 'ConsentWithdrawn',
    body: WithdrawConsentBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.withdrawConsent(body, state, { ...act, id })),
);
