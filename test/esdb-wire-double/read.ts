import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type grpc from '@grpc/grpc-js';
import { type AllPosition, allPosition, indexAt } from './all-position.ts';
import { type Filter, filterOf } from './filter.ts';
import type { Log, LogRecord } from './log.ts';
import { eventReply, streamName, streamNotFoundReply } from './messages.ts';
import { admit, type Node } from './node.ts';
import { type Refusal, refusals } from './refusal.ts';
import { Replies } from './replies.ts';
import { visible } from './store.ts';
import { AllSubscription, type Wanted } from './subscription.ts';

const { ReadDirection } = streamsPb.ReadReq.Options;

/** Streams/Read: a read of a stream, a read of `$all`, or a subscription, as the options say. */
export function readCall(at: Node): grpc.handleServerStreamingCall<ReadReq, ReadResp> {
  return async (call) => {
    const replies = new Replies(call);
    try {
      const options = call.request.getOptions()!;
      if (!admit(at, options.hasSubscription() ? 'subscribe' : 'read', call.metadata)) return;
      const filter = filterOf(options);
      if (options.hasSubscription()) await subscribe(at, replies, wantedOf(options, filter));
      else await sendRecords(at, replies, options, requested(at.log, options, filter));
      replies.end();
    } catch (error) {
      replies.end(error);
    }
  };
}

/** The records asked for, in the order asked for; undefined when there is no such stream. */
function requested(log: Log, options: ReadReq.Options, filter: Filter | undefined): Iterable<LogRecord> | undefined {
  const backwards = options.getReadDirection() === ReadDirection.BACKWARDS;
  const stream = options.getStream();
  if (stream) {
    const records = visible(log, streamName(stream.getStreamIdentifier()));
    return records && ofStream(records, stream, backwards);
  }
  return ofAll(log, allPosition(options.getAll()!), backwards, filter);
}

/** Both ways the event at the revision asked for comes first. */
function ofStream(
  records: readonly LogRecord[],
  options: ReadReq.Options.StreamOptions,
  backwards: boolean,
): Iterable<LogRecord> {
  const from = options.hasStart() ? 0 : options.hasEnd() ? Number.POSITIVE_INFINITY : Number(options.getRevision());
  return backwards
    ? records.filter(({ revision }) => revision <= from).reverse()
    : records.filter(({ revision }) => revision >= from);
}

/** A position lies before its event: forwards that event comes first, backwards the one before it. */
function* ofAll(log: Log, from: AllPosition, backwards: boolean, filter: Filter | undefined): Generator<LogRecord> {
  const step = backwards ? -1 : 1;
  const first = indexAt(log, from) - (backwards ? 1 : 0);
  const end = backwards ? -1 : log.records.length;
  for (let index = first; index !== end; index += step) {
    const record = log.records[index]!;
    if (!filter || filter.accepts(record)) yield record;
  }
}

async function sendRecords(
  at: Node,
  replies: Replies,
  options: ReadReq.Options,
  records: Iterable<LogRecord> | undefined,
): Promise<void> {
  if (!records) return replies.send(streamNotFoundReply(streamName(options.getStream()?.getStreamIdentifier())));
  let left = Number(options.getCount());
  for (const record of records) {
    if (left-- <= 0 || replies.closed) return;
    await replies.send(eventReply(at.log, record, options.getResolveLinks()), at.faults.eventDelay);
  }
}

function wantedOf(options: ReadReq.Options, filter: Filter | undefined): Wanted {
  const all = options.getAll();
  if (!all) throw refusals.badRequest('The double has subscriptions to $all only.');
  return { from: allPosition(all), filter, resolveLinks: options.getResolveLinks() };
}

async function subscribe(at: Node, replies: Replies, wanted: Wanted): Promise<void> {
  const subscription = new AllSubscription(at, replies, wanted);
  const end = (refusal: Refusal) => replies.end(refusal);
  at.subscriptions.add(end);
  try {
    await subscription.run();
  } finally {
    at.subscriptions.delete(end);
  }
}
