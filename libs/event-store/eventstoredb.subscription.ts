import { AsyncLocalStorage } from 'node:async_hooks';
import { StoreError } from './errors.ts';
import type { Batch, Checkpoint, StoredEvent, SubscribeOptions, Subscription } from './event-store.ts';
import { DriverError, driverError, pause, RefusedByServer } from './eventstoredb.errors.ts';
import type { Feed, FeedListener } from './eventstoredb.port.ts';
import { textOf } from './eventstoredb.rows.ts';

/** What a subscription needs of the log on the server. `wanted` answers false when nobody waits any more. */
export interface RemoteLog {
  readonly closed: boolean;
  /** @throws StoreError checkpoint-mismatch when another store or another epoch is there now */
  assertSame(wanted: () => boolean): Promise<void>;
  verify(checkpoint: Checkpoint, wanted: () => boolean): Promise<void>;
  head(wanted: () => boolean): Promise<Checkpoint | undefined>;
  compare(a: string, b: string): number;
  openFeed(after: Checkpoint | undefined, listener: FeedListener): Promise<OpenFeed>;
}

export interface OpenFeed extends Pick<Feed, 'close'> {
  read(): { readonly event: () => StoredEvent; readonly type: string; readonly checkpoint: Checkpoint } | undefined;
  /** To be called when the feed broke off, with how often that happened since something came. */
  failed(times: number): void;
}

/** Most events that are looked at for one batch, so that a rare type does not keep the checkpoint where it is. */
const window = 5_000;
/** Milliseconds of silence, while the server is known to hold more, after which it is asked anew. */
const mostSilence = 10_000;

const silent = (): DriverError => new DriverError('again', 'the subscription has fallen silent');

/** What the handler threw, so that it is never taken for a failure of the server. */
class Broken {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/**
 * Reads the log as the server sends it and hands it over in batches. The server's own checkpoints and its word that we have
 * caught up are not used: they are heard when they arrive, before what was sent earlier has been handled. A checkpoint here
 * is the last event that was read, and the handler has had everything up to it.
 */
export function followRemote(
  log: RemoteLog,
  { after, types, batchSize = 1_000 }: SubscribeOptions,
  handler: (batch: Batch) => Promise<void> | void,
): Subscription {
  let stopped = false;
  let wake = () => {};
  const wanted = () => !stopped;
  const inHandler = new AsyncLocalStorage<true>();
  let reached = after;
  let failures = 0;

  /** Until something is to be read, the feed fails, or this is stopped; with a limit, at most so many milliseconds. */
  function sleep(limit: number | undefined): Promise<'woken' | 'late'> {
    return new Promise((resolve) => {
      const timer = limit === undefined ? undefined : setTimeout(() => resolve('late'), limit);
      wake = () => {
        clearTimeout(timer);
        resolve('woken');
      };
    });
  }

  async function handOver(batch: Batch): Promise<void> {
    try {
      await inHandler.run(true, () => handler(batch));
    } catch (error) {
      throw new Broken(error);
    }
    reached = batch.checkpoint;
    failures = 0;
  }

  async function pump(): Promise<void> {
    if (reached) await log.verify(reached, wanted);
    if (stopped) return;
    let confirmed = false;
    let failure: DriverError | undefined;
    let over = false;
    // What a feed says when it is being closed shall not wake whoever waits for the next one.
    const stir = () => over || wake();
    const feed = await log.openFeed(reached, {
      confirmed: () => {
        confirmed = true;
        stir();
      },
      readable: stir,
      failed: (error) => {
        failure ??= error;
        stir();
      },
    });
    let events: StoredEvent[] = [];
    let looked = 0;
    let last = reached;
    let head: Checkpoint | undefined;
    const behind = () => head !== undefined && (!last || log.compare(last.position, head.position) < 0);
    try {
      while (!confirmed && !failure && !stopped) if ((await sleep(mostSilence)) === 'late') throw silent();
      // Only now: what is behind the address may have been replaced or restored, up to the moment when the server began.
      if (confirmed) await log.assertSame(wanted);
      if (confirmed) head = await log.head(wanted);
      while (!stopped) {
        const next = feed.read();
        if (next) {
          last = next.checkpoint;
          looked += 1;
          if (!types || types.has(next.type)) events.push(next.event());
          if (events.length < batchSize && looked < window) continue;
        } else if (failure) throw failure;
        else if (looked === 0 || behind()) {
          // More is known to lie there, so what was read waits for it: a long log comes in large batches.
          if ((await sleep(behind() ? mostSilence : undefined)) === 'late') throw silent();
          continue;
        }
        if (!behind()) head = await log.head(wanted);
        const read = events;
        const batch = { events: read, texts: () => read.map(textOf), checkpoint: last!, caughtUp: !behind() };
        events = [];
        looked = 0;
        if (stopped) return;
        await handOver(batch);
      }
    } catch (error) {
      if (error instanceof DriverError && error.outcome === 'again') feed.failed(failures + 1);
      throw error;
    } finally {
      over = true;
      feed.close();
    }
  }

  async function follow(): Promise<void> {
    while (!stopped) {
      try {
        await pump();
      } catch (thrown) {
        if (thrown instanceof Broken) throw thrown.error;
        if (stopped) return;
        if (log.closed || !mayPass(thrown))
          throw thrown instanceof StoreError ? thrown : new RefusedByServer(driverError(thrown));
        failures += 1;
        await sleep(pause(failures));
      }
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

/** A server that is away comes back; one that says no, or is another one, does not change by itself. */
function mayPass(error: unknown): boolean {
  if (error instanceof DriverError) return error.outcome === 'again';
  return error instanceof StoreError && error.code === 'store-unavailable' && !(error instanceof RefusedByServer);
}
