import { type InputOf, requireHappened, said } from './act.ts';
import {
  eventOf,
  type ProposalFacts,
  requireEitherSide,
  requireGroup,
  requireHolder,
  requireHolderOrHeard,
  requireMeeting,
  requireNotPassed,
  requireOpen,
  requirePost,
  requireSubmitted,
} from './acting.ts';
import type { ProposalEvent } from './proposal-events.ts';
import { isAsked, type Proposal, pendingInformation, type Submitted } from './proposal-state.ts';
import { requires } from './refusal.ts';
import { isAnswered, keepsOpen } from './waits.ts';

export { category, events, type ProposalEvent } from './proposal-events.ts';
export { evolve, initial } from './proposal-evolve.ts';
export type { Proposal as State } from './proposal-state.ts';
export { hear, reopen, respond } from './response.ts';

type Input<Type extends ProposalEvent['type']> = InputOf<ProposalEvent, Type>;

/** What must be known of the unit that a proposal goes to. */
export interface UnitFacts {
  readonly status: 'none' | 'open' | 'closed';
  readonly successor?: string | undefined;
}

function requireUnit(unit: UnitFacts): void {
  requires(unit.status !== 'none', 'proposal.unit-unknown', 'There is no such unit.', 'unit');
  requires(
    unit.successor === undefined,
    'proposal.unit-succeeded',
    'Another unit has succeeded that unit. Name that one.',
    'unit',
  );
  requires(unit.status !== 'closed', 'proposal.unit-closed', 'That unit has been closed.', 'unit');
}

/** What must be known of the group, the unit and the commission that a new proposal names. */
export interface SubmitFacts extends ProposalFacts {
  readonly group: { readonly status: 'none' | 'living' | 'ended' };
  readonly unit: UnitFacts;
  readonly commission?: {
    readonly status: 'none' | 'open' | 'withdrawn' | 'closed';
    readonly groups?: ReadonlyMap<string, unknown>;
  };
}

export function submit(input: Input<'ProposalSubmitted'>, state: Proposal, facts: SubmitFacts): ProposalEvent[] {
  requireHappened(facts);
  requires(state.status === 'none', 'proposal.exists', 'A proposal with this id was already submitted.');
  requires(facts.group.status !== 'none', 'proposal.group-unknown', 'There is no such group.', 'group');
  requireGroup(input.group, facts);
  requires(facts.group.status === 'living', 'proposal.group-ended', 'A group that has ended submits nothing new.');
  requireUnit(facts.unit);
  requires(said(input.words?.title), 'proposal.title-missing', 'Give the proposal a title.', 'words.title');
  requires(
    input.answerWanted,
    'proposal.answer-wanted-missing',
    'Say which answer is wanted: a decision, a reply or none.',
    'answerWanted',
  );
  const origin = input.origin ?? (input.commission === undefined ? 'own' : 'commission');
  requires(
    (origin === 'commission') === (input.commission !== undefined),
    'proposal.origin-unclear',
    'A proposal on a commission names the commission; one of its own names none.',
    'commission',
  );
  if (input.commission !== undefined) requireCommission(input.group, facts);
  requireMeeting(input.meeting, input.group, facts, 'meeting');
  return [eventOf('ProposalSubmitted', { ...input, origin })];
}

function requireCommission(group: string, facts: SubmitFacts): void {
  const { status = 'none', groups } = facts.commission ?? {};
  requires(status !== 'none', 'proposal.commission-unknown', 'There is no such commission.', 'commission');
  requires(
    groups?.has(group) || facts.actingGroups?.some((one) => groups?.has(one)),
    'proposal.commission-of-another-group',
    'That commission was not given to this group.',
    'commission',
  );
  requires(
    status === 'open',
    'proposal.commission-ended',
    'That commission was withdrawn or closed. Submit the proposal as one of your own.',
    'commission',
  );
}

function requireUnanswered(state: Submitted): void {
  requires(!isAnswered(state), 'proposal.answered', 'The proposal has been answered. Respond to the answer instead.');
}

