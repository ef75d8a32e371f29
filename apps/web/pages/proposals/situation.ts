import type { AnswerOf, OwedItem } from '../../api.ts';
import type { Self } from '../../me.ts';

export type Proposal = AnswerOf<'/api/proposals/{id}'>;
type Answer = Exclude<Proposal['answers'][number], { untold: unknown }>;
type FollowUp = Exclude<Proposal['followUps'][number], { untold: unknown }>;

/** In what somebody can act on this one proposal. */
export type Side = 'holder' | 'coordinator' | 'member' | 'analyst';

/** A proposal and whoever looks at it: what the table of deeds asks. */
export interface Situation {
  readonly proposal: Proposal;
  /** The capacity of each side that is open to whoever looks, as the server calls it. */
  readonly as: Readonly<Partial<Record<Side, string>>>;
  /** Management's answer in force, as far as whoever looks may read it. */
  readonly answer: Answer | undefined;
  readonly isOpen: boolean;
  /** Management has answered, and nothing of the question is left open. */
  readonly isAnswered: boolean;
  /** The answer in force promises a change of which nobody has said yet how it ended. */
  readonly awaitsChange: boolean;
  /** Whether an operation is open to whoever looks at all. */
  readonly can: (operation: string) => boolean;
  readonly owes: (...whats: readonly OwedItem['what'][]) => OwedItem | undefined;
}

const promising = ['accepted', 'partlyAccepted', 'trial'];

/** @param holders posts of the unit that holds the proposal */
export function situationOf(proposal: Proposal, self: Self, holders: readonly string[]): Situation {
  const groups = [proposal.group, ...proposal.owed.map(({ group }) => group)];
  const find = (kind: string, of: readonly string[]) =>
    self.as.find((one) => one.kind === kind && one.of !== undefined && of.includes(one.of))?.name;
  const sides = {
    holder: find('management', holders),
    coordinator: find('coordinator', groups),
    member: find('member', groups),
    analyst: self.as.find(({ kind }) => kind === 'analyst')?.name,
  };
  const owes = (...whats: readonly OwedItem['what'][]) => proposal.owed.find(({ what }) => whats.includes(what));
  const answer = proposal.answers.find((one): one is Answer => 'inForce' in one && one.inForce);
  const isOpen = proposal.ended === undefined;
  const isFinal = proposal.followUps.some((one) => isRead(one) && one.changed !== 'tooEarly' && isLater(one, answer));
  return {
    proposal,
    as: Object.fromEntries(Object.entries(sides).filter(([, name]) => name !== undefined)),
    answer,
    isOpen,
    isAnswered: proposal.answers.length > 0 && !owes('decision', 'reply'),
    awaitsChange: isOpen && promising.includes(answer?.decision ?? '') && !isFinal,
    can: self.can,
    owes,
  };
}

/** Whether whoever looks may read it, as far as the group is told first. */
export const isRead = (one: Proposal['followUps'][number]): one is FollowUp => !('untold' in one);

/** Ids of events are made in the order of recording. */
const isLater = (one: { readonly event: string }, other: { readonly event: string } | undefined): boolean =>
  other === undefined || one.event > other.event;

/** The question of management that has not been answered yet. */
export const pendingQuestion = ({ proposal }: Situation) => proposal.informationRequests.find(({ ended }) => !ended);

export const runningTrial = ({ proposal }: Situation) => proposal.trials.find(({ outcome }) => outcome === undefined);

/** The group said, of what it was told last, that it is not content; and it has not reopened over that. */
export function mayReopen({ proposal }: Situation): boolean {
  const told = proposal.tellings.at(-1);
  const response = proposal.responses.at(-1);
  if (!told || !response || proposal.closed === 'withdrawn') return false;
  const isDiscontent = ['unsatisfied', 'wantsToContinue'].includes(response.view) && isLater(response, told);
  return isDiscontent && proposal.reopenings.every((one) => !isLater(one, told));
}

/** The group was told something, of which it has not said yet what it thinks. */
export function isInvited({ proposal }: Situation): boolean {
  const told = proposal.tellings.at(-1);
  const response = proposal.responses.at(-1);
  return told !== undefined && (response === undefined || !isLater(response, told));
}
