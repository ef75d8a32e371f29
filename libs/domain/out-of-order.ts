import type { Folded } from './decider.ts';
import type { AnyEvent } from './event.ts';
import { certainlyBefore, type OccurredOn } from './occurred-on.ts';

/** Which events of the same stream must have come first, in the course of things: any one of those named. */
const presupposes: Readonly<Record<string, readonly string[]>> = {
  ConsentWithdrawn: ['ConsentGiven'],
  SeasonRevised: ['SeasonPlanned'],
  SeasonReviewed: ['SeasonPlanned'],
  LinkRevoked: ['LinkIssued'],
  CommissionClarified: ['CommissionQuestioned'],
  MoreInformationProvided: ['MoreInformationRequested'],
  ChangeStarted: ['ProposalDecided'],
  MilestoneReached: ['ChangeStarted'],
  TrialStarted: ['ProposalDecided'],
  TrialConcluded: ['TrialStarted'],
  FollowUpRecorded: ['ProposalDecided'],
  GroupResponded: ['AnswerTold'],
  HeardByMember: ['AnswerTold'],
  ProposalReopened: ['ProposalDecided', 'ProposalWithdrawn', 'ProposalClosed'],
  InitiatorHeard: ['MarkedAsInitiative'],
};

/** Facts that tell several such threads in one stream apart. */
const threads = ['season', 'link', 'group', 'member', 'voice'];

/**
 * Whether what happened `on` that day certainly came before something it presupposes: what began the stream, the event it
 * speaks of, or an earlier step. It is accepted and marked, because life does so. What was never recorded is no disorder.
 */
export function isOutOfOrder(
  event: Pick<AnyEvent, 'type' | 'data'>,
  on: OccurredOn | undefined,
  stream: Folded<unknown, AnyEvent>,
): boolean {
  const [first] = stream.events;
  if (on === undefined || !first) return false;
  if (certainlyBefore(on, first.metadata.occurredOn)) return true;
  const spokenOf = stream.events.find(({ id }) => id === event.data.ofEvent);
  if (certainlyBefore(on, spokenOf?.metadata.occurredOn)) return true;
  const steps = presupposes[event.type];
  if (!steps) return false;
  const earlier = stream.events.filter(
    ({ id, type, data }) =>
      steps.includes(type) &&
      !stream.errors.has(id) &&
      threads.every((thread) => event.data[thread] === undefined || data[thread] === event.data[thread]),
  );
  return earlier.length > 0 && earlier.every(({ metadata }) => certainlyBefore(on, metadata.occurredOn));
}
