import type { Log, LogRecord, ProposedEvent } from './log.ts';

/** What a writer says about the stream before it writes: the revision of its last event, or less exactly. */
export type Expected = number | 'no_stream' | 'any' | 'stream_exists';

/** Written, answered again from what was written before, or refused; `current` is the last revision, if any. */
export type Verdict =
  | { readonly kind: 'commit' }
  | { readonly kind: 'replay'; readonly records: readonly LogRecord[] }
  | { readonly kind: 'wrong'; readonly current: number | undefined }
  | { readonly kind: 'deleted' };

export const tombstoneType = '$streamDeleted';
/** `$tb` of a stream that was deleted softly. */
export const deletedSoftly = Number.MAX_SAFE_INTEGER;

/**
 * The server's rule for an append. With an exact revision ids are compared at their places in the stream; with `any` and
 * `stream_exists` the ids are looked up wherever they were last written (a real server only remembers recent ones).
 */
export function judge(log: Log, stream: string, events: readonly ProposedEvent[], expected: Expected): Verdict {
  const records = log.stream(stream);
  const last = records.at(-1);
  if (last?.type === tombstoneType) return { kind: 'deleted' };
  const gone = log.streamMetadata(stream).$tb === deletedSoftly;
  const wrong = { kind: 'wrong', current: last?.revision } as const;

  if (expected === 'any' || expected === 'stream_exists') {
    const first = events[0] && log.withId(events[0].id);
    if (first?.stream === stream) return replayed(records, events, first.revision) ?? wrong;
    return expected === 'stream_exists' && (!last || gone) ? wrong : { kind: 'commit' };
  }
  const before = expected === 'no_stream' ? -1 : expected;
  const current = last?.revision ?? -1;
  if (before === current || (before === -1 && gone)) return { kind: 'commit' };
  if (before > current) return wrong;
  return replayed(records, events, before + 1) ?? wrong;
}

/** The records at `from` when they are these events, all of them. */
function replayed(records: readonly LogRecord[], events: readonly ProposedEvent[], from: number): Verdict | undefined {
  const there = records.slice(from, from + events.length);
  const same = there.length === events.length && there.every(({ id }, index) => id === events[index]!.id);
  return same ? { kind: 'replay', records: there } : undefined;
}
