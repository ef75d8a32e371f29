import { initiative, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class HearInitiatorBody extends bodyOf('HearInitiatorBody', proposal.events.InitiatorHeard) {}

export const HearInitiator = useCase(
  {
    name: 'HearInitiator',
    noun: 'proposals',
    verb: 'hear-initiator',
    summary: 'Initiators or their representatives were heard.',
    records: 'InitiatorHeard',
    body: HearInitiatorBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      initiative.hear(body, state, { ...act, ...facts }),
    );
  },
);
