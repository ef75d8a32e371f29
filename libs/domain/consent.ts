import { type InputOf, recording } from './act.ts';
import type { ConsentTo, GroupEvent } from './group-events.ts';
import { consentsOf, type Facts, type Founded, requireGroupSide, type State } from './group-state.ts';
import { requires } from './refusal.ts';

type Input<Type extends GroupEvent['type']> = InputOf<GroupEvent, Type>;
const record = recording<GroupEvent>();

interface Consent {
  readonly member?: string;
  readonly voice?: string;
  readonly to: readonly ConsentTo[];
}

function requireSubject(state: Founded, consent: Consent): void {
  const { member, voice } = consent;
  requires(
    (member === undefined) !== (voice === undefined),
    'consent.of-whom',
    'A consent is that of a member or for a voice: name one of them.',
  );
  requires(consent.to.length > 0, 'consent.to-nothing', 'Say to what.', 'to');
  if (member !== undefined) {
    const known = state.members.get(member);
    requires(known, 'member.unknown', 'The group has no such member.', 'member');
    requires(known.status !== 'forgotten', 'member.forgotten', 'This person was forgotten.', 'member');
  }
  if (voice !== undefined) requires(state.voices.has(voice), 'voice.unknown', 'There is no such voice.', 'voice');
}

export function giveConsent(input: Input<'ConsentGiven'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requireSubject(state, input);
  const given = consentsOf(state, input);
  return input.to.every((to) => given.has(to)) ? [] : [record('ConsentGiven', input)];
}

export function withdrawConsent(input: Input<'ConsentWithdrawn'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requireSubject(state, input);
  const given = consentsOf(state, input);
  return input.to.some((to) => given.has(to)) ? [record('ConsentWithdrawn', input)] : [];
}
