import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RespondBody extends bodyOf('RespondBody', proposal.events.GroupResponded) {}

export const Respond = useCase(
  {
    name: 'Respond',
    noun: 'proposals',
    verb: 'respond',
    summary: 'The group says what it thinks of the answer.',
    records: 'GroupResponded',
    body: RespondBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.respond(body, state, { ...act, ...facts }),
    );
  },
);
