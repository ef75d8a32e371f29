import { deletedSoftly, type Expected, judge, tombstoneType } from './expected-revision.ts';
import { type Log, type LogRecord, type ProposedEvent, systemEvent } from './log.ts';
import { refusals } from './refusal.ts';

/** Most bytes of data one append may carry. Metadata is not counted, as the server does not count it. */
export const maxAppendSize = 1024 * 1024;

/** What an append answers; `last` is undefined when it was empty. */
export interface Appended {
  readonly last: LogRecord | undefined;
  readonly replayed: boolean;
}

/** The stream is not where the writer expected it; `current` is undefined when there is none. */
export interface WrongRevision {
  readonly current: number | undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws Refusal when the events cannot be taken or the stream is deleted for ever. */
export function append(
  log: Log,
  stream: string,
  events: readonly ProposedEvent[],
  expected: Expected,
): Appended | WrongRevision {
  const bad = events.find(({ id }) => !uuid.test(id));
  if (bad) throw refusals.badId(bad.id);
  if (events.reduce((sum, { data }) => sum + data.length, 0) > maxAppendSize) throw refusals.tooLarge(maxAppendSize);

  const verdict = judge(log, stream, events, expected);
  if (verdict.kind === 'deleted') throw refusals.streamDeleted(stream);
  if (verdict.kind === 'wrong') return { current: verdict.current };
  if (verdict.kind === 'replay') return { last: verdict.records.at(-1), replayed: true };
  const begin = log.stream(stream).length;
  const written = log.write(stream, events);
  // A stream that was deleted softly goes on counting where it stopped, and shows what is written from now on.
  const metadata = log.streamMetadata(stream);
  if (metadata.$tb === deletedSoftly) writeMetadata(log, stream, { ...metadata, $tb: begin });
  return { last: written.at(-1) ?? log.stream(stream).at(-1), replayed: false };
}

/** Hides a stream, or with `forever` ends its name. Answers the record that says so. */
export function remove(log: Log, stream: string, expected: Expected, forever: boolean): LogRecord {
  const verdict = judge(log, stream, [], expected);
  if (verdict.kind === 'deleted') throw refusals.streamDeleted(stream);
  const current = log.stream(stream).at(-1)?.revision;
  const exact = typeof expected === 'number' && expected !== current;
  if (verdict.kind === 'wrong' || exact) {
    throw refusals.wrongExpectedVersion(stream, typeof expected === 'number' ? expected : -1, current);
  }
  if (forever) return log.write(stream, [systemEvent(tombstoneType)])[0]!;
  return writeMetadata(log, stream, { ...log.streamMetadata(stream), $tb: deletedSoftly });
}

function writeMetadata(log: Log, stream: string, metadata: object): LogRecord {
  return log.write(`$$${stream}`, [systemEvent('$metadata', metadata)])[0]!;
}

/**
 * What a read of the stream shows: undefined when there is no such stream, and less than all of it when its metadata says so.
 * @throws Refusal when the stream is deleted for ever.
 */
export function visible(log: Log, stream: string, now = Date.now()): readonly LogRecord[] | undefined {
  const records = log.stream(stream);
  if (records.at(-1)?.type === tombstoneType) throw refusals.streamDeleted(stream);
  const { $tb, $maxCount, $maxAge } = log.streamMetadata(stream);
  if (records.length === 0 || $tb === deletedSoftly) return undefined;
  const first = Math.max(Number($tb ?? 0), records.length - Number($maxCount ?? records.length));
  const oldest = $maxAge === undefined ? 0 : now - Number($maxAge) * 1000;
  return first === 0 && oldest === 0
    ? records
    : records.filter(({ revision, created }) => revision >= first && created >= oldest);
}
