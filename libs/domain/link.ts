import { type InputOf, recording } from './act.ts';
import type { GroupEvent } from './group-events.ts';
import { type Facts, requireGroupSide, requireNotEnded, type State } from './group-state.ts';
import { requires } from './refusal.ts';

type Input<Type extends GroupEvent['type']> = InputOf<GroupEvent, Type>;
const record = recording<GroupEvent>();

/** The group's own link, for those who have no account. */
export function issueLink(input: Input<'LinkIssued'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  const { expires } = input;
  const known = state.links.get(input.link);
  requires(!known?.revoked, 'link.revoked', 'This link was revoked. Issue another.', 'link');
  if (known && known.expires === expires) return [];
  requireNotEnded(state);
  requires(
    expires === undefined || expires >= facts.today,
    'link.expires-in-past',
    'The day on which the link expires is past.',
    'expires',
  );
  return [record('LinkIssued', input)];
}

export function revokeLink(input: Input<'LinkRevoked'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  const known = state.links.get(input.link);
  requires(known, 'link.unknown', 'The group has no such link.', 'link');
  return known.revoked ? [] : [record('LinkRevoked', input)];
}
