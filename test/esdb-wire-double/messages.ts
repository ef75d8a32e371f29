import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from './expected-revision.ts';
import type { Log, LogRecord, ProposedEvent } from './log.ts';

/** How the log's plain values look on the wire: every 64-bit number as a string, stream names as bytes. */

export const largestUint64 = 2n ** 64n - 1n;
const ticksPerMillisecond = 10_000n;
const decoder = new TextDecoder();

interface Identifier {
  getStreamName_asU8(): Uint8Array;
}

export function streamName(identifier: Identifier | undefined): string {
  return identifier ? decoder.decode(identifier.getStreamName_asU8()) : '';
}

export function streamIdentifier(stream: string) {
  return new sharedPb.StreamIdentifier().setStreamName(new TextEncoder().encode(stream));
}

interface ProposedMessage {
  getId(): { hasString(): boolean; getString(): string } | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

export function proposedEvent(message: ProposedMessage): ProposedEvent {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? 'application/octet-stream',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

interface RevisionOptions {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/** `revision` is the number that the options carry when they are none of the words. */
export function expectedRevision(options: RevisionOptions, revision: string): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream_exists';
  return Number(revision);
}

function recordedEvent(record: LogRecord): ReadResp.ReadEvent.RecordedEvent {
  const message = new streamsPb.ReadResp.ReadEvent.RecordedEvent()
    .setId(new sharedPb.UUID().setString(record.id))
    .setStreamIdentifier(streamIdentifier(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  message
    .getMetadataMap()
    .set('type', record.type)
    .set('content-type', record.contentType)
    .set('created', String(BigInt(record.created) * ticksPerMillisecond));
  return message;
}

/** The event as a reply. A link is followed on demand; one that leads nowhere comes alone. */
export function eventReply(log: Log, record: LogRecord, resolveLinks: boolean): ReadResp {
  const message = new streamsPb.ReadResp.ReadEvent().setCommitPosition(String(record.position));
  if (resolveLinks && record.type === '$>') {
    const [revision, ...stream] = decoder.decode(record.data).split('@');
    const target = log.stream(stream.join('@'))[Number(revision)];
    message.setLink(recordedEvent(record));
    if (target) message.setEvent(recordedEvent(target));
  } else message.setEvent(recordedEvent(record));
  return new streamsPb.ReadResp().setEvent(message);
}

export function confirmationReply(subscription: string): ReadResp {
  const confirmation = new streamsPb.ReadResp.SubscriptionConfirmation().setSubscriptionId(subscription);
  return new streamsPb.ReadResp().setConfirmation(confirmation);
}

export function checkpointReply(position: bigint): ReadResp {
  const checkpoint = new streamsPb.ReadResp.Checkpoint()
    .setCommitPosition(String(position))
    .setPreparePosition(String(position));
  return new streamsPb.ReadResp().setCheckpoint(checkpoint);
}

export function caughtUpReply(): ReadResp {
  return new streamsPb.ReadResp().setCaughtUp(new streamsPb.ReadResp.CaughtUp());
}

export function streamNotFoundReply(stream: string): ReadResp {
  const notFound = new streamsPb.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream));
  return new streamsPb.ReadResp().setStreamNotFound(notFound);
}
