import { decision, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class DecideProposalBody extends bodyOf('DecideProposalBody', proposal.events.ProposalDecided) {}

export const DecideProposal = useCase(
  {
    name: 'DecideProposal',
    noun: 'proposals',
    verb: 'decide',
    summary: 'Management answers, with reasons in words; a further answer revises an earlier one.',
    records: 'ProposalDecided',
    body: DecideProposalBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope, { meeting: body.heardAt });
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      decision.take(body, state, { ...act, ...facts }),
    );
  },
);
