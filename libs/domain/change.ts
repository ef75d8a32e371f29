import { type InputOf, said } from './act.ts';
import { eventOf, type ProposalFacts, requireHolderOrHeard, requireOpen } from './acting.ts';
import type { ProposalEvent } from './proposal-events.ts';
import { answerInForce, type Proposal, promises } from './proposal-state.ts';
import { requires } from './refusal.ts';

function requirePromised(state: Proposal, facts: ProposalFacts): void {
  requireOpen(state, facts);
  requireHolderOrHeard(state, facts);
  requires(promises(answerInForce(state)), 'change.nothing-promised', 'No answer in force promises a change.');
}

export function start(
  input: InputOf<ProposalEvent, 'ChangeStarted'>,
  state: Proposal,
  facts: ProposalFacts,
): ProposalEvent[] {
  requirePromised(state, facts);
  return [eventOf('ChangeStarted', input)];
}

export function reachMilestone(
  input: InputOf<ProposalEvent, 'MilestoneReached'>,
  state: Proposal,
  facts: ProposalFacts,
): ProposalEvent[] {
  requirePromised(state, facts);
  requires(said(input.words?.what), 'change.what-missing', 'Say what has been reached.', 'words.what');
  return [eventOf('MilestoneReached', input)];
}
