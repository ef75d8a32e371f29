import type { Checkpoint, EventStore, StoredEvent } from '#event-store';

/** Hands out events of a log one batch after the other, as they are asked for. */
export interface LogReader {
  /** Undefined when the last event was handed out. @throws StoreError */
  next(): Promise<readonly StoredEvent[] | undefined>;
  close(): Promise<void>;
}

/** Reads from behind `after`, or the beginning, up to `last`; what is appended meanwhile is left out. No more than two batches are in memory. */
export function readLog(
  store: EventStore,
  {
    after,
    last,
    types,
  }: { readonly after?: Checkpoint; readonly last?: Checkpoint; readonly types?: ReadonlySet<string> },
): LogReader {
  if (!last || (after && store.compare(after.position, last.position) >= 0))
    return { next: async () => undefined, close: async () => {} };
  let arrived = handOver();
  let release = () => {};
  let over = false;
  const subscription = store.subscribe(
    { ...(after && { after }), ...(types && { types }) },
    ({ events, checkpoint }) => {
      over = store.compare(checkpoint.position, last.position) >= 0;
      arrived.resolve(over ? events.filter(({ position }) => store.compare(position, last.position) <= 0) : events);
      return new Promise((resolve) => {
        release = resolve;
      });
    },
  );
  subscription.ended.catch((error) => arrived.reject(error));
  let ended = false;
  return {
    async next() {
      if (ended) return undefined;
      const events = await arrived.promise;
      ended = over;
      if (ended) return events;
      // The next batch is read while this one is being used.
      arrived = handOver();
      release();
      return events;
    },
    close() {
      const stopped = subscription.stop();
      release();
      return stopped;
    },
  };
}

function handOver() {
  const arrived = Promise.withResolvers<readonly StoredEvent[]>();
  // Where nobody waits for it any more, a failure is nobody's.
  arrived.promise.catch(() => {});
  return arrived;
}
