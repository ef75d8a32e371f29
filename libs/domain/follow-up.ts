import { type InputOf, said } from './act.ts';
import { eventOf, type ProposalFacts, requireHolderOrHeard, requireNotPassed, requireOpen } from './acting.ts';
import type { ProposalEvent } from './proposal-events.ts';
import { answerInForce, finalFollowUp, type Proposal, promises, type Submitted } from './proposal-state.ts';
import { requires } from './refusal.ts';

type Input<Type extends ProposalEvent['type']> = InputOf<ProposalEvent, Type>;

function requirePromise(state: Submitted): void {
  requires(
    promises(answerInForce(state)),
    'follow-up.nothing-promised',
    'No answer in force promises a change, so there is none to follow up.',
  );
}

export function schedule(input: Input<'FollowUpScheduled'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireOpen(state, facts);
  requireHolderOrHeard(state, facts);
  requirePromise(state);
  requires(!finalFollowUp(state), 'follow-up.already-final', 'It has already been said what changed.');
  requireNotPassed(input.next, facts, 'next');
  return state.scheduled?.next === input.next ? [] : [eventOf('FollowUpScheduled', input)];
}

/** What changed, did it change at all, and why not. */
export function record(input: Input<'FollowUpRecorded'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireOpen(state, facts);
  requireHolderOrHeard(state, facts);
  requirePromise(state);
  const { changed, words } = input;
  requires(
    changed !== 'tooEarly' || !finalFollowUp(state),
    'follow-up.already-final',
    'It has already been said what changed.',
    'changed',
  );
  requires(
    (changed !== 'yes' && changed !== 'partly') || said(words?.whatChanged),
    'follow-up.what-changed-missing',
    'Say what changed.',
    'words.whatChanged',
  );
  requires(changed === 'yes' || said(words?.whyNot), 'follow-up.why-not-missing', 'Say why not.', 'words.whyNot');
  requires(
    changed !== 'tooEarly' || input.next,
    'follow-up.next-date-missing',
    'When it is too early to tell, name the next date.',
    'next',
  );
  requireNotPassed(input.next, facts, 'next');
  return [eventOf('FollowUpRecorded', input)];
}
