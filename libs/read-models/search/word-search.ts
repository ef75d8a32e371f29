import type { Worker } from 'node:worker_threads';
import type { EventStore, Position } from '#event-store';
import type { Found, Wanted } from '#search';
import { startWorker } from '../worker-thread.ts';
import type { FromIndex, IndexData, ToIndex } from './index.worker.ts';

/** How the index of words is. */
export interface SearchStatus {
  /** `off`: this process has none. */
  readonly state: 'building' | 'live' | 'stopped' | 'off';
  /** Events of the log that were looked at, of how many; while it is being built. */
  readonly building?: { readonly done: number; readonly of: number };
  /** How many texts can be found, and how many of the oldest cannot, for want of memory. */
  readonly entries: number;
  readonly leftOut: number;
  readonly bytes: number;
  readonly mostBytes: number;
}

/** What a query finds words with. */
export interface WordSearch {
  /** Begins to build the index: in a thread of its own, and not before the views are built, which take what memory there is. */
  begin(): void;
  find(wanted: Wanted): Promise<{ readonly found: readonly Found[]; readonly more: boolean }>;
  /** Resolves when it has seen the position, or after `timeout` milliseconds, or at once where it does not follow the log. */
  waitFor(position: Position, timeout: number): Promise<void>;
  hasSeen(position: Position): boolean;
  status(): SearchStatus;
  /** Calls back whenever something else may be found. */
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

const nothing = { entries: 0, leftOut: 0, bytes: 0, mostBytes: 0 };

/** In a process that answers nobody. */
export const noSearch: WordSearch = {
  begin: () => {},
  find: async () => ({ found: [], more: false }),
  waitFor: async () => {},
  hasSeen: () => false,
  status: () => ({ state: 'off', ...nothing }),
  onChange: () => {},
  close: async () => {},
};

/** The index and its thread, which `begin` starts. */
export function openWordSearch(data: IndexData, store: EventStore, log: (sentence: string) => void): WordSearch {
  return new IndexThread(data, store, log);
}

interface Wait {
  readonly position: Position;
  readonly settle: () => void;
}

class IndexThread implements WordSearch {
  readonly #data: IndexData;
  #worker: Worker | undefined;
  readonly #store: EventStore;
  readonly #asked = new Map<number, (answer: Awaited<ReturnType<WordSearch['find']>>) => void>();
  readonly #waits = new Set<Wait>();
  readonly #listeners = new Set<() => void>();
  readonly #log: (sentence: string) => void;
  #ended: Promise<void> = Promise.resolve();
  #status: SearchStatus;
  #position: Position | undefined;
  #asks = 0;
  #closing = false;

  constructor(data: IndexData, store: EventStore, log: (sentence: string) => void) {
    this.#store = store;
    this.#log = log;
    this.#data = data;
    this.#status = { state: 'building', ...nothing, mostBytes: data.bytes };
  }

  begin(): void {
    if (this.#worker || this.#closing) return;
    const worker = startWorker('search/index', this.#data);
    worker.on('message', (message: FromIndex) => this.#hear(message));
    worker.on('error', (error) => this.#stop(error));
    this.#ended = new Promise((resolve) => worker.once('exit', () => resolve()));
    this.#worker = worker;
  }

  find(wanted: Wanted): ReturnType<WordSearch['find']> {
    if (this.#closing || !this.#worker || this.#status.state === 'stopped') return noSearch.find(wanted);
    this.#asks += 1;
    const ask = this.#asks;
    return new Promise((resolve) => {
      this.#asked.set(ask, resolve);
      this.#tell({ ask, wanted });
    });
  }

  async waitFor(position: Position, timeout: number): Promise<void> {
    if (this.#status.state !== 'live' || this.hasSeen(position)) return;
    await new Promise<void>((resolve) => {
      const wait: Wait = {
        position,
        settle: () => {
          clearTimeout(timer);
          this.#waits.delete(wait);
          resolve();
        },
      };
      const timer = setTimeout(wait.settle, timeout);
      this.#waits.add(wait);
    });
  }

  status(): SearchStatus {
    return this.#status;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#letAllGo();
    if (this.#status.state !== 'stopped') this.#tell('stop');
    await this.#ended;
  }

  #tell(message: ToIndex): void {
    this.#worker?.postMessage(message);
  }

  #hear(message: FromIndex): void {
    if ('answered' in message) {
      this.#asked.get(message.answered)?.(message);
      this.#asked.delete(message.answered);
      return;
    }
    const { at, caughtUp, done, of, size } = message;
    const { entries, dropped: leftOut, bytes } = size;
    const { mostBytes, state: before, leftOut: leftOutBefore } = this.#status;
    const state = caughtUp || before === 'live' ? 'live' : 'building';
    this.#position = at ?? this.#position;
    this.#status = {
      state,
      entries,
      leftOut,
      bytes,
      mostBytes,
      ...(state === 'building' && { building: { done, of } }),
    };
    if (leftOut > 0 && leftOutBefore === 0)
      this.#log(
        'There are more words than search may hold: the oldest are not found. SEARCH_MEMORY says how much it may hold.',
      );
    for (const wait of this.#waits) if (this.hasSeen(wait.position)) wait.settle();
    for (const listener of this.#listeners) listener();
  }

  hasSeen(position: Position): boolean {
    return this.#position !== undefined && this.#store.compare(this.#position, position) >= 0;
  }

  #stop(error: Error): void {
    this.#status = { ...this.#status, state: 'stopped' };
    if (!this.#closing) this.#log(`Search has stopped: ${error.name}: ${error.message}`);
    this.#letAllGo();
    for (const listener of this.#listeners) listener();
  }

  #letAllGo(): void {
    for (const answer of this.#asked.values()) answer({ found: [], more: false });
    this.#asked.clear();
    for (const wait of [...this.#waits]) wait.settle();
  }
}
