import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class GiveConsentBody extends bodyOf('GiveConsentBody', group.events.ConsentGiven) {}

export const GiveConsent = useCase(
  {
    name: 'GiveConsent',
    noun: 'groups',
    verb: 'give-consent',
    summary: 'A member, or whoever said something, consents to how it is used.',
    records: 'ConsentGiven',
    body: GiveConsentBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.giveConsent(body, state, { ...act, id })),
);
