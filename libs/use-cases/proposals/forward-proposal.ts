import { proposal, unit } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ForwardProposalBody extends bodyOf('ForwardProposalBody', proposal.events.ProposalForwarded) {}

export const ForwardProposal = useCase(
  {
    name: 'ForwardProposal',
    noun: 'proposals',
    verb: 'forward',
    summary: 'The proposal goes to another unit, which answers it from now on.',
    records: 'ProposalForwarded',
    body: ForwardProposalBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    const { state: to } = await context.streams.load(unit, body.unit);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.forward(body, state, { ...act, ...facts, unit: to }),
    );
  },
);
