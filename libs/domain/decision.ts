import { type InputOf, said } from './act.ts';
import {
  eventOf,
  isCoordinator,
  isOfHolder,
  type ProposalFacts,
  requireMeeting,
  requireNotPassed,
  requireOpen,
  requirePost,
  requireSubmitted,
} from './acting.ts';
import type { ProposalEvent } from './proposal-events.ts';
import type { Proposal } from './proposal-state.ts';
import { requires } from './refusal.ts';

type Input<Type extends ProposalEvent['type']> = InputOf<ProposalEvent, Type>;

/** The longest reason that serves as its own brief answer, in characters. */
const briefEnough = 300;

/**
 * Management answers: by a post of the unit that holds the proposal, or written down by the group's coordinator who heard
 * it. A further answer revises an earlier one.
 */
export function take(input: Input<'ProposalDecided'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireOpen(state, facts);
  const heard = isCoordinator(state, facts);
  requires(
    heard || isOfHolder(facts.by.post, state, facts),
    'decision.not-its-holder',
    'Only the unit that holds the proposal answers it: by its post, or written down by the coordinator of the group who heard it.',
  );
  const post = input.post ?? facts.by.post;
  requires(post, 'decision.post-missing', 'Say which post gave the answer.', 'post');
  requires(
    facts.by.post === undefined || post === facts.by.post,
    'decision.other-post',
    'A post answers and confirms in its own name only.',
    'post',
  );
  requires(
    isOfHolder(post, state, facts),
    'decision.post-not-of-holder',
    'The post that gave the answer is not of the unit that holds the proposal.',
    'post',
  );
  requireMeeting(input.heardAt, state.group, facts, 'heardAt');
  requirePost(input.responsiblePost, facts, 'responsiblePost');
  requireOutcome(input, state.answerWanted);
  requireReason(input);
  requireNotPassed(input.byWhen, facts, 'byWhen');
  requireNotPassed(input.untilWhen, facts, 'untilWhen');
  return [eventOf('ProposalDecided', { ...input, post })];
}

function requireOutcome(input: Input<'ProposalDecided'>, wanted: 'decision' | 'reply' | 'none' | undefined): void {
  const { decision, reply } = input;
  requires(
    decision || reply,
    'decision.outcome-missing',
    'Say what the answer is: a decision, or a reply.',
    wanted === 'reply' ? 'reply' : 'decision',
  );
  requires(!decision || !reply, 'decision.two-outcomes', 'An answer is a decision or a reply, not both.', 'reply');
  requires(
    decision || wanted !== 'decision',
    'decision.decision-wanted',
    'The group asked for a decision; a reply does not answer that.',
    'decision',
  );
  requires(
    decision !== 'deferred' || input.untilWhen,
    'decision.next-date-missing',
    'A deferral names the date on which the decision is owed again.',
    'untilWhen',
  );
  requires(
    decision !== 'trial' || !input.reasonCodes?.length,
    'decision.trial-not-coded',
    'A trial has no reason codes: they say why something is not done.',
    'reasonCodes',
  );
}

function requireReason(input: Input<'ProposalDecided'>): void {
  const { reason, briefAnswer } = input.words ?? {};
  requires(
    said(reason),
    'decision.reason-missing',
    'No answer without a reason in words, whatever the outcome.',
    'words.reason',
  );
  requires(
    said(briefAnswer) || (reason ?? '').trim().length <= briefEnough,
    'decision.brief-answer-missing',
    'A reason of more than 300 characters needs a brief answer in plain language beside it.',
    'words.briefAnswer',
  );
}

/** The post itself confirms what somebody else wrote down: an answer or a follow-up. */
export function confirm(input: Input<'DecisionConfirmed'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  const said = [...state.answers, ...state.followUps].find(({ event }) => event === input.ofEvent);
  requires(said, 'decision.unknown', 'This proposal has no such answer.', 'ofEvent');
  const by = facts.by.post;
  requires(
    by !== undefined &&
      by === input.post &&
      (said.post === undefined ? isOfHolder(by, state, facts) : by === said.post),
    'decision.not-its-post',
    'An answer is confirmed by the post that gave it.',
    'post',
  );
  return said.confirmed || !said.heard ? [] : [eventOf('DecisionConfirmed', input)];
}

/** Later, an analyst says in codes what the reason says in words. */
export function codeReason(input: Input<'ReasonCoded'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  const answer = state.answers.find(({ event }) => event === input.ofEvent);
  requires(answer, 'decision.unknown', 'This proposal has no such answer.', 'ofEvent');
  requires(
    input.reasonCodes.length > 0,
    'decision.reason-codes-missing',
    'Name at least one reason code.',
    'reasonCodes',
  );
  requires(
    answer.decision !== 'trial',
    'decision.trial-not-coded',
    'A trial has no reason codes: they say why something is not done.',
    'reasonCodes',
  );
  const same = [...answer.reasonCodes].sort().join() === [...input.reasonCodes].sort().join();
  return same ? [] : [eventOf('ReasonCoded', input)];
}
