import { proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class HearBody extends bodyOf('HearBody', proposal.events.HeardByMember) {}

export const Hear = useCase(
  {
    name: 'Hear',
    noun: 'proposals',
    verb: 'hear',
    summary: 'A member says that the answer was heard, or that nothing has changed.',
    records: 'HeardByMember',
    body: HearBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope, { link: body.link });
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      proposal.hear(body, state, { ...act, ...facts }),
    );
  },
);
