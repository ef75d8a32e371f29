import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class LinkProposalBody extends bodyOf('LinkProposalBody', proposal.events.ProposalLinked) {}

export const LinkProposal = useCase(
  {
    name: 'LinkProposal',
    noun: 'proposals',
    verb: 'link',
    summary: 'Links the proposal to another: the same matter, follows from it, or replaces it.',
    records: 'ProposalLinked',
    body: LinkProposalBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    const { state: linked } = await context.streams.load(proposal, body.proposal);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.link(body, state, { ...act, ...facts, id, linked }),
    );
  },
);
