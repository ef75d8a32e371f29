import { join } from 'node:path';
import type { Checkpoint, EventStore, EventStoreSettings, Position } from '#event-store';
import type { Vault, VaultSettings } from '#vault';
import { QueryRefused } from './errors.ts';
import type { Failure } from './folding.ts';
import { type Counting, noCounting, openCounting } from './influence/counting.ts';
import type { Change, Progress } from './model-state.ts';
import { readModels } from './models.ts';
import { Projector } from './projector.ts';
import { ReadDatabase } from './read-database.ts';
import { liveFile } from './read-files.ts';
import { noSearch, openWordSearch, type SearchStatus, type WordSearch } from './search/word-search.ts';

/** Token under which Nest hands out the reads. */
export const READS = Symbol('Reads');

export interface ReadSettings {
  /** The read models lie in its folder `read`. */
  readonly dataFolder: string;
  readonly store: EventStore;
  readonly vault: Vault;
  /** How the projector's threads open the store; the embedded one in the data folder when left out. */
  readonly threadsOpen?: EventStoreSettings;
  /** How the thread that holds the index of words opens the vault, and how many bytes it may hold. Left out: nobody searches here. */
  readonly search?: { readonly vault: VaultSettings; readonly bytes: number };
  /** How the thread that counts opens the vault. Left out: nobody asks for figures here. */
  readonly counting?: { readonly vault: VaultSettings };
  /** Takes sentences for the operator, without words of anybody. */
  readonly log?: (sentence: string) => void;
}

export interface Status {
  readonly models: readonly {
    readonly name: string;
    readonly version: number;
    readonly state: 'building' | 'live' | 'stopped';
    readonly position?: Position;
    /** How many events of the log it has not seen; approximate. Missing while the store cannot be asked. */
    readonly lag?: number;
    /** For how many seconds at least an event has waited for it: since somebody asked first. Only while it lags. */
    readonly behindSeconds?: number;
    readonly building?: Progress;
    readonly stopped?: Failure;
  }[];
  readonly search: SearchStatus;
}

/** What queries are answered from: the read models, each on its own connection, the store for timelines, the vault for words. */
export interface Reads {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly search: WordSearch;
  readonly counting: Counting;
  /** The rows of a model. Ask anew after every `await`: the file may have been swapped. @throws ReadModelUnavailable */
  rows(model: string): ReadDatabase;
  /**
   * While it stays the same, these models would answer the same: it has grown before anybody is told of a commit.
   * Undefined while one of them cannot be read.
   */
  changes(models: readonly string[]): number | undefined;
  /** @throws ReadModelUnavailable, QueryRefused when it is no position */
  waitFor(position: Position, timeout: number, models?: readonly string[]): Promise<void>;
  /** Never throws, and answers within seconds. */
  status(): Promise<Status>;
  /**
   * Builds one model, or all, beside the old one, and swaps it in. @throws ReadModelUnavailable; the signal's reason when
   * it was aborted before the building was done, which leaves the old one as it is
   */
  rebuild(model?: string, onProgress?: (progress: Progress) => void, signal?: AbortSignal): Promise<void>;
  /** Calls back after each commit; answers how to stop that. */
  onChange(listener: (change: Change) => void): () => void;
  close(): Promise<void>;
}

