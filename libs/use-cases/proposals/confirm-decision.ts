import { decision, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ConfirmDecisionBody extends bodyOf('ConfirmDecisionBody', proposal.events.DecisionConfirmed) {}

export const ConfirmDecision = useCase(
  {
    name: 'ConfirmDecision',
    noun: 'proposals',
    verb: 'confirm-decision',
    summary: 'The post itself confirms an answer that somebody else wrote down.',
    records: 'DecisionConfirmed',
    body: ConfirmDecisionBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      decision.confirm(body, state, { ...act, ...facts }),
    );
  },
);
