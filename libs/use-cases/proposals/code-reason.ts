import { decision, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class CodeReasonBody extends bodyOf('CodeReasonBody', proposal.events.ReasonCoded) {}

export const CodeReason = useCase(
  {
    name: 'CodeReason',
    noun: 'proposals',
    verb: 'code-reason',
    summary: 'An analyst says in codes what a reason says in words.',
    records: 'ReasonCoded',
    body: CodeReasonBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      decision.codeReason(body, state, { ...act, ...facts }),
    );
  },
);
