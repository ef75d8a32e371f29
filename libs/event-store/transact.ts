import type { AnyEvent, Decider, Folded, Metadata, Past } from '#domain';
import { StoreError } from './errors.ts';
import type { EventStore, EventToAppend, Position, StoredEvent, Version } from './event-store.ts';
import { Recent } from './recent.ts';

/** The metadata of a stored event: the domain's, and a fingerprint for each text the event has. */
export type StoredMetadata = Metadata & { readonly words?: Readonly<Record<string, string>> };

const noWords: Readonly<Record<string, string>> = {};

/** A stored event as the domain reads it. */
function asPast<E extends AnyEvent>(stored: StoredEvent): Past<E> {
  const metadata = stored.metadata as StoredMetadata;
  return {
    id: stored.id,
    type: stored.type,
    data: stored.data,
    words: metadata.words ?? noWords,
    metadata,
  } as unknown as Past<E>;
}

export interface Transacted {
  readonly version: Version;
  readonly position: Position;
  /** Ids of the events that were appended; none when there was nothing to do. */
  readonly appended: readonly string[];
}

/** How the pure functions of a decider module fold; handed in because this lib knows the domain by its types alone. */
export interface Folding {
  readonly nothing: <S, E extends AnyEvent>(decider: Decider<S, E>) => Folded<S, E>;
  readonly fold: <S, E extends AnyEvent>(
    decider: Decider<S, E>,
    before: Folded<S, E>,
    further: readonly Past<E>[],
  ) => Folded<S, E>;
}

const attempts = 5;
const rememberedStreams = 20_000;

/** Loads, remembers and changes streams: the one way from a use case to the store. */
export function openStreams(store: EventStore, folding: Folding) {
  const remembered = new Recent<Folded<unknown, AnyEvent>>(rememberedStreams);

  /** The stream as it is now: only events that are not remembered yet are read. */
  async function load<S, E extends AnyEvent>(decider: Decider<S, E>, id: string): Promise<Folded<S, E>> {
    const stream = `${decider.category}-${id}`;
    const known = (remembered.get(stream) as Folded<S, E> | undefined) ?? folding.nothing(decider);
    const version = await store.version(stream);
    if (version < known.events.length) {
      remembered.delete(stream);
      throw new StoreError(
        'store-corrupt',
        `Stream ${stream} is shorter than it was. Has the store been replaced under a running server?`,
      );
    }
    const further = version > known.events.length ? await store.read(stream, { from: known.events.length + 1 }) : [];
    const folded = folding.fold(
      decider,
      known,
      further.map((event) => asPast<E>(event)),
    );
    if (folded !== known) remembered.set(stream, folded as Folded<unknown, AnyEvent>);
    return folded;
  }

  /**
   * Loads and folds the stream, lets `decide` say what to append, and appends it; when another writer was quicker, all over
   * again, a few times. `decide` must give the same events the same ids each time it is asked.
   * @throws StoreError wrong-version when the race was lost too often; store-unavailable when the outcome stayed unknown.
   */
  async function transact<S, E extends AnyEvent>(
    decider: Decider<S, E>,
    id: string,
    decide: (folded: Folded<S, E>) => Promise<readonly EventToAppend[]>,
  ): Promise<Transacted> {
    const stream = `${decider.category}-${id}`;
    for (let attempt = 1; ; attempt++) {
      const folded = await load(decider, id);
      const events = await decide(folded);
      if (events.length === 0) {
        const head = await store.head();
        return { version: folded.events.length, position: head?.position ?? '', appended: [] };
      }
      try {
        const appended = await store.append(stream, events, folded.events.length);
        const past = events.map((event, index) =>
          asPast<E>({ ...event, stream, version: folded.events.length + index + 1, position: appended.position }),
        );
        const known = remembered.get(stream);
        if (!known || known.events.length < appended.version)
          remembered.set(stream, folding.fold(decider, folded, past) as Folded<unknown, AnyEvent>);
        return { ...appended, appended: events.map((event) => event.id) };
      } catch (error) {
        const again =
          error instanceof StoreError && (error.code === 'wrong-version' || error.code === 'store-unavailable');
        if (!again || attempt === attempts) throw error;
      }
    }
  }

  return { load, transact };
}

export type Streams = ReturnType<typeof openStreams>;
