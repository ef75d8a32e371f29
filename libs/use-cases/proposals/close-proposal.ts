import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class CloseProposalBody extends bodyOf('CloseProposalBody', proposal.events.ProposalClosed) {}

export const CloseProposal = useCase(
  {
    name: 'CloseProposal',
    noun: 'proposals',
    verb: 'close',
    summary: 'Closes the proposal before its loop has come to its end, with a stated reason.',
    records: 'ProposalClosed',
    body: CloseProposalBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.close(body, state, { ...act, ...facts }),
    );
  },
);
