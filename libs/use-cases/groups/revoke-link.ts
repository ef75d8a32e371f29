import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RevokeLinkBody extends bodyOf('RevokeLinkBody', group.events.LinkRevoked) {}

export const RevokeLink = useCase(
  {
    name: 'RevokeLink',
    noun: 'groups',
    verb: 'revoke-link',
    summary: 'Revokes a link of the group; it opens nothing from now on.',
    records: 'LinkRevoked',
    body: RevokeLinkBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.revokeLink(body, state, { ...act, id })),
);
