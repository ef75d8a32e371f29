import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ReviseProposalBody extends bodyOf('ReviseProposalBody', proposal.events.ProposalRevised) {}

export const ReviseProposal = useCase(
  {
    name: 'ReviseProposal',
    noun: 'proposals',
    verb: 'revise',
    summary: 'The group changes its proposal before it is answered; what is left out stays.',
    records: 'ProposalRevised',
    body: ReviseProposalBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.revise(body, state, { ...act, ...facts }),
    );
  },
);
