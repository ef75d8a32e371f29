/** What servers and workers see of the queue. */
import type { Job, ScheduledStatus, Task, Tasks, Workplace } from '#jobs';

export interface QueueHealth {
  readonly ready: boolean;
  /** `queue-unavailable`; or, although it is ready, `queue-may-evict`: this Redis may throw jobs away when it is full. */
  readonly code?: 'queue-unavailable' | 'queue-may-evict';
}

/** The queue as a server has it. */
export interface Queue extends Tasks {
  /** Of the jobs that workers run by the clock. @throws TasksUnavailable */
  scheduled(): Promise<readonly ScheduledStatus[]>;
  /** Never throws, and answers within two seconds. */
  health(): Promise<QueueHealth>;
  close(): Promise<void>;
}

/** The queue as a worker has it. */
export interface Runner {
  health(): Promise<QueueHealth>;
  /** Scheduled jobs end after what is in hand; tasks are handed back, for another worker to run. */
  close(): Promise<void>;
}

export interface QueueSettings {
  /** `redis://user:password@host:6379/0`, or `rediss://` for TLS. */
  readonly url: string;
  readonly log: Workplace['log'];
}

/** In milliseconds. */
export interface Pace {
  /** After which time a worker that was not heard of is taken for dead. It renews in half of that. */
  readonly lock: number;
  /** How often workers look for jobs of the dead. */
  readonly stalled: number;
  /** How often a worker looks whether its task was cancelled. */
  readonly cancel: number;
  /** After which time a worker that lost Redis in the middle of a command tries again. */
  readonly retry: number;
}

/** What a worker runs, and with what. */
export interface Work {
  readonly at: Workplace;
  readonly jobs: readonly Job[];
  readonly tasks: readonly Task[];
  readonly pace?: Pace;
}

export const usualPace: Pace = { lock: 30_000, stalled: 30_000, cancel: 1_000, retry: 5_000 };
