import { randomUUID } from 'node:crypto';
import {
  type AllStreamSubscription,
  type AppendToStreamOptions,
  EventStoreDBClient,
  type JSONEventData,
  jsonEvent,
  type Position,
  type ResolvedEvent,
  START,
  type SubscribeToAllOptions,
  UnavailableError,
} from '@eventstore/db-client';

/** The vendor's own client, as the specs of the double drive it. */

export const credentials = {
  username: process.env.ESDB_USER ?? '',
  password: process.env.ESDB_PASSWORD ?? '',
};

/** Events with new ids; their data tells their number. */
export function someEvents(count: number, data: object = {}): JSONEventData[] {
  return Array.from({ length: count }, (_, number) =>
    jsonEvent({ id: randomUUID(), type: 'happened', data: { number, ...data }, metadata: { by: 'spec' } }),
  );
}

/** An event of the spec as it came back. */
export function numberOf({ event }: ResolvedEvent): unknown {
  return (event!.data as { number: number }).number;
}

export async function gathered(read: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> {
  const events = [];
  for await (const event of read) events.push(event);
  return events;
}

/** What a rejected promise rejects with. */
export function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (answer) => {
      throw new Error(`This should have failed, but answered ${String(answer)}`);
    },
    (error: unknown) => error,
  );
}

/** One client and what it has open. */
export class WireClient {
  readonly client: EventStoreDBClient;
  readonly #watched: Watched[] = [];

  constructor(url: string) {
    this.client = EventStoreDBClient.connectionString(url);
  }

  /** A plain Append: credentials keep the client from BatchAppend. */
  append(stream: string, events: JSONEventData[], options: AppendToStreamOptions) {
    return this.client.appendToStream(stream, events, { credentials, ...options });
  }

  read(stream: string) {
    return gathered(this.client.readStream(stream, { credentials }));
  }

  async head(): Promise<Position> {
    const last = this.client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1, credentials });
    return (await gathered(last))[0]!.event!.position!;
  }

  /** Resolves when a server that was started again is found. */
  async reconnected(): Promise<void> {
    for (;;) {
      const found = await this.head().then(
        () => true,
        (error: unknown) => {
          if (error instanceof UnavailableError) return false;
          throw error;
        },
      );
      if (found) return;
      await new Promise(setImmediate);
    }
  }

  watch(options: SubscribeToAllOptions): Watched {
    const watched = new Watched(this.client, options);
    this.#watched.push(watched);
    return watched;
  }

  /** Reads that a fault has broken make `dispose` wait for ever, so only what is known to be open is closed. */
  async close(): Promise<void> {
    for (const { subscription } of this.#watched) {
      await subscription.unsubscribe();
      subscription.destroy();
    }
  }
}

/** A subscription that is read only when the spec says so, and everything it said besides events. */
export class Watched {
  readonly subscription: AllStreamSubscription;
  readonly said: string[] = [];
  readonly checkpoints: Position[] = [];
  readonly failed: Promise<unknown>;

  constructor(client: EventStoreDBClient, { filter, ...options }: SubscribeToAllOptions) {
    const checkpointReached = async (_: unknown, position: Position) => {
      this.checkpoints.push(position);
      this.#say('checkpoint');
    };
    this.subscription = client.subscribeToAll({
      fromPosition: START,
      credentials,
      ...options,
      ...(filter && { filter: { ...filter, checkpointReached } }),
    });
    this.subscription.on('confirmation', () => this.#say('confirmation'));
    this.subscription.on('caughtUp', () => this.#say('caughtUp'));
    this.failed = new Promise((resolve) => this.subscription.on('error', resolve));
  }

  #say(word: string): void {
    this.said.push(word);
    this.subscription.emit('said');
  }

  /** Resolves when it has said the word this many times, counted from the beginning. */
  async heard(word: string, times = 1): Promise<void> {
    while (this.said.filter((said) => said === word).length < times) {
      await new Promise((resolve) => this.subscription.once('said', resolve));
    }
  }

  /** The next events, waited for. */
  async take(count: number): Promise<ResolvedEvent[]> {
    const taken: ResolvedEvent[] = [];
    while (taken.length < count) {
      const event = this.subscription.read();
      if (event !== null) taken.push(event);
      else await new Promise((resolve) => this.subscription.once('readable', resolve));
    }
    return taken;
  }
}
