import { type InputOf, recording, requireHappened, said } from './act.ts';
import { anyStreamEvents } from './any-stream.ts';
import type { PromiseInForce } from './due.ts';
import type { Act, Past } from './event.ts';
import { certainlyBefore, type OccurredOn } from './occurred-on.ts';
import { requires } from './refusal.ts';
import { inOrder, isSame, type Moments, moments } from './reminders.ts';
import { code, day, days, type EventsOf, flag, id, oneOf, optional, shape, when } from './shape.ts';

export const category = 'unit';

/** Events. These shapes are stored and may not change. */
export const events = {
  UnitEstablished: shape({ parent: optional(id) }, { name: 300 }),
  UnitRenamed: shape({}, { name: 300 }),
  PromiseSet: shape({
    counting: oneOf('working', 'calendar'),
    receive: optional(days),
    decide: optional(days),
    followUp: optional(days),
    tell: optional(days),
    from: day,
  }),
  UnitSucceeded: shape({ successor: id }),
  PostHeldBy: shape({ post: code, account: id, from: when, to: optional(when), deputy: optional(flag) }),
  UnitClosed: shape({}),
  RemindersSet: shape({ moments }),
  ...anyStreamEvents,
} as const;
export type UnitEvent = EventsOf<typeof events>;

export type Holding = Extract<UnitEvent, { type: 'PostHeldBy' }>['data'];

interface Known {
  readonly parent: string | undefined;
  /** In the order in which they were set. */
  readonly promises: readonly PromiseInForce[];
  /** Who holds which post, in the order in which it was said. */
  readonly holdings: readonly Holding[];
  /** What the unit has set itself; anything else is as the units above it say. */
  readonly reminders: Moments;
}

/** Closed is also what another unit succeeded: what is owed moves to the successor. */
export type State =
  | { readonly status: 'none' }
  | ({ readonly status: 'open' } & Known)
  | ({
      readonly status: 'closed';
      readonly closedOn: OccurredOn | undefined;
      readonly successor: string | undefined;
    } & Known);

export const initial: State = { status: 'none' };

export function evolve(state: State, event: Past<UnitEvent>): State {
  if (event.type === 'UnitEstablished') {
    if (state.status !== 'none') return state;
    return { status: 'open', parent: event.data.parent, promises: [], holdings: [], reminders: {} };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'PromiseSet':
      return { ...state, promises: [...state.promises, event.data] };
    case 'PostHeldBy':
      return { ...state, holdings: [...state.holdings, event.data] };
    case 'RemindersSet':
      return { ...state, reminders: event.data.moments };
    case 'UnitSucceeded':
    case 'UnitClosed': {
      const already = state.status === 'closed' ? state : undefined;
      return {
        ...state,
        status: 'closed',
        closedOn: already?.closedOn ?? event.metadata.occurredOn,
        successor: event.type === 'UnitSucceeded' ? event.data.successor : already?.successor,
      };
    }
    case 'UnitRenamed':
    case 'RecordedInError':
    case 'WordsForgotten':
    case 'WordsTranslated':
    case 'FileAttached':
    case 'Published':
    case 'Unpublished':
      return state;
  }
}

type Input<Type extends UnitEvent['type']> = InputOf<UnitEvent, Type>;
type Open = Extract<State, { status: 'open' }>;
const record = recording<UnitEvent>();

function requireOpen(state: State): asserts state is Open {
  requires(state.status !== 'none', 'unit.unknown', 'There is no such unit.');
  requires(state.status === 'open', 'unit.closed', 'The unit is closed.');
}

function requireName(words: { readonly name?: string } | undefined): void {
  requires(said(words?.name), 'unit.name-missing', 'Give the unit a name.', 'words.name');
}

/** `id` is the unit's own, `parent` the state of the unit it names as its parent. */
export function establish(
  input: Input<'UnitEstablished'>,
  state: State,
  facts: Act & { readonly id: string; readonly parent?: State | undefined },
): UnitEvent[] {
  requireHappened(facts);
  requires(state.status === 'none', 'unit.exists', 'A unit with this id is there already.');
  requireName(input.words);
  if (input.parent !== undefined) {
    requires(input.parent !== facts.id, 'unit.own-parent', 'A unit cannot be its own parent.', 'parent');
    requires(facts.parent && facts.parent.status !== 'none', 'unit.parent-unknown', 'There is no such unit.', 'parent');
    requires(facts.parent.status === 'open', 'unit.parent-closed', 'The parent unit is closed.', 'parent');
  }
  return [record('UnitEstablished', input)];
}