/** Starts the projector. It does not wait for models that have to be built; `status` says how far they are. */
export function openReads({
  dataFolder,
  store,
  vault,
  threadsOpen,
  search: wanted,
  counting: counted,
  log = () => {},
}: ReadSettings): Reads {
  const folder = join(dataFolder, 'read');
  const names = readModels.map(({ name }) => name);
  const connections = new Map<string, ReadDatabase>();
  let changes = 0;
  const letGo = (model: string) => {
    changes += 1;
    connections.get(model)?.close();
    connections.delete(model);
  };
  const threadsStore = threadsOpen ?? { kind: 'sqlite' as const, folder: dataFolder };
  const projector = new Projector({ store: threadsStore, folder }, store, letGo, log);
  projector.onChange(() => {
    changes += 1;
  });
  const search = wanted ? openWordSearch({ ...wanted, store: threadsStore }, store, log) : noSearch;
  const counting = counted ? openCounting({ ...counted, store: threadsStore }, log) : noCounting;
  search.onChange(() => {
    changes += 1;
  });
  const starting = setInterval(() => {
    if ([...projector.states.values()].some(({ state }) => state === 'building')) return;
    clearInterval(starting);
    search.begin();
  }, betweenLooks);
  starting.unref();
  /** The size of the log when a model was last seen at its end, to tell how far it is behind later. */
  const sizes = new Map<string, number>();

  /** Since when an event waits for a model, as far as anybody has asked. */
  const behind = new Map<string, { readonly of: Position; readonly since: number }>();

  function behindSeconds(model: string, position: Position | undefined, { head }: LogEnd): number | undefined {
    if (!head || (position !== undefined && store.compare(position, head.position) >= 0)) {
      behind.delete(model);
      return undefined;
    }
    const known = behind.get(model);
    const stillWaits = known && (position === undefined || store.compare(position, known.of) < 0);
    const { since } = stillWaits ? known : { since: performance.now() };
    if (!stillWaits) behind.set(model, { of: head.position, since });
    return Math.floor((performance.now() - since) / 1_000);
  }

  function lagOf(model: string, position: Position | undefined, { head, size }: LogEnd): number {
    const atEnd = !head || (position !== undefined && store.compare(position, head.position) >= 0);
    if (atEnd) sizes.set(model, size);
    return size - (sizes.get(model) ?? 0);
  }

  return {
    store,
    vault,
    search,
    counting,
    rows(model) {
      projector.requireReadable(model);
      let database = connections.get(model);
      if (!database) {
        database = new ReadDatabase(liveFile(folder, model), 'reading');
        connections.set(model, database);
      }
      return database;
    },
    changes(models) {
      const isLive = (model: string) =>
        (model === searched ? search.status().state : projector.states.get(model)?.state) === 'live';
      return models.every(isLive) ? changes : undefined;
    },
    async waitFor(position, timeout, models = names) {
      try {
        store.compare(position, position);
      } catch {
        throw new QueryRefused(
          'query.param-wrong',
          'after must be a position that an answer to a command gave.',
          'after',
        );
      }
      const folded = models.filter((model) => model !== searched && model !== countedModel);
      await Promise.all([
        projector.waitFor(position, timeout, folded),
        models.includes(searched) && search.waitFor(position, timeout),
      ]);
    },
    async status() {
      const end = await endOf(store);
      const models = [...projector.states.values()].map(({ position, building, stopped, ...state }) => {
        const lag = end && lagOf(state.name, position, end);
        const waiting = end && behindSeconds(state.name, position, end);
        return {
          ...state,
          ...(lag !== undefined && { lag }),
          ...(waiting !== undefined && { behindSeconds: waiting }),
          ...(position && { position }),
          ...(building && { building }),
          ...(stopped && { stopped }),
        };
      });
      return { models, search: search.status() };
    },
    async rebuild(model, onProgress = () => {}, signal) {
      if (model !== undefined && !names.includes(model))
        throw new QueryRefused(
          'query.param-wrong',
          `There is no read model ${model}; there are ${names.join(', ')}.`,
          'name',
        );
      await projector.rebuild(model === undefined ? names : [model], onProgress, signal);
    },
    onChange: (listener) => projector.onChange(listener),
    async close() {
      clearInterval(starting);
      await Promise.all([projector.close(), search.close(), counting.close()]);
      for (const name of names) letGo(name);
    },
  };
}

/** The index of words among what a query is answered from: in memory, and no read model. */
export const searched = 'search';

/** Figures among what a query is answered from: they follow the log by themselves, and no answer of them is remembered. */
export const countedModel = 'influence';

interface LogEnd {
  readonly head: Checkpoint | undefined;
  readonly size: number;
}

/** Milliseconds between two looks whether the views are built. */
const betweenLooks = 100;

/** Milliseconds after which whoever asks how the views are is not kept waiting for the store. */
const patience = 2_000;

/** Undefined while the store is away. */
async function endOf(store: EventStore): Promise<LogEnd | undefined> {
  const asked = Promise.all([store.head(), store.size()]).then(
    ([head, size]) => ({ head, size }),
    () => undefined,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
