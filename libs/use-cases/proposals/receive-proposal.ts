import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ReceiveProposalBody extends bodyOf('ReceiveProposalBody', proposal.events.ProposalReceived) {}

export const ReceiveProposal = useCase(
  {
    name: 'ReceiveProposal',
    noun: 'proposals',
    verb: 'receive',
    summary: 'Management says which post handles the proposal, and by when it thinks to answer.',
    records: 'ProposalReceived',
    body: ReceiveProposalBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.receive(body, state, { ...act, ...facts }),
    );
  },
);
