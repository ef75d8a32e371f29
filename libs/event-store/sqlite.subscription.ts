import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Batch, Checkpoint, SubscribeOptions, Subscription } from './event-store.ts';

/** What a subscription needs of its log. */
export interface Log {
  verify(checkpoint: Checkpoint): Promise<void>;
  /** The next batch behind a checkpoint; undefined when nothing lies behind it. */
  batchAfter(after: Checkpoint | undefined, types: ReadonlySet<string> | undefined, size: number): Batch | undefined;
  /** Calls `wake` once, at the first commit announced from now on. */
  onceWritten(wake: () => void): void;
}

export function subscribeTo(
  log: Log,
  { after, types, batchSize = 1_000 }: SubscribeOptions,
  handler: (batch: Batch) => Promise<void> | void,
): Subscription {
  let stopped = false;
  let wake = () => {};
  const inHandler = new AsyncLocalStorage<true>();

  async function follow(): Promise<void> {
    if (after) await log.verify(after);
    let reached = after;
    while (!stopped) {
      // A long log is read without starving everything else on this thread, and no handler is called before `subscribe` has returned.
      await nextTurn();
      if (stopped) return;
      // Announcements arrive as events of their own, so none can come between a read that finds nothing and the listening for one.
      const batch = log.batchAfter(reached, types, batchSize);
      if (batch) {
        await inHandler.run(true, () => handler(batch));
        reached = batch.checkpoint;
      } else
        await new Promise<void>((resolve) => {
          wake = resolve;
          log.onceWritten(resolve);
        });
    }
  }

  const ended = follow();
  const settled = ended.then(
    () => {},
    () => {},
  );
  return {
    ended,
    stop() {
      stopped = true;
      wake();
      // Waiting inside the handler for the handler to return would wait for ever.
      return inHandler.getStore() ? Promise.resolve() : settled;
    },
  };
}