export function rename(input: Input<'UnitRenamed'>, state: State, facts: Act): UnitEvent[] {
  requireHappened(facts);
  requireOpen(state);
  requireName(input.words);
  return [record('UnitRenamed', input)];
}

const steps = ['receive', 'decide', 'followUp', 'tell'] as const;

/** The whole promise anew: a step left out is no longer promised by this unit. */
export function setPromise(input: Input<'PromiseSet'>, state: State, facts: Act): UnitEvent[] {
  requireHappened(facts);
  requireOpen(state);
  requires(
    steps.some((step) => input[step] !== undefined),
    'promise.empty',
    'Promise a time for at least one step.',
  );
  requires(
    input.from >= facts.today,
    'promise.in-past',
    'A promise cannot be in force from a day that is past.',
    'from',
  );
  const last = state.promises.at(-1);
  const same =
    last &&
    last.counting === input.counting &&
    last.from <= input.from &&
    steps.every((step) => last[step] === input[step]);
  return same ? [] : [record('PromiseSet', input)];
}

/** All of the unit's own moments anew; an empty list means no reminder, what is left out is as the units above say. */
export function setReminders(input: Input<'RemindersSet'>, state: State, facts: Act): UnitEvent[] {
  requireHappened(facts);
  requireOpen(state);
  requires(
    !certainlyBefore(facts.on, facts.today),
    'reminders.in-past',
    'Reminders change from today on, not for days that are past.',
    'on',
  );
  const chosen = inOrder(input.moments);
  return isSame(chosen, state.reminders) ? [] : [record('RemindersSet', { ...input, moments: chosen })];
}

/** What is owed moves to the successor; what was silent stays counted against this unit. */
export function succeed(
  input: Input<'UnitSucceeded'>,
  state: State,
  facts: Act & { readonly id: string; readonly successor: State },
): UnitEvent[] {
  requireHappened(facts);
  requires(state.status !== 'none', 'unit.unknown', 'There is no such unit.');
  if (state.status === 'closed' && state.successor === input.successor) return [];
  requires(
    state.status === 'open' || state.successor === undefined,
    'unit.already-succeeded',
    'Another unit has succeeded this one already.',
  );
  requires(input.successor !== facts.id, 'unit.own-successor', 'A unit cannot succeed itself.', 'successor');
  requires(facts.successor.status !== 'none', 'unit.successor-unknown', 'There is no such unit.', 'successor');
  requires(facts.successor.status === 'open', 'unit.successor-closed', 'The succeeding unit is closed.', 'successor');
  return [record('UnitSucceeded', input)];
}

/** `postUnit` is the unit to which the post belongs by the organisation's list; undefined when nobody named the post. */
export function holdPost(
  input: Input<'PostHeldBy'>,
  state: State,
  facts: Act & { readonly id: string; readonly postUnit: string | undefined },
): UnitEvent[] {
  requireHappened(facts);
  requireOpen(state);
  requires(facts.postUnit !== undefined, 'post.unknown', 'There is no such post.', 'post');
  requires(facts.postUnit === facts.id, 'post.of-other-unit', 'The post belongs to another unit.', 'post');
  requires(!certainlyBefore(input.to, input.from), 'post.reversed', 'The end lies before the beginning.', 'to');
  const same = state.holdings.some(
    (holding) =>
      holding.post === input.post &&
      holding.account === input.account &&
      holding.from === input.from &&
      holding.to === input.to &&
      (holding.deputy ?? false) === (input.deputy ?? false),
  );
  return same ? [] : [record('PostHeldBy', input)];
}

export function close(input: Input<'UnitClosed'>, state: State, facts: Act): UnitEvent[] {
  requireHappened(facts);
  requires(state.status !== 'none', 'unit.unknown', 'There is no such unit.');
  return state.status === 'closed' ? [] : [record('UnitClosed', input)];
}
