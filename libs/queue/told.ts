import type { AskedTask, Failure, TaskProgress, TaskState, TaskStatus } from '#jobs';

/** What a task is in Redis. */
export interface TaskData extends AskedTask {
  /** Kept with the task, so that whoever runs it sees it, also when it is taken over in the moment of cancelling. */
  readonly cancelled?: true;
}

/** What the queue says of a task; instants in milliseconds. */
export interface TaskInQueue {
  readonly data: TaskData;
  readonly timestamp: number;
  readonly processedOn?: number | undefined;
  readonly finishedOn?: number | undefined;
  readonly progress: unknown;
  readonly returnvalue: unknown;
  readonly failedReason: string;
}

/** The states of the queue by ours. A task that is tried again later is `delayed`. */
export const statesInQueue = {
  waiting: ['waiting', 'delayed', 'prioritized'],
  active: ['active'],
  done: ['completed'],
  failed: ['failed'],
} as const;

export function stateOf(inQueue: string): TaskState {
  const found = Object.entries(statesInQueue).find(([, all]) => (all as readonly string[]).includes(inQueue));
  return (found?.[0] ?? 'waiting') as TaskState;
}

export function statusOf(task: TaskInQueue, inQueue: TaskState): TaskStatus {
  const { cancelled, ...asked } = task.data;
  // From the moment on that somebody asked for it; whoever runs it ends within moments.
  const state = cancelled ? 'cancelled' : inQueue;
  const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
  return {
    ...asked,
    state,
    askedAt: instant(task.timestamp),
    ...(task.processedOn && { startedAt: instant(task.processedOn) }),
    ...(task.finishedOn && { endedAt: instant(task.finishedOn) }),
    ...(typeof task.progress === 'object' && { progress: task.progress as TaskProgress }),
    ...(state === 'done' && { report: task.returnvalue as object }),
    ...(state === 'failed' && { error: readFailure(task.failedReason) }),
  };
}

/** What a failed job says of itself in Redis: never the text of an error that is not ours, and no stack. */
export function saying(failure: Failure, error: Error): Error {
  error.message = JSON.stringify(failure);
  error.stack = '';
  return error;
}

function readFailure(reason: string): Failure {
  try {
    return JSON.parse(reason) as Failure;
  } catch {
    // The only reason that is not ours is the queue's own, for a job that was taken over too often.
    return { code: 'interrupted', sentence: 'The workers that ran it stopped in the middle of it, again and again.' };
  }
}
