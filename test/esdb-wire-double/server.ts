import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import gossipRpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import serverFeaturesRpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsRpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import grpc from '@grpc/grpc-js';
import { appendCall } from './append.ts';
import { batchAppendCall } from './batch-append.ts';
import { type Faults, noFaults } from './faults.ts';
import { Log } from './log.ts';
import { type Credentials, type Method, methods, type Node } from './node.ts';
import { deleteCall, gossipCall, supportedMethodsCall, tombstoneCall } from './other-calls.ts';
import { readCall } from './read.ts';
import { refusals } from './refusal.ts';

/** Milliseconds for calls in hand at a shutdown. Calls that a fault has silenced never end, so it is short. */
const patience = 300;

export interface WireDoubleOptions {
  /** Without it any free one. */
  readonly port?: number;
  /** What another server has left behind; without it a new one. */
  readonly log?: Log;
  /** PEM. Without it everything travels in the clear, and the client sends no credentials. */
  readonly tls?: { readonly key: Buffer; readonly certificate: Buffer };
  /** Demanded of every call. Only of use with `tls`. */
  readonly credentials?: Credentials;
}

export interface WireDouble {
  /** Connection string; with TLS the client also needs `&tlsCAFile=`. */
  readonly url: string;
  readonly port: number;
  readonly log: Log;
  /** How often each method was called. */
  readonly calls: Readonly<Record<Method, number>>;
  /** Switched by assigning to its fields. */
  readonly faults: Faults;
  /** Ends as a server that is shut down: subscriptions are cancelled, calls in hand are finished. */
  stop(): Promise<void>;
  /** Ends as a process that is killed: connections break. What was stored stays in `log`. */
  kill(): Promise<void>;
}

/** A server that speaks EventStoreDB's protocol from memory on 127.0.0.1. */
export async function startEsdbWireDouble(options: WireDoubleOptions = {}): Promise<WireDouble> {
  const { port = 0, log = new Log(), tls, credentials } = options;
  const node: Node = {
    log,
    faults: noFaults(),
    calls: Object.fromEntries(methods.map((method) => [method, 0])) as Record<Method, number>,
    credentials,
    instance: randomUUID(),
    host: tls ? 'localhost' : '127.0.0.1',
    port,
    subscriptions: new Set(),
  };
  const server = new grpc.Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  server.addService(streamsRpc.StreamsService, {
    append: appendCall(node),
    batchAppend: batchAppendCall(node),
    read: readCall(node),
    delete: deleteCall(node),
    tombstone: tombstoneCall(node),
  });
  server.addService(serverFeaturesRpc.ServerFeaturesService, { getSupportedMethods: supportedMethodsCall(node) });
  server.addService(gossipRpc.GossipService, { read: gossipCall(node) });
  const listener = await listen(server, port, tls);
  node.port = listener.port;
  return {
    url: `esdb://${node.host}:${node.port}?tls=${tls !== undefined}`,
    port: node.port,
    log,
    calls: node.calls,
    faults: node.faults,
    stop: async () => {
      for (const end of node.subscriptions) end(refusals.shuttingDown());
      server.tryShutdown(() => {});
      await listener.close(patience);
    },
    kill: () => listener.close(0),
  };
}

/** The server's connections go through a listener of our own, so that they can be cut like those of a process that dies. */
async function listen(server: grpc.Server, port: number, tls: WireDoubleOptions['tls']): Promise<Listener> {
  const credentials = tls
    ? grpc.ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }])
    : grpc.ServerCredentials.createInsecure();
  const injector = server.createConnectionInjector(credentials);
  const connections = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
    connection.on('error', () => connection.destroy());
    injector.injectConnection(connection);
  });
  listener.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    async close(milliseconds) {
      const closed = once(listener, 'close');
      listener.close();
      const timer = setTimeout(() => {
        for (const connection of connections) connection.resetAndDestroy();
      }, milliseconds);
      await closed;
      clearTimeout(timer);
      server.forceShutdown();
    },
  };
}

interface Listener {
  readonly port: number;
  /** Takes no more connections, and breaks those that have not ended by themselves after so many milliseconds. */
  close(milliseconds: number): Promise<void>;
}
