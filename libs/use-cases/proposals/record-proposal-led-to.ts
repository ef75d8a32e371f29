import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RecordProposalLedToBody extends bodyOf('RecordProposalLedToBody', proposal.events.LedTo) {}

export const RecordProposalLedTo = useCase(
  {
    name: 'RecordProposalLedTo',
    noun: 'proposals',
    verb: 'record-led-to',
    summary: 'Says what the proposal led to.',
    records: 'LedTo',
    body: RecordProposalLedToBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.recordLedTo(body, state, { ...act, ...facts }),
    );
  },
);
