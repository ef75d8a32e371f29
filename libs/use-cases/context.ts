import { type By, type Day, fold, nothing } from '#domain';
import { type EventStore, openStreams, type Streams } from '#event-store';
import type { Rights } from '#permissions';
import type { Vault } from '#vault';

/** The clock is a provider, so that tests and simulations say what time it is. */
export interface Clock {
  /** Milliseconds since 1970 in UTC. */
  now(): number;
}

/** What every use case works with. */
export interface Context {
  readonly store: EventStore;
  readonly streams: Streams;
  readonly vault: Vault;
  readonly clock: Clock;
}

/** Token under which Nest hands out the context. */
export const CONTEXT = Symbol('Context');

export function openContext(store: EventStore, vault: Vault, clock: Clock = { now: Date.now }): Context {
  return { store, vault, clock, streams: openStreams(store, { nothing, fold }) };
}

/** What comes with every command beside what it says: from whom, and under which ids. When and in which language stands in its body. */
export interface Sent {
  /** Id of the command: a UUID. The same again records nothing. */
  readonly command: string;
  readonly correlation: string;
  readonly causation?: string;
  /** The version the sender saw; refused with `wrong-version` when the stream holds another number of events. */
  readonly expected?: number;
  /** Who sends it and what they may. */
  readonly rights: Rights;
  /** In which of their capacities they act, as `nameOf` calls it. Missing: in the nearest one that may. */
  readonly as?: string;
}

/** What stands beside what a command records, once it is known that its sender may. */
export interface Envelope extends Omit<Sent, 'rights' | 'as'> {
  /** Empty: the account itself, in what is its own. */
  readonly by: By;
  /** The account that writes it down. */
  readonly recordedBy: string;
}

const helsinki = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Helsinki',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const perHour = 3_600_000;
let hourAsked = Number.NaN;
let dayAnswered = '';

/** The day an instant falls on in Europe/Helsinki. Days begin on the hour in UTC too, so one answer serves the hour. */
export function dayOf(instant: number): Day {
  const hour = Math.floor(instant / perHour);
  if (hour !== hourAsked) {
    dayAnswered = helsinki.format(instant);
    hourAsked = hour;
  }
  return dayAnswered;
}
