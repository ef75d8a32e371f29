import { proposal, trial } from '#domain';
import { bodyOf } from '../body.ts';
import { proposalFacts } from '../proposal-facts.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class StartTrialBody extends bodyOf('StartTrialBody', proposal.events.TrialStarted) {}

export const StartTrial = useCase(
  {
    name: 'StartTrial',
    noun: 'proposals',
    verb: 'start-trial',
    summary: 'A trial starts; a group may start its own without asking.',
    records: 'TrialStarted',
    body: StartTrialBody,
  },
  async (context, { id, body, envelope }) => {
    const facts = await proposalFacts(context, id, envelope);
    return record(context, proposal, id, envelope, body, (act, { state }) =>
      trial.start(body, state, { ...act, ...facts }),
    );
  },
);
