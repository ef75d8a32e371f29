import type { Worker } from 'node:worker_threads';
import type { EventStore, Position } from '#event-store';
import { type HowFar, startBuilder } from './build.ts';
import { ReadModelUnavailable } from './errors.ts';
import type { Failure } from './folding.ts';
import { type Change, type ModelState, type Progress, whyUnreadable } from './model-state.ts';
import { lanes, readModels } from './models.ts';
import type { FromProjector, ToProjector } from './projector.worker.ts';
import { discardBuilding, swapIn, type TakenFolder, takeFolder, type WorkerData } from './read-files.ts';
import { startWorker } from './worker-thread.ts';

/** For fewer, starting more threads than one takes longer than it saves. */
const manyEvents = 20_000;

interface Wait {
  readonly position: Position;
  readonly models: readonly string[];
  readonly settle: (error?: Error) => void;
}

/** The main thread's side of the projector: what the models' state is, who waits for what, and which files are swapped. */
export class Projector {
  readonly states: ReadonlyMap<string, ModelState>;
  /** Called when a model's file is about to be replaced: every connection to it must be closed when it returns. */
  readonly #letGo: (model: string) => void;
  readonly #log: (sentence: string) => void;
  readonly #data: WorkerData;
  readonly #store: EventStore;
  readonly #worker: Worker;
  readonly #builders = new Set<Worker>();
  readonly #waits = new Set<Wait>();
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #adopted = new Map<string, () => void>();
  readonly #released = new Map<string, () => void>();
  readonly #unfit: string[] = [];
  readonly #folder: TakenFolder;
  #closing = false;
  /** Settles when what was asked to be built so far has been. */
  #building: Promise<void> = Promise.resolve();

