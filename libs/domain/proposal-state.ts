import { type By, isClient } from './event.ts';
import type { Day, OccurredOn } from './occurred-on.ts';
import type { FactsIn } from './proposal-events.ts';

/** An event as the loop remembers it. */
export interface Step {
  /** Id of the event. */
  readonly event: string;
  /** Missing: not recorded. */
  readonly on: OccurredOn | undefined;
  readonly by: By | undefined;
  /** The source it comes from; missing: it was recorded as it happened. */
  readonly source: string | undefined;
}

export interface Holding extends Step {
  readonly round: number;
  readonly unit: string;
}

export interface Receipt extends Step {
  readonly round: number;
  readonly unit: string;
  readonly post: string | undefined;
  readonly estimate: OccurredOn | undefined;
}

/** More was asked; `ended` by the information or by an answer without it. */
export interface InformationPause extends Step {
  readonly round: number;
  readonly ended: Step | undefined;
}

/** What management said: by a post, or heard by somebody of the group; then it is unconfirmed until the post confirms. */
export interface Said extends Step {
  readonly post: string | undefined;
  readonly heard: boolean;
  readonly confirmed: Step | undefined;
}

export interface Answer extends Said, Pick<FactsIn<'ProposalDecided'>, 'decision' | 'reply'> {
  /** The unit that held the proposal then. */
  readonly unit: string;
  readonly responsiblePost: string | undefined;
  readonly byWhen: OccurredOn | undefined;
  readonly untilWhen: OccurredOn | undefined;
  readonly hasReason: boolean;
  readonly reasonCodes: readonly string[];
}

export interface FollowUp extends Said {
  readonly changed: FactsIn<'FollowUpRecorded'>['changed'];
  readonly next: OccurredOn | undefined;
  /** The answer it follows up; missing: none was recorded by then. */
  readonly answer: string | undefined;
  /** The group or a member said afterwards that it is not so. */
  readonly disputed: Step | undefined;
}

export interface Confirmation extends Step {
  readonly how: FactsIn<'TellingConfirmed'>['how'];
  /** By whom: at a meeting a client developer was present; a link does not say who. */
  readonly side: 'client' | 'staff' | 'link' | 'meeting' | 'notRecorded';
  /** Staff confirmed what staff told; counted apart. */
  readonly amongStaff: boolean;
}

export interface Telling extends Step {
  /** The answer or follow-up that was told. */
  readonly ofEvent: string;
  readonly how: FactsIn<'AnswerTold'>['how'];
  readonly confirmations: readonly Confirmation[];
}

export interface Response extends Step {
  readonly view: FactsIn<'GroupResponded'>['view'];
  /** The telling that was the latest then. */
  readonly telling: string | undefined;
}

export interface Trial extends Step {
  readonly answer: string | undefined;
  readonly until: OccurredOn | undefined;
  /** Started by the group without asking. */
  readonly own: boolean;
  readonly concluded: (Step & { readonly outcome: FactsIn<'TrialConcluded'>['outcome'] }) | undefined;
}

/** A change that started or reached a milestone. */
export interface Change extends Step {
  readonly answer: string | undefined;
}

/** The date of a follow-up, named in advance. */
export interface Scheduled extends Step {
  readonly answer: string | undefined;
  readonly next: Day;
}

export interface Reopening extends Step {
  readonly telling: string | undefined;
}

export interface Initiative extends Step {
  readonly registryNumber: string;
  readonly arrived: Day;
  readonly initiators: readonly string[];
  readonly heard: readonly Step[];
}

/** What is known of a proposal once it was submitted. Lists are in the order of recording. */
export interface Known {
  readonly group: string;
  readonly kind: FactsIn<'ProposalSubmitted'>['kind'];
  /** Missing: the source does not say. */
  readonly answerWanted: FactsIn<'ProposalSubmitted'>['answerWanted'] | undefined;
  readonly commission: string | undefined;
  readonly theme: string | undefined;
  readonly submitted: Step;
  /** The unit that holds it; who has held it, the present holder last. */
  readonly unit: string;
  readonly holders: readonly Holding[];
  /** 1 and one more for each reopening. */
  readonly round: number;
  /** Where the clocks of this round start: the submission or the latest reopening. */
  readonly began: Step;
  readonly reopenings: readonly Reopening[];
  readonly receipts: readonly Receipt[];
  readonly pauses: readonly InformationPause[];
  /** Every answer that was ever given. */
  readonly answers: readonly Answer[];
  /** Id of the answer of this round that is in force. */
  readonly inForce: string | undefined;
  readonly changes: readonly Change[];
  readonly trials: readonly Trial[];
  readonly scheduled: Scheduled | undefined;
  readonly followUps: readonly FollowUp[];
  readonly tellings: readonly Telling[];
  readonly responses: readonly Response[];
  readonly links: readonly FactsIn<'ProposalLinked'>[];
  readonly initiative: Initiative | undefined;
}

/** `open` says that nobody ended it; whether its loop has come to its end is computed (`isClosed`). */
export type Submitted = Known &
  (
    | { readonly status: 'open' }
    | { readonly status: 'withdrawn'; readonly ended: Step }
    | { readonly status: 'closed'; readonly ended: Step; readonly hasReason: boolean }
  );
export type Proposal = { readonly status: 'none' } | Submitted;

export const answerInForce = (proposal: Known): Answer | undefined =>
  proposal.answers.findLast((answer) => answer.event === proposal.inForce);

/** Whether this answer promises that something will change, so that a follow-up has to say whether it did. */
export const promises = (answer: Answer | undefined): answer is Answer =>
  answer?.decision === 'accepted' || answer?.decision === 'partlyAccepted' || answer?.decision === 'trial';

/** The latest follow-up of the answer in force that says how it ended: what came after `tooEarly`, or at once. */
export const finalFollowUp = (proposal: Known): FollowUp | undefined =>
  proposal.followUps.findLast(({ answer, changed }) => answer === proposal.inForce && changed !== 'tooEarly');

/** How often it was said to be too early to tell. */
export const timesTooEarly = (proposal: Known): number =>
  proposal.followUps.filter(({ changed }) => changed === 'tooEarly').length;

export const pendingInformation = (proposal: Known): InformationPause | undefined =>
  proposal.pauses.find((pause) => pause.ended === undefined);

/** An answer is wanted, so that there is a loop to close. */
export const isAsked = (proposal: Known): proposal is Known & { readonly answerWanted: 'decision' | 'reply' } =>
  proposal.answerWanted === 'decision' || proposal.answerWanted === 'reply';

/** Who confirms a telling, as far as it counts. */
export function confirmingSide(by: By | undefined, how: Confirmation['how']): Confirmation['side'] {
  if (how !== 'account') return how;
  if (isClient(by)) return 'client';
  return by?.role ? 'staff' : 'notRecorded';
}
