import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class IssueLinkBody extends bodyOf('IssueLinkBody', group.events.LinkIssued) {}

export const IssueLink = useCase(
  {
    name: 'IssueLink',
    noun: 'groups',
    verb: 'issue-link',
    summary: "Issues the group's own link for those who have no account.",
    records: 'LinkIssued',
    body: IssueLinkBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.issueLink(body, state, { ...act, id })),
);
