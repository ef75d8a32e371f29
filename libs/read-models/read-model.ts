import type { account, commission, group, meeting, notice, organisation, proposal, unit } from '#domain';
import type { Position, StoredEvent, StoredMetadata, Version } from '#event-store';
import type { ReadDatabase } from './read-database.ts';

type DomainEvent =
  | account.AccountEvent
  | commission.CommissionEvent
  | group.GroupEvent
  | meeting.MeetingEvent
  | notice.NoticeEvent
  | organisation.OrganisationEvent
  | proposal.ProposalEvent
  | unit.UnitEvent;
export type EventType = DomainEvent['type'];

/** The facts of an event type, as the domain declares them. */
export type FactsOfType<Type extends EventType> = Extract<DomainEvent, { type: Type }>['data'];

/** An event of the log as a read model sees it. It holds no words, only a fingerprint for each. */
export interface SeenEvent {
  readonly id: string;
  readonly type: EventType;
  readonly data: object;
  readonly metadata: StoredMetadata;
  /** `proposal-x`: category `proposal`, of `x`. */
  readonly stream: string;
  readonly category: string;
  readonly of: string;
  readonly version: Version;
  readonly position: Position;
}

/** One of a known type, with its facts. */
export type Seen<Type extends EventType> = Type extends EventType
  ? SeenEvent & { readonly type: Type; readonly data: FactsOfType<Type> }
  : never;

export type Handlers = { readonly [Type in EventType]?: (event: Seen<Type>) => void | Promise<void> };

/**
 * A read model at work on its tables. It reads no clock and knows nothing but the log, so that folding the log again gives
 * the same bytes.
 */
export interface Projection {
  /** By event type; a type without a handler is skipped without being parsed. */
  readonly on: Handlers;
  /** For an event of whatever type; all are parsed then. */
  readonly every?: (event: SeenEvent) => void;
  /** Brings into memory what these events will need. Called before each slice of the log. */
  readonly prepare?: (events: readonly SeenEvent[]) => Promise<void>;
  /**
   * Forgets all that came from a stream. Called before the stream is folded again without what was recorded in error. Left
   * out by a model that keeps erroneous rows as history; it then has a handler for `RecordedInError`.
   */
  readonly forget?: (stream: { readonly stream: string; readonly category: string; readonly of: string }) => void;
  /** Writes what is only remembered in memory to the tables. Called before each commit. */
  readonly save: () => void | Promise<void>;
  /** Writes only as much as has to leave memory. Called instead, while a model is built and nothing of it need survive. */
  readonly trim?: () => void;
}

/** Reads a stream up to a version, without anybody's words. */
export type ReadStream = (stream: string, to: Version) => Promise<readonly SeenEvent[]>;

/** Declares a read model: one SQLite file, disposable, folded from the log. */
export interface ReadModel {
  readonly name: string;
  /** One more whenever tables or folding change: the model is then built anew. */
  readonly version: number;
  readonly tables: string;
  /** Its rows are written again and again while it is built: more of its file is then held in memory. */
  readonly rewritten?: true;
  /** Made when all rows of a first build are in, which is several times quicker. */
  readonly indexes: string;
  readonly project: (database: ReadDatabase, readStream: ReadStream) => Projection;
}

export function seen({ id, type, data, metadata, stream, version, position }: StoredEvent): SeenEvent {
  const dash = stream.indexOf('-');
  return {
    id,
    type: type as EventType,
    data,
    metadata: metadata as StoredMetadata,
    stream,
    category: stream.slice(0, dash),
    of: stream.slice(dash + 1),
    version,
    position,
  };
}

/** Which of an event's texts were written. */
export const fieldsOf = (event: SeenEvent): string[] => Object.keys(event.metadata.words ?? {});

/** What they deleted stays deleted, so that they hold even where they were recorded in error. */
const irrevocable: ReadonlySet<string> = new Set(['WordsForgotten', 'PersonForgotten', 'AccountForgotten']);

/** The events of a stream without those that were recorded in error. */
export function withoutErrors(events: readonly SeenEvent[]): SeenEvent[] {
  const errors = new Set<string>();
  for (const event of events)
    if (event.type === 'RecordedInError') errors.add((event as Seen<'RecordedInError'>).data.ofEvent);
  return errors.size === 0 ? [...events] : events.filter(({ id, type }) => !errors.has(id) || irrevocable.has(type));
}
