import { followUp, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class RecordFollowUpBody extends bodyOf('RecordFollowUpBody', proposal.events.FollowUpRecorded) {}

export const RecordFollowUp = useCase(
  {
    name: 'RecordFollowUp',
    noun: 'proposals',
    verb: 'follow-up',
    summary: 'What changed? Did it? Why not?',
    records: 'FollowUpRecorded',
    body: RecordFollowUpBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      followUp.record(body, state, { ...act, ...facts }),
    );
  },
);
