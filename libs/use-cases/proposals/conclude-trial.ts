import { proposal, trial } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ConcludeTrialBody extends bodyOf('ConcludeTrialBody', proposal.events.TrialConcluded) {}

export const ConcludeTrial = useCase(
  {
    name: 'ConcludeTrial',
    noun: 'proposals',
    verb: 'conclude-trial',
    summary: 'A trial ends: adopt, adapt or abandon, and what was learnt.',
    records: 'TrialConcluded',
    body: ConcludeTrialBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      trial.conclude(body, state, { ...act, ...facts }),
    );
  },
);
