import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class WithdrawProposalBody extends bodyOf('WithdrawProposalBody', proposal.events.ProposalWithdrawn) {}

export const WithdrawProposal = useCase(
  {
    name: 'WithdrawProposal',
    noun: 'proposals',
    verb: 'withdraw',
    summary: 'The group withdraws its proposal.',
    records: 'ProposalWithdrawn',
    body: WithdrawProposalBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.withdraw(body, state, { ...act, ...facts }),
    );
  },
);
