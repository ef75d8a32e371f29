import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ReopenProposalBody extends bodyOf('ReopenProposalBody', proposal.events.ProposalReopened) {}

export const ReopenProposal = useCase(
  {
    name: 'ReopenProposal',
    noun: 'proposals',
    verb: 'reopen',
    summary: 'The group reopens its proposal, once per telling.',
    records: 'ProposalReopened',
    body: ReopenProposalBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.reopen(body, state, { ...act, ...facts }),
    );
  },
);
