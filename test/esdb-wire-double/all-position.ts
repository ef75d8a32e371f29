import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Log } from './log.ts';
import { largestUint64 } from './messages.ts';
import { refusals } from './refusal.ts';

/** A place in `$all` that a client asks for; commit and prepare position are one, as in everything written by gRPC. */
export type AllPosition = 'start' | 'end' | bigint;

export function allPosition(options: ReadReq.Options.AllOptions): AllPosition {
  if (options.hasStart()) return 'start';
  const commit = BigInt(options.getPosition()?.getCommitPosition() ?? largestUint64);
  return commit === largestUint64 ? 'end' : commit;
}

/**
 * Index of the record that begins at the position. Beyond the end of the log every position is taken, whatever it is.
 * @throws Refusal when the position lies inside a record.
 */
export function indexAt(log: Log, position: AllPosition): number {
  if (position === 'start') return 0;
  if (position === 'end') return log.records.length;
  const index = log.indexFrom(position);
  const record = log.records[index];
  if (record ? BigInt(record.position) !== position : position < BigInt(log.end)) throw refusals.invalidPosition();
  return index;
}
