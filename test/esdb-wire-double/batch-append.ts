import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type grpc from '@grpc/grpc-js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { statusOf } from './answering.ts';
import type { Expected } from './expected-revision.ts';
import { expectedRevision, proposedEvent, streamIdentifier, streamName } from './messages.ts';
import { admit, mayAnswer, type Node } from './node.ts';
import { Refusal } from './refusal.ts';
import { type Appended, append, maxAppendSize } from './store.ts';

type Batch = { readonly options: BatchAppendReq.Options; readonly events: BatchAppendReq.ProposedMessage[] };
type Call = grpc.ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** Streams/BatchAppend: many appends over one call, told apart by their correlation id; each ends with its final message. */
export function batchAppendCall(at: Node): grpc.handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> {
  return (call) => {
    const batches = new Map<string, Batch>();
    let silent = false;
    const fail = (error: unknown) => call.emit('error', statusOf(error));
    try {
      silent = !admit(at, 'batchAppend', call.metadata);
    } catch (error) {
      fail(error);
      return;
    }
    call.on('data', (request: BatchAppendReq) => {
      if (silent) return;
      const id = request.getCorrelationId()!.getString();
      const batch = batches.get(id) ?? { options: request.getOptions()!, events: [] };
      batches.set(id, batch);
      batch.events.push(...request.getProposedMessagesList());
      if (!request.getIsFinal()) return;
      batches.delete(id);
      answerBatch(at, call, id, batch).catch(fail);
    });
    call.on('end', () => call.end());
  };
}

async function answerBatch(at: Node, call: Call, id: string, { options, events }: Batch): Promise<void> {
  const stream = streamName(options.getStreamIdentifier());
  const expected = expectedRevision(options, options.getStreamPosition());
  const reply = new streamsPb.BatchAppendResp()
    .setCorrelationId(new sharedPb.UUID().setString(id))
    .setStreamIdentifier(streamIdentifier(stream));
  try {
    const deadline = options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY;
    if (deadline < Date.now()) reply.setError(packed('Timeout', new sharedPb.Timeout()));
    else {
      const outcome = append(at.log, stream, events.map(proposedEvent), expected);
      if ('last' in outcome) reply.setSuccess(successOf(at, outcome));
      else reply.setError(wrongVersionOf(expected, outcome.current));
    }
  } catch (error) {
    reply.setError(refusedOf(error, stream));
  }
  if (await mayAnswer(at)) call.write(reply);
}

function successOf(at: Node, { last, replayed }: Appended): BatchAppendResp.Success {
  const success = new streamsPb.BatchAppendResp.Success();
  if (!last) return success.setNoStream(new emptyPb.Empty()).setNoPosition(new emptyPb.Empty());
  success.setCurrentRevision(String(last.revision));
  if (replayed && at.faults.replayWithoutPosition) return success.setNoPosition(new emptyPb.Empty());
  const position = String(last.position);
  return success.setPosition(new sharedPb.AllStreamPosition().setCommitPosition(position).setPreparePosition(position));
}

function wrongVersionOf(expected: Expected, current: number | undefined) {
  const wrong = new sharedPb.WrongExpectedVersion();
  if (current === undefined) wrong.setCurrentNoStream(new emptyPb.Empty());
  else wrong.setCurrentStreamRevision(String(current));
  if (expected === 'any') wrong.setExpectedAny(new emptyPb.Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new emptyPb.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new emptyPb.Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return packed('WrongExpectedVersion', wrong);
}

function refusedOf(error: unknown, stream: string) {
  const exception = error instanceof Refusal ? error.trailers.exception : undefined;
  if (exception === 'stream-deleted') {
    return packed('StreamDeleted', new sharedPb.StreamDeleted().setStreamIdentifier(streamIdentifier(stream)));
  }
  if (exception === 'maximum-append-size-exceeded') {
    return packed(
      'MaximumAppendSizeExceeded',
      new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(maxAppendSize),
    );
  }
  return packed('BadRequest', new sharedPb.BadRequest().setMessage(String(error)));
}

/** Errors of a batch travel as messages inside a message. */
function packed(name: string, message: { serializeBinary(): Uint8Array }) {
  const details = new anyPb.Any();
  details.pack(message.serializeBinary(), `event_store.client.${name}`);
  return new statusPb.Status().setMessage(name).setDetails(details);
}
