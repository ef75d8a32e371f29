import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import serverFeaturesPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsRpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type grpc from '@grpc/grpc-js';
import { answering } from './answering.ts';
import { happens } from './faults.ts';
import type { LogRecord } from './log.ts';
import { expectedRevision, streamName } from './messages.ts';
import { admit, type Method, type Node } from './node.ts';
import { refusals } from './refusal.ts';
import { remove } from './store.ts';

/** ServerFeatures/GetSupportedMethods: that BatchAppend is named here makes the client use it. */
export function supportedMethodsCall(at: Node): grpc.handleUnaryCall<Empty, SupportedMethods> {
  return (call, answer) =>
    answering(answer, async () => {
      if (!admit(at, 'supportedMethods', call.metadata)) return undefined;
      if (happens(at.faults, 'featuresInternal')) throw refusals.internal();
      const supported = Object.values(streamsRpc.StreamsService as unknown as Record<string, { path: string }>);
      const methods = supported.map(({ path }) => {
        const [, serviceName = '', methodName = ''] = path.split('/');
        return new serverFeaturesPb.SupportedMethod()
          .setServiceName(serviceName)
          .setMethodName(methodName.toLowerCase());
      });
      return new serverFeaturesPb.SupportedMethods().setMethodsList(methods).setEventStoreServerVersion('wire-double');
    });
}

/** Gossip/Read: a cluster of one, which leads. */
export function gossipCall(at: Node): grpc.handleUnaryCall<Empty, ClusterInfo> {
  return (call, answer) =>
    answering(answer, async () => {
      if (!admit(at, 'gossip', call.metadata)) return undefined;
      const member = new gossipPb.MemberInfo()
        .setInstanceId(new sharedPb.UUID().setString(at.instance))
        .setTimeStamp(String(Date.now()))
        .setState(gossipPb.MemberInfo.VNodeState.LEADER)
        .setIsAlive(true)
        .setHttpEndPoint(new gossipPb.EndPoint().setAddress(at.host).setPort(at.port));
      return new gossipPb.ClusterInfo().setMembersList([member]);
    });
}

/** Streams/Delete: hides the stream; a new event under the name goes on counting where it stopped. */
export function deleteCall(at: Node): grpc.handleUnaryCall<DeleteReq, DeleteResp> {
  return (call, answer) =>
    answering(answer, async () => {
      const record = removed(at, 'delete', call.metadata, call.request.getOptions());
      if (!record) return undefined;
      const position = String(record.position);
      return new streamsPb.DeleteResp().setPosition(
        new streamsPb.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position),
      );
    });
}

/** Streams/Tombstone: ends the name for ever. */
export function tombstoneCall(at: Node): grpc.handleUnaryCall<TombstoneReq, TombstoneResp> {
  return (call, answer) =>
    answering(answer, async () => {
      const record = removed(at, 'tombstone', call.metadata, call.request.getOptions());
      if (!record) return undefined;
      const position = String(record.position);
      return new streamsPb.TombstoneResp().setPosition(
        new streamsPb.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
      );
    });
}

function removed(
  at: Node,
  method: Extract<Method, 'delete' | 'tombstone'>,
  metadata: grpc.Metadata,
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
): LogRecord | undefined {
  if (!admit(at, method, metadata)) return undefined;
  if (!options) throw refusals.badRequest('A deletion says what it deletes.');
  const expected = expectedRevision(options, options.getRevision());
  return remove(at.log, streamName(options.getStreamIdentifier()), expected, method === 'tombstone');
}
