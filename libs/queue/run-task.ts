import { cancelled, type Failure, failureOf, type Task, type TaskProgress, type Workplace } from '#jobs';
import type { TaskData } from './told.ts';

const betweenProgress = 500;

export type Ended =
  | { readonly report: object }
  | { readonly failure: Failure }
  /** Somebody does not want it any more. */
  | 'cancelled'
  /** The worker is closed: it is for another one. */
  | 'stopped';

export interface Watch {
  /** Aborted when another worker has taken the task over. */
  readonly lost: AbortSignal;
  /** Aborted when the worker is closed. */
  readonly stopped: AbortSignal;
  /** Milliseconds between two looks whether it was cancelled. */
  readonly every: number;
  isCancelled(): Promise<boolean>;
  tell(progress: TaskProgress): Promise<void>;
}

/** Runs a task until it has ended in one way or another. Never throws. */
export async function runTask(
  tasks: readonly Task[],
  { id, kind, input, ...asked }: TaskData,
  at: Workplace,
  watch: Watch,
): Promise<Ended> {
  if (asked.cancelled) return 'cancelled';
  const cancel = new AbortController();
  const looking = setInterval(() => {
    void watch.isCancelled().then((yes) => yes && cancel.abort(cancelled));
  }, watch.every);
  try {
    const task = tasks.find((one) => one.kind === kind);
    if (!task) throw new Error(`This worker knows no task ${kind}.`);
    const signal = AbortSignal.any([watch.lost, watch.stopped, cancel.signal]);
    return { report: await task.run(at, input, signal, nowAndThen(watch)) };
  } catch (error) {
    if (cancel.signal.aborted) return 'cancelled';
    if (watch.stopped.aborted) return 'stopped';
    const failure = failureOf(error);
    at.log({ task: id, kind, ...failure }, 'a task failed');
    return { failure };
  } finally {
    clearInterval(looking);
  }
}

/** Tells progress a few times a second at most, and never waits until it is told. */
function nowAndThen({ tell }: Watch): (progress: TaskProgress) => void {
  let told = 0;
  return (progress) => {
    if (performance.now() - told < betweenProgress) return;
    told = performance.now();
    tell(progress).catch(() => {});
  };
}

/** What has begun and not ended. */
export class InHand {
  readonly #all = new Set<Promise<unknown>>();

  hold<Answer>(doing: Promise<Answer>): Promise<Answer> {
    this.#all.add(doing);
    const done = () => this.#all.delete(doing);
    doing.then(done, done);
    return doing;
  }

  async ended(): Promise<void> {
    await Promise.allSettled(this.#all);
  }
}
