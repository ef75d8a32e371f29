import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { revokeLinkTokens } from '../group-links.ts';
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
  async (context, { id, body, envelope }) => {
    const recorded = await record(context, group, id, envelope, body, (act, { state }) =>
      group.revokeLink(body, state, { ...act, id }),
    );
    await revokeLinkTokens(context, { group: id, link: body.link });
    return recorded;
  },
);
