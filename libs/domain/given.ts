import { type Decider, type Folded, fold, nothing } from './decider.ts';
import type { Act, AnyEvent, By, Metadata, Past } from './event.ts';
import { Refusal } from './refusal.ts';

/** What specs tell stories with: events that have happened, who acts now, and what was refused. */

const today = '2026-03-10';
export const coordinator: By = { role: 'coordinator' };
export const head: By = { post: 'head-of-service' };
export const administrator: By = { role: 'administrator' };

/** Somebody acts today, unless it is said otherwise. */
export const acting = (by: By, on = today): Act => ({ by, on, today });

/** The id of the event that stands at this place in a story, from 1. */
export const idOf = (place: number): string => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;

/** An event as a story tells it; `occurredOn` and `by` given as undefined are not recorded. */
export type Told = Pick<AnyEvent, 'type' | 'data'> & { readonly words?: Readonly<Record<string, unknown>> } & {
  readonly [Name in keyof Metadata]?: Metadata[Name] | undefined;
};

/** Events as they stand in the log; what is not told happened on 2026-03-01 by the coordinator. */
export function pastOf(told: readonly Told[], from = 1): Past<AnyEvent>[] {
  return told.map(({ type, data, words = {}, ...metadata }, index) => ({
    id: idOf(from + index),
    type,
    data,
    words: words as Record<string, string>,
    metadata: {
      occurredOn: '2026-03-01',
      recordedAt: '2026-03-01T10:00:00.000Z',
      by: coordinator,
      recordedBy: 'kaisa',
      command: idOf(from + index),
      digest: '',
      correlation: idOf(from + index),
      ...metadata,
    } as Metadata,
  }));
}

export function given<State, E extends AnyEvent>(decider: Decider<State, E>, ...told: Told[]): Folded<State, E> {
  return fold(decider, nothing(decider), pastOf(told) as Past<E>[]);
}

/** The story goes on with what a command has answered, on the day of today. */
export function andThen<State, E extends AnyEvent>(
  decider: Decider<State, E>,
  before: Folded<State, E>,
  events: readonly AnyEvent[],
): Folded<State, E> {
  const told = events.map((event) => ({ ...event, occurredOn: today }));
  return fold(decider, before, pastOf(told, before.events.length + 1) as Past<E>[]);
}

/** The code with which something was refused; fails when it was not. */
export function refused(command: () => unknown): string {
  try {
    command();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  throw new Error('It was not refused.');
}

/** What a command answers when it records one event: the input, its words beside its facts. */
export const recorded = (type: string, input: { readonly words?: object; readonly [fact: string]: unknown }) => {
  const { words = {}, ...data } = input;
  return [{ type, data, words }];
};
