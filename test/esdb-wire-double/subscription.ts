import { randomUUID } from 'node:crypto';
import { type AllPosition, indexAt } from './all-position.ts';
import type { Filter } from './filter.ts';
import type { LogRecord } from './log.ts';
import { caughtUpReply, checkpointReply, confirmationReply, eventReply, largestUint64 } from './messages.ts';
import type { Node } from './node.ts';
import { refusals } from './refusal.ts';
import type { Replies } from './replies.ts';

/** A live subscription has this many messages kept for it; a slower reader is sent back to the log. */
const liveBuffer = 32;

export interface Wanted {
  /** Exclusive: the event at this position is not sent. */
  readonly from: AllPosition;
  readonly filter: Filter | undefined;
  readonly resolveLinks: boolean;
}

/** Either an event, or the place of a checkpoint. */
type Message = { readonly event: LogRecord } | { readonly checkpoint: LogRecord };

/** One subscription to `$all`. It alternates between reading the log to its end and being told what is written. */
export class AllSubscription {
  readonly #at: Node;
  readonly #replies: Replies;
  readonly #wanted: Wanted;
  /** Everything up to here was sent or passed over. */
  #position: bigint;
  /** Events considered since the last checkpoint. */
  #considered = 0;
  #hasMet = false;
  #wake = () => {};

  /** @throws Refusal when the subscription cannot begin there. */
  constructor(at: Node, replies: Replies, wanted: Wanted) {
    this.#at = at;
    this.#replies = replies;
    this.#wanted = wanted;
    const { records } = at.log;
    const index = indexAt(at.log, wanted.from);
    this.#position = typeof wanted.from === 'bigint' ? wanted.from : BigInt(records[index - 1]?.position ?? -1);
  }

  /** Sends until nobody reads any more. @throws Refusal when a fault ends it. */
  async run(): Promise<void> {
    this.#replies.gone.addEventListener('abort', () => this.#wake());
    await this.#replies.send(confirmationReply(randomUUID()));
    while (!this.#replies.closed) {
      await this.#readToEnd();
      await this.#followLive();
    }
  }

  async #readToEnd(): Promise<void> {
    const { records } = this.#at.log;
    for (let index = this.#at.log.indexFrom(this.#position + 1n); index < records.length; index++) {
      for (const message of this.#messagesFor(records[index]!)) await this.#send(message);
      this.#position = BigInt(records[index]!.position);
      if (this.#replies.closed) return;
    }
  }

  /** Returns when the buffer has run over; what it lost is in the log. */
  async #followLive(): Promise<void> {
    const buffer: Message[] = [];
    let overflown = false;
    const passed = this.#position;
    const stopListening = this.#at.log.listen((record) => {
      if (BigInt(record.position) <= passed) return;
      for (const message of this.#messagesFor(record)) buffer.push(message);
      overflown ||= buffer.length > liveBuffer;
      this.#wake();
    });
    try {
      await this.#sayCaughtUp();
      while (!this.#replies.closed && !overflown) {
        const message = buffer.shift();
        await (message ? this.#send(message) : this.#woken());
      }
    } finally {
      stopListening();
    }
    if (overflown && this.#at.faults.compat246SlowConsumer) throw refusals.tooSlow();
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** What the reader is to get because of this record: the event if it is wanted, a checkpoint if one is due. */
  *#messagesFor(record: LogRecord): Generator<Message> {
    const { filter } = this.#wanted;
    if (!filter || filter.accepts(record)) yield { event: record };
    if (!filter) return;
    this.#considered += 1;
    const interval = this.#at.faults.checkpointEachEvent ? 1 : filter.checkpointInterval;
    if (this.#considered < interval) return;
    this.#considered = 0;
    yield { checkpoint: record };
  }

  async #send(message: Message): Promise<void> {
    const { log, faults } = this.#at;
    if ('checkpoint' in message) {
      this.#position = BigInt(message.checkpoint.position);
      return this.#replies.send(checkpointReply(this.#checkpoint()));
    }
    this.#hasMet = true;
    await this.#replies.send(eventReply(log, message.event, this.#wanted.resolveLinks), faults.eventDelay);
    this.#position = BigInt(message.event.position);
    if (faults.dropSubscriptionAfter > 0 && --faults.dropSubscriptionAfter === 0) throw refusals.unavailable();
  }

  async #sayCaughtUp(): Promise<void> {
    if (this.#wanted.filter && this.#position >= 0n) await this.#replies.send(checkpointReply(this.#checkpoint()));
    await this.#replies.send(caughtUpReply());
  }

  #checkpoint(): bigint {
    const empty = this.#wanted.from === 'start' && !this.#hasMet;
    return empty && this.#at.faults.compat246EmptyCheckpoint ? largestUint64 : this.#position;
  }
}
