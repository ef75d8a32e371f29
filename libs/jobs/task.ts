import type { Workplace } from './job.ts';

export const taskKinds = ['export', 'rebuild'] as const;
export type TaskKind = (typeof taskKinds)[number];

export interface TaskProgress {
  readonly done: number;
  readonly of: number;
  /** What is being done, for people. */
  readonly sentence?: string;
}

/** Long work that a person asks for, watches and may cancel. It may be begun anew at any time, also while an earlier run still goes on. */
export interface Task {
  readonly kind: TaskKind;
  /** @param signal aborted when it was cancelled or the process stops; the run ends with the signal's reason */
  run(at: Workplace, input: object, signal: AbortSignal, onProgress: (progress: TaskProgress) => void): Promise<object>;
}

/** What is asked for. Holds no words: it may lie in a queue. */
export interface AskedTask {
  /** Made by whoever asks: the same again is the same task. */
  readonly id: string;
  readonly kind: TaskKind;
  readonly input: object;
  /** The account to which the task and its outcome belong. */
  readonly account: string;
}

export const taskStates = ['waiting', 'active', 'done', 'failed', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

/** Why something failed, in a code for programs and a sentence for people. */
export interface Failure {
  readonly code: string;
  readonly sentence: string;
}

/** Where a task stands. Instants are ISO 8601 in UTC. */
export interface TaskStatus extends AskedTask {
  readonly state: TaskState;
  readonly askedAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly progress?: TaskProgress;
  /** What came of it, when it is done. */
  readonly report?: object;
  /** Why it failed. */
  readonly error?: Failure;
}

/** Takes tasks, has them run somewhere and tells where they stand. */
export interface Tasks {
  /** @throws TaskRefused `job.id-taken`; TasksUnavailable */
  ask(task: AskedTask): Promise<TaskStatus>;
  /** The newest first; those that ended long ago are forgotten. @throws TasksUnavailable */
  list(): Promise<readonly TaskStatus[]>;
  /** @throws TasksUnavailable */
  read(id: string): Promise<TaskStatus | undefined>;
  /** Cancels what waits or runs; what has ended stays as it is. @throws TasksUnavailable */
  cancel(id: string): Promise<TaskStatus | undefined>;
}

/** When a scheduled job ran and runs, where that is known. Instants are ISO 8601 in UTC. */
export interface ScheduledRun {
  readonly startedAt: string;
  readonly endedAt: string;
  /** Missing: the run did what was due. */
  readonly error?: Failure;
}

export interface ScheduledStatus {
  readonly name: string;
  readonly lastRun?: ScheduledRun;
  readonly nextRun?: string;
}

/** The id belongs to another task. */
export class TaskRefused extends Error {
  readonly code = 'job.id-taken';

  constructor(id: string) {
    super(`Another task has the id ${id} already. Send another id, or none.`);
    this.name = 'TaskRefused';
  }
}

/** Nobody can be asked now; nothing was taken that was not answered. */
export class TasksUnavailable extends Error {
  readonly code = 'queue-unavailable';
  /** Seconds. */
  readonly retryAfter = 5;

  constructor() {
    super('The queue of jobs cannot be reached. What was asked before goes on when it is back. Try again.');
    this.name = 'TasksUnavailable';
  }
}

/** Reasons with which a task's signal is aborted. */
export const cancelled = Symbol('cancelled');
export const stopping = Symbol('stopping');

/** Whether the same was asked for. */
export function isSameTask(one: AskedTask, other: AskedTask): boolean {
  const said = ({ kind, input, account }: AskedTask) => JSON.stringify([kind, Object.entries(input).sort(), account]);
  return said(one) === said(other);
}

/** Codes of our own libs. Their sentences repeat no words of anybody; those of other errors might. */
const ours = /^[a-z][a-z.-]*$/;

export function failureOf(error: unknown): Failure {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  if (typeof code === 'string' && ours.test(code)) return { code, sentence: (error as Error).message };
  return { code: 'internal', sentence: 'Something went wrong. The log of the process tells more.' };
}
