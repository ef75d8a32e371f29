import { type InputOf, said } from './act.ts';
import { eventOf, type ProposalFacts, requireGroup, requireLink, requireOpen, requireSubmitted } from './acting.ts';
import type { ProposalEvent } from './proposal-events.ts';
import type { Proposal, Submitted } from './proposal-state.ts';
import { requires } from './refusal.ts';

type Input<Type extends ProposalEvent['type']> = InputOf<ProposalEvent, Type>;

function requireAnswered(state: Submitted): void {
  requires(state.answers.length > 0, 'response.nothing-answered', 'There is no answer yet to respond to.');
}

export function respond(input: Input<'GroupResponded'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireGroup(state.group, facts);
  requireAnswered(state);
  return [eventOf('GroupResponded', input)];
}

export function hear(input: Input<'HeardByMember'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireGroup(state.group, facts);
  requireLink(input.link, state.group, facts);
  requireAnswered(state);
  return [eventOf('HeardByMember', input)];
}

/** Whether the group may reopen: it said it is unsatisfied or wants to continue, and has not reopened over this telling. */
export function reopen(input: Input<'ProposalReopened'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  if (state.status !== 'closed') requireOpen(state, facts);
  requireGroup(state.group, facts);
  requires(said(input.words?.reason), 'reopening.reason-missing', 'Say why it is reopened.', 'words.reason');
  const told = state.tellings.at(-1)?.event;
  requires(told, 'reopening.nothing-told', 'No answer has been told yet, so there is nothing to reopen.');
  requires(
    state.reopenings.every(({ telling }) => telling !== told),
    'reopening.once-per-telling',
    'The proposal has been reopened over this telling already. It can be reopened again when a new answer has been told.',
  );
  requires(
    state.responses.some(
      ({ telling, view }) => telling === told && (view === 'unsatisfied' || view === 'wantsToContinue'),
    ),
    'reopening.no-response',
    'The group reopens after it has responded that it is unsatisfied or wants to continue.',
  );
  return [eventOf('ProposalReopened', input)];
}
