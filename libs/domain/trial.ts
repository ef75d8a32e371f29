import { type InputOf, said } from './act.ts';
import {
  eventOf,
  isOfGroup,
  type ProposalFacts,
  requireEitherSide,
  requireNotPassed,
  requireOpen,
  requireSubmitted,
} from './acting.ts';
import type { ProposalEvent } from './proposal-events.ts';
import { answerInForce, type Proposal, promises } from './proposal-state.ts';
import { requires } from './refusal.ts';

type Input<Type extends ProposalEvent['type']> = InputOf<ProposalEvent, Type>;

/** A group may start a trial of its own without asking; management starts one that it has promised. */
export function start(input: Input<'TrialStarted'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireOpen(state, facts);
  requireEitherSide(state, facts);
  requires(
    isOfGroup(state.group, facts) || promises(answerInForce(state)),
    'trial.not-promised',
    'Management starts a trial when it has answered that it will try or do this.',
  );
  requires(
    state.trials.every(({ concluded }) => concluded),
    'trial.already-running',
    'A trial is running. Conclude it first.',
  );
  requires(said(input.words?.what), 'trial.what-missing', 'Say what is tried.', 'words.what');
  requireNotPassed(input.until, facts, 'until');
  return [eventOf('TrialStarted', input)];
}

/** A trial that runs may be concluded whatever has become of the proposal. */
export function conclude(input: Input<'TrialConcluded'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireEitherSide(state, facts);
  requires(
    state.trials.some(({ concluded }) => !concluded),
    'trial.none-running',
    'No trial is running.',
  );
  requires(
    said(input.words?.whatWasLearnt),
    'trial.what-was-learnt-missing',
    'Say what was learnt.',
    'words.whatWasLearnt',
  );
  return [eventOf('TrialConcluded', input)];
}
