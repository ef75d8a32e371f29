import { opensOn, organisation, proposal, requires, sideOf } from '#domain';
import { type Context, dayOf, type Envelope } from './context.ts';
import { ORGANISATION } from './modules.ts';
import type { Noun } from './noun.ts';

/**
 * Which texts an answer has says what it was, so nobody whom it is to be told first does anything with its texts before; the
 * coordinator, who tells it, does. What was said to be an error was not told either.
 */
export async function requireTold(
  { streams, clock }: Context,
  noun: Noun,
  id: string,
  { by }: Pick<Envelope, 'by'>,
  ofEvent: string,
): Promise<void> {
  if (noun !== 'proposals' || sideOf(by) !== 'group' || by.role === 'coordinator') return;
  const [{ state, events }, { state: itsOrganisation }] = await Promise.all([
    streams.load(proposal, id),
    streams.load(organisation, ORGANISATION),
  ]);
  const isTooEarly = events.some(
    ({ id: one, type, data }) => one === ofEvent && type === 'FollowUpRecorded' && data.changed === 'tooEarly',
  );
  const withErrors = events.reduce(proposal.evolve, proposal.initial);
  const opens = [state, withErrors].map((one) =>
    one.status === 'none' ? undefined : opensOn(one, ofEvent, itsOrganisation.daysToTell),
  );
  const today = dayOf(clock.now());
  requires(
    isTooEarly || opens.every((day) => day === undefined || day <= today),
    'telling.not-told',
    'This answer has not been told to the group yet.',
    'ofEvent',
  );
}
