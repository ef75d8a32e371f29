import { type InputOf, recording, requireHappened, said } from './act.ts';
import type { GroupEvent } from './group-events.ts';
import { type Facts, requireFounded, requireGroupSide, type State } from './group-state.ts';
import { requires } from './refusal.ts';
import type { State as UnitState } from './unit.ts';

export * from './activity.ts';
export * from './consent.ts';
export { events, type GroupEvent, ledToKinds } from './group-events.ts';
export {
  category,
  consentsOf,
  consentsOfAll,
  evolve,
  type Facts,
  initial,
  type State,
} from './group-state.ts';
export * from './link.ts';
export * from './member.ts';
export * from './season.ts';

type Input<Type extends GroupEvent['type']> = InputOf<GroupEvent, Type>;
const record = recording<GroupEvent>();

/** `unit` and `parent` are the states of the unit and the group that the input names. */
export function found(
  input: Input<'GroupFounded'>,
  state: State,
  facts: Facts & {
    readonly unit: UnitState;
    readonly parent?: State | undefined;
  },
): GroupEvent[] {
  requireHappened(facts);
  requires(state.status === 'none', 'group.exists', 'A group with this id is there already.');
  requires(said(input.words?.name), 'group.name-missing', 'Give the group a name.', 'words.name');
  requires(facts.unit.status !== 'none', 'unit.unknown', 'There is no such unit.', 'unit');
  requires(facts.unit.status === 'open', 'unit.closed', 'The unit is closed.', 'unit');
  if (input.parent !== undefined) {
    requires(input.parent !== facts.id, 'group.own-parent', 'A group cannot be its own parent.', 'parent');
    requires(
      facts.parent && facts.parent.status !== 'none',
      'group.parent-unknown',
      'There is no such group.',
      'parent',
    );
  }
  return [record('GroupFounded', input)];
}

/** What is left out stays as it was. */
export function describe(input: Input<'GroupDescribed'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  const { programme, methods, foundThrough, composition, words } = input;
  requires(
    [programme, methods, foundThrough, composition].some((fact) => fact !== undefined) ||
      Object.values(words ?? {}).some(said),
    'group.nothing-described',
    'Say what is different about the group.',
  );
  return [record('GroupDescribed', input)];
}

/** What the group is owed moves to the group that succeeds it; `successor` is that group's state. */
export function succeed(
  input: Input<'GroupSucceeded'>,
  state: State,
  facts: Facts & { readonly successor: State },
): GroupEvent[] {
  requireFounded(state, facts);
  if (state.status === 'ended') {
    if (state.successor === input.successor) return [];
    requires(state.successor === undefined, 'group.already-succeeded', 'Another group has succeeded this one already.');
  }
  requires(input.successor !== facts.id, 'group.own-successor', 'A group cannot succeed itself.', 'successor');
  requires(facts.successor.status !== 'none', 'group.successor-unknown', 'There is no such group.', 'successor');
  requires(
    facts.successor.status === 'living',
    'group.successor-ended',
    'The succeeding group has ended.',
    'successor',
  );
  return [record('GroupSucceeded', input)];
}

/** What the group is owed stays owed. */
export function end(input: Input<'GroupEnded'>, state: State, facts: Facts): GroupEvent[] {
  requireFounded(state, facts);
  return state.status === 'ended' ? [] : [record('GroupEnded', input)];
}
