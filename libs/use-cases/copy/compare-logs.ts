import type { Checkpoint, EventStore, StoredEvent } from '#event-store';
import { type LogReader, readLog } from './read-log.ts';

export interface LogsCompared {
  /** How many events both have, from the first on. */
  readonly same: number;
  /** The last of them as the source names it. */
  readonly reached?: Checkpoint;
  /** Which log ended first; neither: both ended, or they differ. */
  readonly shorter?: 'source' | 'target';
  /** The first difference: `event 12 (…-…, ProposalDecided): its data are not the same`. */
  readonly difference?: string;
}

/**
 * Walks two logs side by side and compares event by event what was copied: stream, version, id, type, data, metadata, and the order.
 * @param onEvent told of each event that both have, as it lies in the target
 */
export async function compareLogs(
  source: EventStore,
  target: EventStore,
  {
    onEvent,
    onEvents,
    signal,
  }: {
    readonly onEvent?: (copied: StoredEvent) => void;
    readonly onEvents?: (same: number) => void;
    readonly signal?: AbortSignal;
  } = {},
): Promise<LogsCompared> {
  const [sourceEnd, targetEnd] = [await source.head(), await target.head()];
  const readers = [source, target].map((store, index) => {
    const last = [sourceEnd, targetEnd][index];
    return readLog(store, last ? { last } : {});
  });
  const [ours, theirs] = readers.map(oneByOne) as [OneByOne, OneByOne];
  let same = 0;
  let last: StoredEvent | undefined;
  const answer = (rest: Pick<LogsCompared, 'shorter' | 'difference'> = {}): LogsCompared => ({
    same,
    ...(last && { reached: checkpointAt(source, last) }),
    ...rest,
  });
  try {
    for (;;) {
      const event = ours.here() ?? (await ours.next());
      const copied = theirs.here() ?? (await theirs.next());
      if (!event || !copied) {
        if (event) return answer({ shorter: 'target' });
        return copied ? answer({ shorter: 'source' }) : answer();
      }
      const wrong = differenceOf(event, copied);
      if (wrong) {
        const where = `event ${same + 1} (${event.stream} ${event.version}, ${event.type})`;
        return answer({ difference: `${where}: ${wrong}` });
      }
      same += 1;
      last = event;
      onEvent?.(copied);
      if (same % 1_000 === 0) {
        signal?.throwIfAborted();
        onEvents?.(same);
      }
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
}

const checkpointAt = ({ identity, epoch }: EventStore, { position, id }: StoredEvent): Checkpoint => ({
  store: identity,
  epoch,
  position,
  event: id,
});

interface OneByOne {
  /** The next event where it is at hand; waiting for each of a million would take its time. */
  here(): StoredEvent | undefined;
  next(): Promise<StoredEvent | undefined>;
}

function oneByOne(reader: LogReader): OneByOne {
  let events: readonly StoredEvent[] | undefined = [];
  let at = 0;
  const here = () => events?.[at++];
  return {
    here,
    async next() {
      for (;;) {
        events = await reader.next();
        at = 0;
        if (!events) return undefined;
        if (events.length > 0) return here();
      }
    },
  };
}

function differenceOf(event: StoredEvent, copied: StoredEvent): string | undefined {
  for (const field of ['stream', 'version', 'id', 'type'] as const)
    if (event[field] !== copied[field]) return `its ${field} is ${copied[field]} in the target`;
  for (const field of ['data', 'metadata'] as const)
    if (!sameJson(event[field], copied[field])) return `its ${field} are not the same in the target`;
  return undefined;
}

/** Stores may give the fields of an object in another order. */
function sameJson(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
