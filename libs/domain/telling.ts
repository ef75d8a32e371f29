import type { InputOf } from './act.ts';
import {
  eventOf,
  type ProposalFacts,
  requireEitherSide,
  requireGroup,
  requireLink,
  requireMeeting,
  requireSubmitted,
} from './acting.ts';
import type { ProposalEvent } from './proposal-events.ts';
import { confirmingSide, type Proposal } from './proposal-state.ts';
import { requires } from './refusal.ts';

type Input<Type extends ProposalEvent['type']> = InputOf<ProposalEvent, Type>;

/** What management said was brought back to the group: by its coordinator, or by the post itself on a visit. */
export function record(input: Input<'AnswerTold'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireEitherSide(state, facts);
  requires(
    [...state.answers, ...state.followUps].some(({ event }) => event === input.ofEvent),
    'telling.nothing-to-tell',
    'Only an answer or a follow-up of this proposal is told.',
    'ofEvent',
  );
  requireMeeting(input.meeting, state.group, facts, 'meeting');
  return [eventOf('AnswerTold', input)];
}

/** The group confirms that it was told: a member by account, anybody by the group's link, or those at a meeting. */
export function confirm(input: Input<'TellingConfirmed'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireGroup(state.group, facts);
  const told = state.tellings.find(({ event }) => event === input.ofEvent);
  requires(told, 'telling.not-told', 'Only what was told can be confirmed: name the telling.', 'ofEvent');
  const { how } = input;
  requires(how !== 'account' || facts.by.role, 'telling.no-member', 'Say in which role the member confirms.', 'by');
  requires(
    how !== 'link' || facts.by.role === undefined,
    'telling.not-by-link',
    'By the link confirms whoever came with it. Members confirm by their accounts, and everybody at a meeting.',
    'how',
  );
  requires(how !== 'link' || input.link, 'telling.link-missing', 'Name the link of the group.', 'link');
  requires(how !== 'meeting' || input.meeting, 'telling.meeting-missing', 'Name the meeting.', 'meeting');
  requireLink(input.link, state.group, facts);
  requireMeeting(input.meeting, state.group, facts, 'meeting');
  requires(
    how !== 'meeting' || facts.meeting?.clientPresent,
    'telling.no-client-present',
    'A meeting confirms a telling only when a client developer was present at it.',
    'meeting',
  );
  const side = confirmingSide(facts.by, how);
  return told.confirmations.some((one) => one.side === side) ? [] : [eventOf('TellingConfirmed', input)];
}
