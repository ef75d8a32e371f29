import { type Checkpoint, type EventStore, type StoredEvent, StoreError } from '#event-store';
import { CopyRefused } from './copy-refused.ts';
import { readLog } from './read-log.ts';

interface Watched {
  readonly onEvents?: (events: number) => void;
  readonly signal?: AbortSignal;
}

/** Appends under way at once, where a store keeps the order in which it was asked. */
const underWay = 2_000;
/** Most events of one stream that one append takes, where each append is waited for. */
const together = 50;

/**
 * Appends to the target what the source has now behind `reached`, the last event that both have, in the source's order. What
 * comes meanwhile is left: behind a log that many write to, nobody would ever have caught up.
 * @returns the last event that was copied, as the source names it
 * @throws CopyRefused when somebody else writes to the target; StoreError
 */
export async function copyLog(
  source: EventStore,
  target: EventStore,
  { reached, done = 0, onEvents, signal }: { readonly reached?: Checkpoint; readonly done?: number } & Watched,
): Promise<Checkpoint | undefined> {
  const last = await source.head();
  if (!last || last.event === reached?.event) return reached;
  let events = done;
  const reader = readLog(source, { last, ...(reached && { after: reached }) });
  try {
    for (let batch = await reader.next(); batch; batch = await reader.next()) {
      signal?.throwIfAborted();
      await append(target, batch);
      events += batch.length;
      onEvents?.(events);
    }
  } finally {
    await reader.close();
  }
  return last;
}

async function append(target: EventStore, batch: readonly StoredEvent[]): Promise<void> {
  try {
    if (target.keepsOrder) await appendAtOnce(target, batch);
    else for (const run of runsOf(batch)) await appendRun(target, run);
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'wrong-version')) throw error;
    throw new CopyRefused(`Somebody else writes to the target: ${error.message}`);
  }
}

async function appendAtOnce(target: EventStore, batch: readonly StoredEvent[]): Promise<void> {
  for (let at = 0; at < batch.length; at += underWay)
    await Promise.all(batch.slice(at, at + underWay).map((event) => appendRun(target, [event])));
}

/** What follows each other in the log and in one stream. */
function runsOf(batch: readonly StoredEvent[]): StoredEvent[][] {
  const runs: StoredEvent[][] = [];
  for (const event of batch) {
    const run = runs.at(-1);
    if (run && run[0]!.stream === event.stream && run.length < together) run.push(event);
    else runs.push([event]);
  }
  return runs;
}

async function appendRun(target: EventStore, run: readonly StoredEvent[]): Promise<void> {
  const { stream, version } = run[0]!;
  const events = run.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }));
  try {
    await target.append(stream, events, version - 1);
  } catch (error) {
    if (run.length === 1 || !(error instanceof StoreError && error.code === 'too-large')) throw error;
    for (const event of run) await appendRun(target, [event]);
  }
}
