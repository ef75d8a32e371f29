import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type grpc from '@grpc/grpc-js';
import { statusOf } from './answering.ts';

/** The replies of one read, sent as fast as the client takes them and no faster. */
export class Replies {
  readonly #call: grpc.ServerWritableStream<ReadReq, ReadResp>;
  readonly #gone = new AbortController();
  #ended = false;

  constructor(call: grpc.ServerWritableStream<ReadReq, ReadResp>) {
    this.#call = call;
    call.once('cancelled', () => this.#gone.abort());
    call.once('close', () => this.#gone.abort());
  }

  /** True when the client has gone or the read has been ended. */
  get closed(): boolean {
    return this.#ended || this.#gone.signal.aborted;
  }

  /** Aborts when nobody reads any more. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Resolves when there is room for the next one, at once when nobody reads any more. */
  async send(reply: ReadResp, delay = 0): Promise<void> {
    const signal = this.#gone.signal;
    if (delay > 0) await sleep(delay, undefined, { signal }).catch(() => {});
    if (this.closed || this.#call.write(reply)) return;
    await once(this.#call, 'drain', { signal }).catch(() => {});
  }

  /** Ends the read well, or with the failure. */
  end(failure?: unknown): void {
    if (this.closed) return;
    this.#ended = true;
    if (failure === undefined) this.#call.end();
    else this.#call.emit('error', statusOf(failure));
    this.#gone.abort();
  }
}