  constructor(
    data: Omit<WorkerData, 'models'>,
    store: EventStore,
    letGo: (model: string) => void,
    log: (sentence: string) => void,
  ) {
    this.#data = { ...data, models: readModels.map(({ name }) => name) };
    this.#store = store;
    this.#letGo = letGo;
    this.#log = log;
    this.states = new Map(
      readModels.map(({ name, version }) => [
        name,
        { name, version, state: 'building', position: undefined, building: undefined, stopped: undefined },
      ]),
    );
    this.#folder = takeFolder(data.folder);
    if (this.#folder.wentDown)
      log('The machine went down while the read models were in use. They are built from the beginning.');
    this.#worker = startWorker('projector', this.#data);
    this.#worker.on('message', (message: FromProjector) => this.#hear(message));
    this.#worker.on('error', (error) => this.#stopAll(`${error.name}: ${error.message}`));
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when these models have seen the position. @throws ReadModelUnavailable after `timeout` milliseconds, or when one is stopped */
  waitFor(position: Position, timeout: number, models: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => wait.settle(this.#behind(models)), timeout);
      const wait: Wait = {
        position,
        models,
        settle: (error) => {
          clearTimeout(timer);
          this.#waits.delete(wait);
          if (error) reject(error);
          else resolve();
        },
      };
      this.#waits.add(wait);
      this.#check(wait);
    });
  }

  /** Builds models anew beside the old ones and swaps them in. @throws ReadModelUnavailable when one throws; its old one stays */
  rebuild(models: readonly string[], onProgress: (progress: Progress) => void, signal?: AbortSignal): Promise<void> {
    // One after the other: two builds of a model would write the same file and wait for the same swap.
    const built = this.#building.then(() => this.#buildAll(models, onProgress, signal));
    this.#building = built.catch(() => {});
    return built;
  }

  async #buildAll(
    models: readonly string[],
    onProgress: (progress: Progress) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (this.#closing) return;
    signal?.throwIfAborted();
    const inLanes = lanes.map((lane) => lane.map(({ name }) => name).filter((name) => models.includes(name)));
    // Only a guess is needed; the thread that builds waits for a store that is away.
    const size = await this.#store.size().catch(() => manyEvents);
    const parts = (size < manyEvents ? [models] : inLanes).filter((part) => part.length > 0);
    // All are told of before any has begun, so that whoever adds them up has the whole from the start.
    for (const part of parts) this.#progress(part, { done: 0, of: size, seconds: 0 }, onProgress);
    const builds = parts.map((part) => this.#build(part, onProgress, signal));
    // All have ended before anything else is built, also when one of them failed.
    await Promise.allSettled(builds);
    await Promise.all(builds);
  }

  async close(): Promise<void> {
    this.#closing = true;
    const threads = [...this.#builders, this.#worker];
    const ended = threads.map((thread) => new Promise((resolve) => thread.once('exit', resolve)));
    for (const builder of this.#builders) builder.postMessage('stop');
    this.#tell('stop');
    await Promise.all(ended);
    for (const { name } of readModels) discardBuilding(this.#data.folder, name);
    this.#folder.leave();
    for (const wait of this.#waits)
      wait.settle(new ReadModelUnavailable('read-model.stopped', 'The read models are closed.', 1));
  }

  #hear(message: FromProjector): void {
    if ('at' in message) {
      for (const state of this.states.values()) if (state.state === 'live') state.position = message.at;
      for (const wait of this.#waits) this.#check(wait);
      for (const listener of this.#listeners) listener({ position: message.at, streams: message.streams });
    } else if ('adopted' in message) {
      const state = this.states.get(message.adopted)!;
      Object.assign(state, { state: 'live', position: message.position, building: undefined, stopped: undefined });
      this.#adopted.get(message.adopted)?.();
      for (const wait of this.#waits) this.#check(wait);
    } else if ('released' in message) this.#released.get(message.released)?.();
    else if ('unfit' in message) this.#buildUnfit(message.unfit, message.why);
    else if ('stopped' in message) this.#stop(message.stopped, message.failure);
    else this.#stopAll(message.broken);
  }

  /** All that are found unfit in one turn are built together. */
  #buildUnfit(model: string, why: string): void {
    this.#log(`The read model ${model} is built from the beginning: its file ${why}.`);
    Object.assign(this.states.get(model)!, { state: 'building', position: undefined });
    this.#unfit.push(model);
    if (this.#unfit.length > 1) return;
    setImmediate(() => {
      const models = this.#unfit.splice(0);
      this.rebuild(models, () => {}).catch((error: Error) => this.#closing || this.#log(error.message));
    });
  }

  async #build(
    models: readonly string[],
    onProgress: (progress: Progress) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { builder, built: building } = startBuilder({ ...this.#data, models }, signal, (message) =>
      this.#progress(models, message, onProgress),
    );
    this.#builders.add(builder);
    const built = await building
      .catch((error: unknown) => {
        if (this.#closing || !signal?.aborted) throw error;
        for (const name of models) this.states.get(name)!.building = undefined;
        throw signal.reason;
      })
      .finally(() => this.#builders.delete(builder));
    for (const name of built.built) await this.#swap(name);
    for (const [name, failure] of Object.entries(built.failed)) {
      this.states.get(name)!.building = undefined;
      if (this.states.get(name)!.state === 'building') this.#stop(name, failure);
      throw new ReadModelUnavailable(
        'read-model.stopped',
        `Building ${name} stopped at ${failure.type} (${failure.position}): ${failure.error}`,
        60,
      );
    }
  }

  #progress(models: readonly string[], { done, of, seconds }: HowFar, onProgress: (progress: Progress) => void): void {
    const perSecond = seconds > 0 ? done / seconds : 0;
    const progress = { models, done, of, perSecond, secondsLeft: perSecond > 0 ? (of - done) / perSecond : 0 };
    for (const name of models) this.states.get(name)!.building = progress;
    onProgress(progress);
  }

  async #swap(model: string): Promise<void> {
    if (this.#closing) return;
    await new Promise<void>((resolve) => {
      this.#released.set(model, resolve);
      this.#tell({ release: model });
    });
    this.#letGo(model);
    swapIn(this.#data.folder, model);
    await new Promise<void>((resolve) => {
      this.#adopted.set(model, resolve);
      this.#tell({ adopt: model });
    });
  }

  #tell(message: ToProjector): void {
    this.#worker.postMessage(message);
  }

  #check(wait: Wait): void {
    const states = wait.models.map((name) => this.states.get(name)!);
    if (states.some(({ state }) => state === 'stopped')) wait.settle(this.#behind(wait.models));
    else if (
      states.every(
        ({ state, position }) =>
          state === 'live' && position !== undefined && this.#store.compare(position, wait.position) >= 0,
      )
    )
      wait.settle();
  }

  /** Why these models cannot answer, or not yet. */
  #behind(models: readonly string[]): ReadModelUnavailable {
    const [unreadable] = models
      .map((name) => whyUnreadable(this.states.get(name)!))
      .filter((error) => error !== undefined);
    return (
      unreadable ??
      new ReadModelUnavailable('read-model.behind', 'What was written last cannot be read yet. Try again.', 1)
    );
  }

  /** @throws ReadModelUnavailable while there is nothing to read */
  requireReadable(model: string): void {
    const unreadable = whyUnreadable(this.states.get(model)!);
    if (unreadable) throw unreadable;
  }

  #stop(model: string, failure: Failure): void {
    Object.assign(this.states.get(model)!, { state: 'stopped', stopped: failure });
    this.#log(`The read model ${model} has stopped at ${failure.type} (${failure.position}): ${failure.error}`);
    for (const wait of this.#waits) this.#check(wait);
  }

  #stopAll(error: string): void {
    for (const { name, state } of this.states.values())
      if (state === 'live') this.#stop(name, { position: '', type: '', error });
  }
}
