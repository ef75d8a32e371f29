import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type grpc from '@grpc/grpc-js';
import { answering } from './answering.ts';
import type { Expected } from './expected-revision.ts';
import { expectedRevision, proposedEvent, streamName } from './messages.ts';
import { admit, mayAnswer, type Node } from './node.ts';
import { type Appended, append, type WrongRevision } from './store.ts';

/** Streams/Append: options first, then one message an event; answered once the client has sent its last. */
export function appendCall(at: Node): grpc.handleClientStreamingCall<AppendReq, AppendResp> {
  return (call, answer) => {
    const requests: AppendReq[] = [];
    call.on('data', (request: AppendReq) => requests.push(request));
    call.on('end', () =>
      answering(answer, async () => {
        if (!admit(at, 'append', call.metadata)) return undefined;
        const options = requests[0]?.getOptions();
        if (!options) throw new Error('An append begins with its options.');
        const expected = expectedRevision(options, options.getRevision());
        const events = requests.slice(1).map((request) => proposedEvent(request.getProposedMessage()!));
        const outcome = append(at.log, streamName(options.getStreamIdentifier()), events, expected);
        return (await mayAnswer(at)) ? appendReply(at, expected, outcome) : undefined;
      }),
    );
  };
}

function appendReply(at: Node, expected: Expected, outcome: Appended | WrongRevision): AppendResp {
  return 'last' in outcome
    ? new streamsPb.AppendResp().setSuccess(successOf(at, outcome))
    : new streamsPb.AppendResp().setWrongExpectedVersion(wrongVersionOf(expected, outcome));
}

function successOf(at: Node, { last, replayed }: Appended): AppendResp.Success {
  const success = new streamsPb.AppendResp.Success();
  if (!last) return success.setNoStream(new sharedPb.Empty()).setNoPosition(new sharedPb.Empty());
  success.setCurrentRevision(String(last.revision));
  if (replayed && at.faults.replayWithoutPosition) return success.setNoPosition(new sharedPb.Empty());
  const position = new streamsPb.AppendResp.Position()
    .setCommitPosition(String(last.position))
    .setPreparePosition(String(last.position));
  return success.setPosition(position);
}

function wrongVersionOf(expected: Expected, { current }: WrongRevision): AppendResp.WrongExpectedVersion {
  const wrong = new streamsPb.AppendResp.WrongExpectedVersion();
  if (current === undefined) wrong.setCurrentNoStream(new sharedPb.Empty());
  else wrong.setCurrentRevision(String(current));
  if (expected === 'any') return wrong.setExpectedAny(new sharedPb.Empty());
  if (expected === 'no_stream') return wrong.setExpectedNoStream(new sharedPb.Empty());
  if (expected === 'stream_exists') return wrong.setExpectedStreamExists(new sharedPb.Empty());
  return wrong.setExpectedRevision(String(expected));
}
