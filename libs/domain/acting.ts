import { recording, requireHappened } from './act.ts';
import { type Act, sideOf } from './event.ts';
import { certainlyBefore, type OccurredOn } from './occurred-on.ts';
import type { ProposalEvent } from './proposal-events.ts';
import type { Proposal, Submitted } from './proposal-state.ts';
import { requires } from './refusal.ts';

/** What the command of a proposal is told besides its input and the state. */
export interface ProposalFacts extends Act {
  /** For each post the command concerns: its unit, and the units that this one has succeeded. */
  readonly unitsOf: ReadonlyMap<string, readonly string[]>;
  /** The group that somebody acts for, and the groups it has succeeded. Missing: `by.group` alone. */
  readonly actingGroups?: readonly string[];
  /** The meeting that the input names. Missing: there is none such. */
  readonly meeting?: {
    readonly group: string;
    readonly held: boolean;
    /** A client developer or an expert by experience was counted among those present. */
    readonly clientPresent: boolean;
  };
  /** The link that the input names: of which group, and whether it is valid today. */
  readonly link?: { readonly group: string; readonly valid: boolean };
}

export const eventOf = recording<ProposalEvent>();

/** What every command asks first; afterwards the proposal is known. */
export function requireSubmitted(state: Proposal, facts: ProposalFacts): asserts state is Submitted {
  requireHappened(facts);
  requires(state.status !== 'none', 'proposal.unknown', 'There is no such proposal.');
}

/** What every command asks that carries the loop on. */
export function requireOpen(
  state: Proposal,
  facts: ProposalFacts,
): asserts state is Extract<Submitted, { status: 'open' }> {
  requireSubmitted(state, facts);
  requires(state.status !== 'withdrawn', 'proposal.withdrawn', 'The group has withdrawn this proposal.');
  requires(
    state.status !== 'closed',
    'proposal.closed',
    'This proposal was closed with a stated reason. Reopen it, or submit a new one.',
  );
}

/** Whether a post belongs to the unit that holds the proposal, or to the one that succeeded it. Units above do not answer. */
export function isOfHolder(post: string | undefined, state: Submitted, facts: ProposalFacts): boolean {
  return post !== undefined && (facts.unitsOf.get(post) ?? []).includes(state.unit);
}

/** Whether somebody acts for this group, as one of its own or with its link. */
export function isOfGroup(group: string, facts: ProposalFacts): boolean {
  const groups = facts.actingGroups ?? [facts.by.group];
  return sideOf(facts.by) === 'group' && groups.includes(group);
}

export const isCoordinator = (state: Submitted, facts: ProposalFacts): boolean =>
  facts.by.role === 'coordinator' && isOfGroup(state.group, facts);

export function requireHolder(state: Submitted, facts: ProposalFacts): void {
  requires(
    isOfHolder(facts.by.post, state, facts),
    'proposal.not-its-holder',
    'Only a post of the unit that holds the proposal can do this.',
  );
}

/** Management often only speaks: then the coordinator of the group who heard it writes it down. */
export function requireHolderOrHeard(state: Submitted, facts: ProposalFacts): void {
  requires(
    isOfHolder(facts.by.post, state, facts) || isCoordinator(state, facts),
    'proposal.not-its-holder-or-coordinator',
    'Only a post of the unit that holds the proposal can do this, or the coordinator of the group, who writes down what was heard.',
  );
}

export function requireGroup(group: string, facts: ProposalFacts): void {
  requires(isOfGroup(group, facts), 'proposal.not-its-group', "Only the group's own side can do this.");
}

export function requireEitherSide(state: Submitted, facts: ProposalFacts): void {
  requires(
    isOfHolder(facts.by.post, state, facts) || isOfGroup(state.group, facts),
    'proposal.not-its-sides',
    "Only the group's own side, or a post of the unit that holds the proposal, can do this.",
  );
}

export function requirePost(post: string | undefined, facts: ProposalFacts, field: string): void {
  requires(post === undefined || facts.unitsOf.has(post), 'proposal.post-unknown', 'There is no such post.', field);
}

export function requireMeeting(meeting: string | undefined, group: string, facts: ProposalFacts, field: string): void {
  if (meeting === undefined) return;
  requires(facts.meeting, 'proposal.meeting-unknown', 'There is no such meeting.', field);
  requires(
    facts.meeting.group === group || facts.actingGroups?.includes(facts.meeting.group),
    'proposal.meeting-of-another-group',
    'That was a meeting of another group.',
    field,
  );
}

export function requireLink(link: string | undefined, group: string, facts: ProposalFacts): void {
  if (link === undefined) return;
  requires(
    facts.link?.valid && (facts.link.group === group || facts.actingGroups?.includes(facts.link.group)),
    'proposal.link-not-valid',
    "The link is not the group's, or it is no longer valid.",
    'link',
  );
}

/** A date that is promised lies on the day of the promise or after it. */
export function requireNotPassed(promised: OccurredOn | undefined, facts: ProposalFacts, field: string): void {
  requires(
    !certainlyBefore(promised, facts.on),
    'proposal.date-passed',
    'A date that is named in advance cannot lie before the day on which it is named.',
    field,
  );
}
