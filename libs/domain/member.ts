import { type InputOf, recording } from './act.ts';
import type { GroupEvent } from './group-events.ts';
import { type Facts, type Founded, type Member, requireGroupSide, requireNotEnded, type State } from './group-state.ts';
import { requires } from './refusal.ts';

type Input<Type extends GroupEvent['type']> = InputOf<GroupEvent, Type>;
const record = recording<GroupEvent>();

function memberOf(state: Founded, id: string): Member {
  const member = state.members.get(id);
  requires(member, 'member.unknown', 'The group has no such member.', 'member');
  return member;
}

/** Who is a member already takes another role by joining in it. */
export function join(input: Input<'MemberJoined'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requireNotEnded(state, facts.on);
  const member = state.members.get(input.member);
  requires(member?.status !== 'forgotten', 'member.forgotten', 'This person was forgotten. Use a new id.', 'member');
  return member?.status === 'member' && member.role === input.role ? [] : [record('MemberJoined', input)];
}

/** Why somebody leaves is never recorded. */
export function leave(input: Input<'MemberLeft'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  const { status } = memberOf(state, input.member);
  return status === 'left' || status === 'forgotten' ? [] : [record('MemberLeft', input)];
}

/** The person's name and contact are deleted beside the log; the id then points to nobody. */
export function forgetPerson(input: Input<'PersonForgotten'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  return memberOf(state, input.member).status === 'forgotten' ? [] : [record('PersonForgotten', input)];
}
