import { change, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class StartChangeBody extends bodyOf('StartChangeBody', proposal.events.ChangeStarted) {}

export const StartChange = useCase(
  {
    name: 'StartChange',
    noun: 'proposals',
    verb: 'start-change',
    summary: 'What was promised begins to be done.',
    records: 'ChangeStarted',
    body: StartChangeBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      change.start(body, state, { ...act, ...facts }),
    );
  },
);
