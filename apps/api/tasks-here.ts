import {
  type AskedTask,
  cancelled,
  failureOf,
  isSameTask,
  stopping,
  type Task,
  TaskRefused,
  type TaskStatus,
  type Tasks,
  type Workplace,
} from '#jobs';

/** Ended tasks that are still told of. */
const remembered = 100;

interface Held {
  status: TaskStatus;
  readonly cancel: AbortController;
}

/** Runs tasks in this process, one after the other, and forgets them with it: who still wants it asks again. */
export class TasksHere implements Tasks {
  readonly #at: Workplace;
  readonly #tasks: readonly Task[];
  readonly #held = new Map<string, Held>();
  readonly #stopped = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(at: Workplace, tasks: readonly Task[]) {
    this.#at = at;
    this.#tasks = tasks;
  }

  async ask(asked: AskedTask): Promise<TaskStatus> {
    const known = this.#held.get(asked.id);
    if (known && !isSameTask(known.status, asked)) throw new TaskRefused(asked.id);
    if (known) return known.status;
    const held: Held = {
      status: { ...asked, state: 'waiting', askedAt: new Date().toISOString() },
      cancel: new AbortController(),
    };
    this.#held.set(asked.id, held);
    this.#forgetOld();
    this.#running = this.#running.then(() => this.#run(held));
    return held.status;
  }

  async list(): Promise<readonly TaskStatus[]> {
    return [...this.#held.values()].map(({ status }) => status).reverse();
  }

  async read(id: string): Promise<TaskStatus | undefined> {
    return this.#held.get(id)?.status;
  }

  async cancel(id: string): Promise<TaskStatus | undefined> {
    const held = this.#held.get(id);
    if (held && !hasEnded(held.status)) {
      held.cancel.abort(cancelled);
      this.#end(held, { state: 'cancelled' });
    }
    return held?.status;
  }

  /** Stops what runs. */
  async close(): Promise<void> {
    this.#stopped.abort(stopping);
    await this.#running;
  }

  async #run(held: Held): Promise<void> {
    const signal = AbortSignal.any([held.cancel.signal, this.#stopped.signal]);
    if (signal.aborted) return;
    const { kind, input } = held.status;
    held.status = { ...held.status, state: 'active', startedAt: new Date().toISOString() };
    try {
      const task = this.#tasks.find((one) => one.kind === kind)!;
      const report = await task.run(this.#at, input, signal, (progress) => {
        held.status = { ...held.status, progress };
      });
      if (!hasEnded(held.status)) this.#end(held, { state: 'done', report });
    } catch (error) {
      if (signal.aborted) return;
      const failure = failureOf(error);
      this.#at.log({ task: held.status.id, kind, ...failure }, 'a task failed');
      this.#end(held, { state: 'failed', error: failure });
    }
  }

  #end(held: Held, how: Pick<TaskStatus, 'state' | 'report' | 'error'>): void {
    held.status = { ...held.status, ...how, endedAt: new Date().toISOString() };
  }

  #forgetOld(): void {
    const ended = [...this.#held.values()].filter(({ status }) => hasEnded(status));
    for (const { status } of ended.slice(0, Math.max(0, ended.length - remembered))) this.#held.delete(status.id);
  }
}

const hasEnded = ({ state }: TaskStatus): boolean => state !== 'waiting' && state !== 'active';
