import { proposal, telling } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class TellAnswerBody extends bodyOf('TellAnswerBody', proposal.events.AnswerTold) {}

export const TellAnswer = useCase(
  {
    name: 'TellAnswer',
    noun: 'proposals',
    verb: 'tell',
    summary: 'The answer was brought back to the group: when, how and at which meeting.',
    records: 'AnswerTold',
    body: TellAnswerBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope, { meeting: body.meeting });
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      telling.record(body, state, { ...act, ...facts }),
    );
  },
);
