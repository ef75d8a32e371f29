import { followUp, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ScheduleFollowUpBody extends bodyOf('ScheduleFollowUpBody', proposal.events.FollowUpScheduled) {}

export const ScheduleFollowUp = useCase(
  {
    name: 'ScheduleFollowUp',
    noun: 'proposals',
    verb: 'schedule-follow-up',
    summary: 'Names the day of the next follow-up.',
    records: 'FollowUpScheduled',
    body: ScheduleFollowUpBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      followUp.schedule(body, state, { ...act, ...facts }),
    );
  },
);
