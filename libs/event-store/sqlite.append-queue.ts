import { once } from 'node:events';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { StoreError } from './errors.ts';
import type { StreamName, Version } from './event-store.ts';
import type { AppendRequest, FromWriter, ToWriter, WriterData } from './sqlite.writer.ts';

interface Waiting {
  readonly stream: StreamName;
  readonly expected: Version;
  readonly resolve: (appended: { version: Version; position: number }) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Most appends a message. The writer stores the first of a busy turn while the others are still being serialised here:
 * with 64 callers a quarter more a second than one message a turn.
 */
const MESSAGE = 16;

/** The calling thread's end of the writer. What is appended in one turn of the event loop goes over together, never after a delay. */
export class AppendQueue {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #arrivals: Int32Array;
  #turn: AppendRequest[] = [];
  /** Oldest first: the writer answers in the order it was asked. */
  readonly #waiting: Waiting[] = [];
  #stopped: string | undefined;

  private constructor(worker: Worker, port: MessagePort, arrivals: Int32Array) {
    this.#worker = worker;
    this.#port = port;
    this.#arrivals = arrivals;
    port.on('message', (message: FromWriter) => this.#answer(message));
    worker.on('error', (error) => this.#stop(`The writer of the event store failed: ${error.message}`));
    worker.on('exit', () => this.#stop('The writer of the event store has ended.'));
    // An open store alone keeps no process alive; an append under way does.
    worker.unref();
    port.unref();
  }

  /** @throws StoreLocked, StoreCorrupt, StoreUnavailable */
  static async open(folder: string): Promise<AppendQueue> {
    const { port1, port2 } = new MessageChannel();
    const arrivals = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(new URL('./sqlite.writer.ts', import.meta.url), {
      workerData: { folder, port: port2, arrivals } satisfies WriterData,
      transferList: [port2],
      // It needs none of the caller's flags, and some, like --input-type, a thread refuses.
      execArgv: [],
    });
    const opened = await Promise.race([
      once(port1, 'message').then(([message]) => message as FromWriter),
      // The end of the thread may be noticed before what it said last.
      once(worker, 'exit').then(
        () =>
          (receiveMessageOnPort(port1)?.message as FromWriter | undefined) ?? {
            refused: undefined,
            sentence: `The writer of ${folder} did not start.`,
          },
      ),
    ]);
    if (opened === 'opened') return new AppendQueue(worker, port1, arrivals);
    const { refused = 'store-unavailable', sentence } = opened as Extract<FromWriter, { sentence: string }>;
    throw new StoreError(refused, sentence);
  }

  append(stream: StreamName, expected: Version, fields: string[]): Promise<{ version: Version; position: number }> {
    if (this.#stopped) return Promise.reject(new StoreError('store-unavailable', this.#stopped));
    return new Promise((resolve, reject) => {
      if (this.#turn.length === 0) setImmediate(() => this.#send());
      if (this.#waiting.length === 0) this.#port.ref();
      this.#turn.push([stream, expected, fields]);
      this.#waiting.push({ stream, expected, resolve, reject });
      if (this.#turn.length === MESSAGE) this.#send();
    });
  }

  /** What was appended before is answered first. */
  async close(): Promise<void> {
    if (this.#stopped) return;
    this.#send();
    this.#stopped = 'The event store is closed.';
    const ended = once(this.#worker, 'exit');
    this.#worker.ref();
    this.#post('close');
    await ended;
    this.#port.close();
  }

  #send(): void {
    if (this.#turn.length === 0) return;
    const turn = this.#turn;
    this.#turn = [];
    this.#post(turn);
  }

  #post(message: ToWriter): void {
    this.#port.postMessage(message);
    Atomics.add(this.#arrivals, 0, 1);
    Atomics.notify(this.#arrivals, 0);
  }

  #answer(message: FromWriter): void {
    if (Array.isArray(message)) {
      this.#waiting.splice(0, message.length / 2).forEach(({ stream, expected, resolve, reject }, index) => {
        const version = message[index * 2]!;
        const position = message[index * 2 + 1]!;
        if (position > 0) resolve({ version, position });
        else reject(new StoreError('wrong-version', `${stream} holds ${version} events, not ${expected}.`));
      });
    } else if (typeof message === 'object' && 'failed' in message) {
      const unknown = `Whether it was stored is not known, try again with the same ids: ${message.failed}.`;
      for (const { reject } of this.#waiting.splice(0, message.appends))
        reject(new StoreError('store-unavailable', unknown));
    } else if (typeof message === 'object') this.#stop(message.sentence);
    if (this.#waiting.length === 0) this.#port.unref();
  }

  #stop(sentence: string): void {
    this.#stopped ??= sentence;
    this.#turn = [];
    for (const { reject } of this.#waiting.splice(0)) reject(new StoreError('store-unavailable', sentence));
    this.#port.unref();
  }
}
