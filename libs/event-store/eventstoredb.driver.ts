import type { AllStreamResolvedEvent, EventStoreDBClient, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import type { Address, Credentials } from './eventstoredb.address.ts';
import { DriverError, driverError } from './eventstoredb.errors.ts';
import type { Driver, Feed, FeedListener } from './eventstoredb.port.ts';
import type { Place, Raw } from './eventstoredb.rows.ts';

/** How many events the server looks at for each checkpoint it sends. We need none, so they shall be rare. */
const searchWindow = 500;
const windowsBetweenCheckpoints = 4;
/** Some streams of the driver never end when it is told to end them all. */
const mostMillisecondsToDispose = 2_000;

/**
 * The only file that knows the driver. It is loaded when an EventStoreDB is opened, and never beside its successor: two
 * copies of its messages in one process break each other.
 */
export async function openDriver(address: Address, credentials: Credentials): Promise<Driver> {
  const { BACKWARDS, END, EventStoreDBClient, FORWARDS, jsonEvent, NO_STREAM, START, streamNameFilter } = await import(
    '@eventstore/db-client'
  );
  const { hosts, discover, tls, authority, deadline, options } = address;
  const secured = { insecure: !tls, ...(authority && { rootCertificate: authority }) };
  const client = discover
    ? new EventStoreDBClient({ discover: hosts[0]!, ...options }, secured)
    : hosts.length > 1
      ? new EventStoreDBClient({ endpoints: [...hosts], ...options }, secured)
      : new EventStoreDBClient({ endpoint: hosts[0]!, ...options }, secured);
  const inside = insideOf(client);
  const feeds = new Set<() => void>();
  const always = { credentials, requiresLeader: true, resolveLinkTos: false } as const;

  return {
    connected: () => inside.connected(),
    /** Credentials are what makes the driver send a plain call: its other way shares state between clients, has no deadline and ends processes. */
    async append(stream, events, expected) {
      const written = client.appendToStream(
        stream,
        events.map((event) => jsonEvent(event)),
        {
          expectedRevision: expected === 0 ? NO_STREAM : BigInt(expected - 1),
          credentials,
          requiresLeader: true,
          deadline,
        },
      );
      const { position } = await within(deadline + 1_000, written);
      return position;
    },
    readStream(stream, from, direction, count) {
      const read = client.readStream(stream, {
        ...always,
        fromRevision: from === 'end' ? END : BigInt(from - 1),
        direction: direction === 'backwards' ? BACKWARDS : FORWARDS,
        maxCount: count,
      });
      return gather(read, deadline);
    },
    readAll(from, direction, count) {
      const read = client.readAll({
        ...always,
        fromPosition: from === 'end' ? END : from,
        direction: direction === 'backwards' ? BACKWARDS : FORWARDS,
        maxCount: count,
      });
      return gather(read, deadline);
    },
    subscribe(prefix, after, listener) {
      const filter = streamNameFilter({
        prefixes: [prefix],
        maxSearchWindow: searchWindow,
        checkpointInterval: windowsBetweenCheckpoints,
      });
      const feed = feedOf(client.subscribeToAll({ ...always, fromPosition: after ?? START, filter }), listener, () =>
        feeds.delete(lost),
      );
      const lost = () => listener.failed(new DriverError('again', 'the client was replaced'));
      feeds.add(lost);
      return feed;
    },
    async dispose() {
      for (const lost of feeds) lost();
      await within(
        mostMillisecondsToDispose,
        client.dispose().then(() => inside.close()),
      ).catch(() => {});
    },
  };
}

/** gRPC's name for a connection that stands. */
const READY = 2;

/**
 * What the driver does in the background when a call has failed may fail itself, and nobody would hear of it but Node, which
 * ends the process. And it neither says whether it is connected nor ever closes its connection.
 */
function insideOf(client: EventStoreDBClient): { connected(): Promise<boolean>; close(): Promise<void> } {
  const parts = client as unknown as {
    handleError(...call: unknown[]): Promise<void>;
    getChannel(): Promise<{ getConnectivityState(connect: boolean): number; close(): void }>;
  };
  const handleError = parts.handleError;
  parts.handleError = (...call) => handleError(...call).catch(() => {});
  return {
    connected: async () => (await parts.getChannel()).getConnectivityState(false) === READY,
    close: async () => (await parts.getChannel()).close(),
  };
}

/** @throws DriverError */
async function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DriverError('again', `no answer within ${milliseconds} milliseconds`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw driverError(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads of the driver have no deadline, and are left open on the server when they are not cancelled and destroyed. */
async function gather(
  read: StreamingRead<ResolvedEvent> | StreamingRead<AllStreamResolvedEvent>,
  idle: number,
): Promise<readonly Raw[]> {
  const found: Raw[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const silent = () => reject(new DriverError('again', `nothing was read for ${idle} milliseconds`));
      timer = setTimeout(silent, idle);
      read.on('data', (resolved: ResolvedEvent) => {
        timer?.refresh();
        const raw = rawOf(resolved);
        if (raw) found.push(raw);
      });
      read.on('end', resolve);
      read.on('error', reject);
      read.on('close', () => reject(new DriverError('again', 'the read was closed')));
    });
    return found;
  } catch (error) {
    if ((error as { type?: string }).type === 'stream-not-found') return [];
    throw driverError(error);
  } finally {
    clearTimeout(timer);
    read.cancel().catch(() => {});
    read.destroy();
  }
}

function feedOf(
  subscription: ReturnType<EventStoreDBClient['subscribeToAll']>,
  listener: FeedListener,
  closed: () => void,
): Feed {
  subscription.on('confirmation', () => listener.confirmed());
  subscription.on('readable', () => listener.readable());
  // It reports a failure once, in one of these ways, and never connects again by itself.
  subscription.on('error', (error: Error) => listener.failed(driverError(error)));
  for (const end of ['end', 'close'] as const)
    subscription.on(end, () => listener.failed(new DriverError('again', 'the subscription was ended')));
  return {
    read() {
      for (;;) {
        const resolved: AllStreamResolvedEvent | null = subscription.read();
        if (resolved === null) return undefined;
        const raw = rawOf(resolved);
        if (raw) return raw;
      }
    },
    close() {
      closed();
      subscription.unsubscribe().catch(() => {});
      subscription.destroy();
    },
  };
}

function rawOf({ event }: ResolvedEvent): Raw | undefined {
  if (!event) return undefined;
  const { streamId, revision, id, type, data, metadata } = event;
  const place = event.position as Place | undefined;
  if (!place) throw new DriverError('refused', `the event ${id} came without its position`);
  return { stream: streamId, version: Number(revision) + 1, place, id, type, data, metadata };
}
