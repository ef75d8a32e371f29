import { type InputOf, said } from './act.ts';
import {
  eventOf,
  type ProposalFacts,
  requireEitherSide,
  requireHolderOrHeard,
  requireOpen,
  requireSubmitted,
} from './acting.ts';
import type { ProposalEvent } from './proposal-events.ts';
import type { Proposal } from './proposal-state.ts';
import { requires } from './refusal.ts';

type Input<Type extends ProposalEvent['type']> = InputOf<ProposalEvent, Type>;

/** The proposal arrived at the registry as an initiative of persons, which starts further clocks beside the unit's own. */
export function mark(
  input: Input<'MarkedAsInitiative'>,
  state: Proposal,
  facts: ProposalFacts & {
    /** Members who consented to their names being given. */
    readonly consenting: ReadonlySet<string>;
  },
): ProposalEvent[] {
  requireOpen(state, facts);
  requireEitherSide(state, facts);
  const { initiative } = state;
  const isSame =
    initiative?.registryNumber === input.registryNumber &&
    initiative.arrived === input.arrived &&
    input.initiators.every((one) => initiative.initiators.includes(one));
  requires(
    !initiative || isSame,
    'initiative.exists',
    'This proposal is an initiative already: of others, or under another number or day.',
  );
  requires(
    input.initiators.length > 0,
    'initiative.initiator-missing',
    'A mixed group is not an initiator itself: name the persons who are.',
    'initiators',
  );
  requires(
    input.initiators.every((member) => facts.consenting.has(member)),
    'initiative.consent-missing',
    'Each initiator consents to the name being given.',
    'initiators',
  );
  requires(
    input.arrived <= facts.today,
    'initiative.arrival-in-future',
    'An initiative cannot have arrived after today.',
    'arrived',
  );
  // Said again it is no further fact; names and contacts may be others now, of those alone who still consent.
  return isSame ? [] : [eventOf('MarkedAsInitiative', input)];
}

/** Management heard the initiators or those who speak for them. */
export function hear(input: Input<'InitiatorHeard'>, state: Proposal, facts: ProposalFacts): ProposalEvent[] {
  requireSubmitted(state, facts);
  requireHolderOrHeard(state, facts);
  requires(state.initiative, 'initiative.unknown', 'This proposal has not been marked as an initiative.');
  requires(
    input.initiator === undefined || state.initiative.initiators.includes(input.initiator),
    'initiative.initiator-unknown',
    'That person is not an initiator of this initiative.',
    'initiator',
  );
  requires(said(input.words?.what), 'initiative.what-missing', 'Say what was heard.', 'words.what');
  return [eventOf('InitiatorHeard', input)];
}