export function revise(input: Input<'ProposalRevised'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireOpen(state, facts);
  requireGroup(state.group, facts);
  requireUnanswered(state);
  const { title, text, changeHopedFor } = input.words ?? {};
  requires(title === undefined || said(title), 'proposal.title-empty', 'A title cannot be taken away.', 'words.title');
  const revised = [input.kind, input.theme, input.voicedBy, title, text, changeHopedFor];
  return revised.every((value) => value === undefined) ? [] : [eventOf('ProposalRevised', input)];
}

/** An end before the loop has come to its own; what has come to it needs no other. */
function requireUnfinished(state: Submitted): void {
  requires(
    !isAsked(state) || keepsOpen(state).length > 0,
    'proposal.loop-closed',
    'The loop of this proposal has been closed: it was answered, told and confirmed.',
  );
}

export function withdraw(input: Input<'ProposalWithdrawn'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireGroup(state.group, facts);
  if (state.status === 'withdrawn') return [];
  requireOpen(state, facts);
  requireUnfinished(state);
  return [eventOf('ProposalWithdrawn', input)];
}

export function close(input: Input<'ProposalClosed'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireEitherSide(state, facts);
  if (state.status === 'closed') return [];
  requireOpen(state, facts);
  requires(said(input.words?.reason), 'proposal.reason-missing', 'Say why it is closed.', 'words.reason');
  requireUnfinished(state);
  return [eventOf('ProposalClosed', input)];
}

export function receive(input: Input<'ProposalReceived'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireOpen(state, facts);
  requireHolderOrHeard(state, facts);
  const post = input.post ?? facts.by.post;
  requires(post, 'proposal.handler-missing', 'Say which post handles the proposal.', 'post');
  requirePost(post, facts, 'post');
  requireNotPassed(input.estimate, facts, 'estimate');
  const last = state.receipts.findLast(({ round, unit }) => round === state.round && unit === state.unit);
  if (last?.post === post && last.estimate === input.estimate) return [];
  return [eventOf('ProposalReceived', { ...input, post })];
}

export function forward(
  input: Input<'ProposalForwarded'>,
  state: Proposal,
  facts: ProposalFacts & { readonly unit: UnitFacts },
): ProposalEvent[] {
  requireOpen(state, facts);
  requireHolder(state, facts);
  if (input.unit === state.unit) return [];
  requireUnit(facts.unit);
  requires(said(input.words?.why), 'proposal.why-missing', 'Say why it is forwarded.', 'words.why');
  return [eventOf('ProposalForwarded', input)];
}

export function link(
  input: Input<'ProposalLinked'>,
  state: Proposal,
  facts: ProposalFacts & { readonly id: string; readonly linked: { readonly status: Proposal['status'] } },
): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireEitherSide(state, facts);
  requires(input.proposal !== facts.id, 'proposal.linked-to-itself', 'A proposal is not linked to itself.', 'proposal');
  requires(facts.linked.status !== 'none', 'proposal.linked-unknown', 'There is no such proposal.', 'proposal');
  const linked = state.links.some(({ proposal, how }) => proposal === input.proposal && how === input.how);
  return linked ? [] : [eventOf('ProposalLinked', input)];
}

export function requestInformation(
  input: Input<'MoreInformationRequested'>,
  state: Proposal,
  facts: ProposalFacts,
): ProposalEvent[] {
  requireOpen(state, facts);
  requireHolder(state, facts);
  requireUnanswered(state);
  requires(said(input.words?.question), 'information.question-missing', 'Say what is asked.', 'words.question');
  requires(
    !pendingInformation(state),
    'information.already-requested',
    'More information has been requested already and has not come yet.',
  );
  return [eventOf('MoreInformationRequested', input)];
}

export function provideInformation(
  input: Input<'MoreInformationProvided'>,
  state: Proposal,
  facts: ProposalFacts,
): ProposalEvent[] {
  requireOpen(state, facts);
  requireGroup(state.group, facts);
  requires(pendingInformation(state), 'information.not-requested', 'No information is being waited for.');
  requires(said(input.words?.answer), 'information.answer-missing', 'Give the information.', 'words.answer');
  return [eventOf('MoreInformationProvided', input)];
}

export function recordLedTo(input: Input<'LedTo'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireEitherSide(state, facts);
  requires(said(input.words?.what), 'proposal.what-missing', 'Say what it led to.', 'words.what');
  return [eventOf('LedTo', input)];
}
