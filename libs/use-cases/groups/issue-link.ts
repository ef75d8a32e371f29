import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { withLinkToken } from '../group-links.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class IssueLinkBody extends bodyOf('IssueLinkBody', group.events.LinkIssued) {}

export const IssueLink = useCase(
  {
    name: 'IssueLink',
    noun: 'groups',
    verb: 'issue-link',
    summary:
      "Issues the group's own link for those who have no account; answers what opens it, once. Issued again it opens with another.",
    records: 'LinkIssued',
    body: IssueLinkBody,
  },
  async (context, { id, body, envelope }) => {
    const recorded = await record(context, group, id, envelope, body, (act, { state }) =>
      group.issueLink(body, state, { ...act, id }),
    );
    return withLinkToken(context, { group: id, link: body.link }, body.expires, recorded);
  },
);
