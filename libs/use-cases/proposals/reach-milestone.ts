import { change, proposal } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ReachMilestoneBody extends bodyOf('ReachMilestoneBody', proposal.events.MilestoneReached) {}

export const ReachMilestone = useCase(
  {
    name: 'ReachMilestone',
    noun: 'proposals',
    verb: 'reach-milestone',
    summary: 'Something on the way to the change was reached.',
    records: 'MilestoneReached',
    body: ReachMilestoneBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      change.reachMilestone(body, state, { ...act, ...facts }),
    );
  },
);
