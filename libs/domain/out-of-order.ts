import type { AnyEvent, Metadata } from './event.ts';
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
export const threads: readonly string[] = ['season', 'link', 'group', 'member', 'voice'];

/** An event as far as the course of things is concerned. */
export interface Earlier extends Pick<AnyEvent, 'type' | 'data'> {
  readonly id: string;
  readonly metadata: Pick<Metadata, 'occurredOn'>;
}

/** As much of a stream as tells the course of things; whatever was folded tells it. */
export interface Course {
  readonly events: readonly Earlier[];
  /** Holds the ids of events recorded in error. */
  readonly errors: { has(event: string): boolean };
}

/**
 * Whether what happened `on` that day certainly came before something it presupposes: what began the stream, the event it
 * speaks of, or an earlier step. It is accepted and marked, because life does so. What was never recorded is no disorder.
 */
export function isOutOfOrder(
  event: Pick<AnyEvent, 'type' | 'data'>,
  on: OccurredOn | undefined,
  stream: Course,
): boolean {
  const [first] = stream.events;
  if (on === undefined || !first) return false;
  if (certainlyBefore(on, first.metadata.occurredOn)) return true;
  const { ofEvent } = event.data;
  const spokenOf = ofEvent === undefined ? undefined : stream.events.find(({ id }) => id === ofEvent);
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
