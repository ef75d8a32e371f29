import type { AnyEvent, Past } from './event.ts';
import { requires } from './refusal.ts';

/** What an aggregate module gives: its category, its empty state and how an event changes it. */
export interface Decider<State, E extends AnyEvent> {
  readonly category: string;
  readonly initial: State;
  /** Total: takes whatever history holds, and never throws. */
  readonly evolve: (state: State, event: Past<E>) => State;
}

/** A stream as it is remembered: the state of its aggregate, and what every stream remembers. */
export interface Folded<State, E extends AnyEvent> {
  readonly state: State;
  /** All events, also those recorded in error; their number is the version. */
  readonly events: readonly Past<E>[];
  /** Events by the id of the command that recorded them. */
  readonly commands: ReadonlyMap<string, readonly Past<E>[]>;
  /** Ids of events recorded in error, each with the event that says so. */
  readonly errors: ReadonlyMap<string, Past<E>>;
}

export function nothing<State, E extends AnyEvent>(decider: Decider<State, E>): Folded<State, E> {
  return { state: decider.initial, events: [], commands: new Map(), errors: new Map() };
}

const erroneous = (event: Past<AnyEvent>): string | undefined =>
  event.type === 'RecordedInError' ? (event.data.ofEvent as string) : undefined;

/**
 * Folds further events onto what is remembered. After an event recorded in error the state is what it would be without
 * it; version, remembered commands and later events stay.
 */
export function fold<State, E extends AnyEvent>(
  decider: Decider<State, E>,
  before: Folded<State, E>,
  further: readonly Past<E>[],
): Folded<State, E> {
  if (further.length === 0) return before;
  const events = [...before.events, ...further];
  const commands = new Map(before.commands);
  const errors = new Map(before.errors);
  for (const event of further) {
    commands.set(event.metadata.command, [...(commands.get(event.metadata.command) ?? []), event]);
    const wrong = erroneous(event);
    if (wrong && !errors.has(wrong)) errors.set(wrong, event);
  }
  const anew = errors.size > before.errors.size;
  let state = anew ? decider.initial : before.state;
  for (const event of anew ? events : further) {
    if (!errors.has(event.id)) state = decider.evolve(state, event);
  }
  return { state, events, commands, errors };
}

/**
 * Whether this command was carried out before. The same id with other facts is refused; other words under the same id are
 * told apart by the caller, who can compare them with their fingerprints.
 */
export function repeated<State, E extends AnyEvent>(
  folded: Folded<State, E>,
  command: { readonly id: string; readonly digest: string },
): readonly Past<E>[] | undefined {
  const events = folded.commands.get(command.id);
  if (!events) return undefined;
  requires(
    events.every((event) => event.metadata.digest === command.digest),
    'command.id-used',
    'Another command was already carried out under this command id. Give each command an id of its own.',
  );
  return events;
}
