/**
 * The one place that knows BullMQ and its Redis client. Servers ask here (`openQueue`), workers run what was asked and what
 * time brings (`openRunner`). Redis holds when something runs and where it stands; nothing that cannot be asked again.
 */
import { Queue as BullQueue, type Job as QueuedJob, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import {
  isSameTask,
  type Job,
  runOnce,
  type ScheduledRun,
  stopping,
  TaskRefused,
  type TaskState,
  type TaskStatus,
} from '#jobs';
import { answered, healthOf, longestAnswer } from './answered.ts';
import { attempts, fewAttempts, kept, lastRuns, maxStalledCount, prefix } from './keeping.ts';
import { type Queue, type QueueSettings, type Runner, usualPace, type Work } from './port.ts';
import { InHand, runTask } from './run-task.ts';
import { saying, stateOf, statesInQueue, statusOf, type TaskData } from './told.ts';

const longestClosing = 20_000;
const aMinute = 60_000;

function connect({ url, log }: QueueSettings, options: Omit<RedisOptions, 'replyMapping'>): Redis {
  const redis = new Redis(url, {
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(times * 200, 2_000),
    ...options,
  });
  let away = false;
  redis.on('error', (error: Error & { code?: string }) => {
    if (!away) log({ code: error.code ?? error.name }, 'Redis is away; it is tried again until it is back');
    away = true;
  });
  redis.on('ready', () => {
    if (away) log({}, 'Redis is back');
    away = false;
  });
  return redis;
}

const idInQueue = (id: string) => `task-${id}`;

/** Connects by itself, and again whenever Redis was away. */
export function openQueue(settings: QueueSettings): Queue {
  // Whoever waits at a server is told at once that Redis is away; nothing is queued in memory.
  const redis = connect(settings, {
    connectionName: 'kierto-api',
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: longestAnswer,
  });
  const queues = new Map<string, Promise<BullQueue>>();
  /** Opened when Redis is there for the first time: a queue that fails to open stays broken. */
  const queue = (name: 'tasks' | 'scheduled'): Promise<BullQueue> => {
    const opened = queues.get(name) ?? opening(name, redis);
    queues.set(name, opened);
    opened.catch(() => queues.delete(name));
    return opened;
  };
  const find = async (id: string) =>
    (await queue('tasks')).getJob(idInQueue(id)) as Promise<QueuedJob<TaskData> | undefined>;
  /** The state is asked for before the rest, and again when the task ended in between: what is done has its report. */
  const told = async (id: string): Promise<TaskStatus | undefined> => {
    const tasks = await queue('tasks');
    const before = await tasks.getJobState(idInQueue(id));
    const job = await find(id);
    if (!job) return undefined;
    return statusOf(job, stateOf(job.finishedOn ? await tasks.getJobState(idInQueue(id)) : before));
  };
  return {
    ask: (task) =>
      answered(redis, async () => {
        const tasks = await queue('tasks');
        await tasks.add(task.kind, task, { jobId: idInQueue(task.id), ...attempts, ...kept.tasks });
        const status = (await told(task.id))!;
        if (!isSameTask(status, task)) throw new TaskRefused(task.id);
        return status;
      }),
    list: () =>
      answered(redis, async () => {
        const tasks = await queue('tasks');
        const all = new Map<string, TaskStatus>();
        // In the order of a task's life: one that goes on meanwhile is seen twice, and the later state is kept.
        for (const [state, inQueue] of Object.entries(statesInQueue))
          for (const job of await tasks.getJobs([...inQueue], 0, 99))
            all.set(job.data.id, statusOf(job, state as TaskState));
        return [...all.values()].sort((one, other) => (one.askedAt < other.askedAt ? 1 : -1));
      }),
    read: (id) => answered(redis, () => told(id)),
    cancel: (id) =>
      answered(redis, async () => {
        const status = await told(id);
        if (status?.state !== 'waiting' && status?.state !== 'active') return status;
        const job = await find(id);
        await job?.updateData({ ...job.data, cancelled: true });
        return told(id);
      }),
    scheduled: () =>
      answered(redis, async () => {
        const [schedulers, runs] = await Promise.all([
          (await queue('scheduled')).getJobSchedulers(),
          redis.hgetall(lastRuns),
        ]);
        return schedulers.map(({ key, next }) => ({
          name: key,
          ...(runs[key] && { lastRun: JSON.parse(runs[key]) as ScheduledRun }),
          ...(next && { nextRun: new Date(next).toISOString() }),
        }));
      }),
    health: () => healthOf(redis),
    close: async () => {
      await Promise.allSettled([...queues.values()].map(async (opened) => (await opened).close()));
      redis.disconnect();
    },
  };
}

async function opening(name: string, redis: Redis): Promise<BullQueue> {
  const queue = new BullQueue(name, { connection: redis, prefix, skipMetasUpdate: name === 'scheduled' });
  // The connection tells its errors itself.
  queue.on('error', () => {});
  await queue.waitUntilReady();
  return queue;
}

/** Runs what is asked and what time brings, until it is closed. Waits for Redis as long as it is away. */
export function openRunner(settings: QueueSettings, work: Work): Runner {
  const { at, jobs, tasks, pace = usualPace } = work;
  const { log } = settings;
  const redis = connect(settings, { connectionName: 'kierto-worker', maxRetriesPerRequest: null });
  const connections = [redis];
  /** BullMQ waits for jobs on a further connection for each worker, made in this way. */
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (more) => {
    const further = duplicate(more);
    connections.push(further);
    return further;
  };
  const inHand = new InHand();
  const running = new Set<string>();
  const schedule = new BullQueue('scheduled', { connection: redis, prefix });
  const stopped = new AbortController();

  const options = {
    connection: redis,
    prefix,
    lockDuration: pace.lock,
    stalledInterval: pace.stalled,
    runRetryDelay: pace.retry,
    maxStalledCount,
  };
  const workers = [
    new Worker<TaskData>('tasks', (job, token, lost) => inHand.hold(runAsked(job, token, lost!)), options),
    new Worker('scheduled', (job, _token, lost) => inHand.hold(runJob(job.name, lost!)), {
      ...options,
      concurrency: 4,
    }),
  ];
  for (const worker of workers) {
    worker.on('error', (error) => {
      if (redis.status === 'ready')
        log({ queue: worker.name, error: error.name }, 'a worker has trouble with its queue');
    });
    worker.on('stalled', (job) =>
      log({ queue: worker.name, job }, 'a worker was not heard of any more; its job is run again'),
    );
    // Somebody else runs it already.
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) worker.cancelJob(id, 'taken over');
    });
  }
  schedule.on('error', () => {});

  /** At every connection: a Redis that was started anew may have lost the schedule. */
  let setting: Promise<void> = Promise.resolve();
  const onReady = () => {
    // One after the other: an earlier one, cut off in the middle, would take away what this one sets.
    setting = setting
      .then(() => keepSchedule(schedule, jobs))
      .catch((error: Error) => log({ error: error.name }, 'the schedule could not be set'));
  };
  redis.on('ready', onReady);

  async function runJob(name: string, lost: AbortSignal): Promise<void> {
    const job = jobs.find((one) => one.name === name);
    // An older worker's schedule, which newer ones take away. Or its run before goes on: again and again beside itself, it
    // would in the end take all places from the others.
    if (!job || running.has(name)) return;
    running.add(name);
    const run = await runOnce(job, at, AbortSignal.any([lost, stopped.signal]));
    running.delete(name);
    if (redis.status === 'ready') await redis.hset(lastRuns, name, JSON.stringify(run));
    if (run.error) throw saying(run.error, new Error());
  }

  async function runAsked(job: QueuedJob<TaskData>, token: string | undefined, lost: AbortSignal): Promise<object> {
    const ended = await runTask(tasks, job.data, at, {
      lost,
      stopped: stopped.signal,
      every: pace.cancel,
      isCancelled: () => isCancelled(job.id!),
      tell: (progress) => job.updateProgress(progress),
    });
    if (ended === 'stopped') {
      // Without Redis it is not handed back: it is taken over when this worker is missed.
      if (redis.status === 'ready') await job.moveToWait(token);
      throw new WaitingError();
    }
    if (ended === 'cancelled')
      throw saying({ code: 'cancelled', sentence: 'It was cancelled.' }, new UnrecoverableError());
    if ('failure' in ended) throw saying(ended.failure, new Error());
    return ended.report;
  }

  async function isCancelled(id: string): Promise<boolean> {
    if (redis.status !== 'ready') return false;
    const data = await redis.hget(`${prefix}:tasks:${id}`, 'data').catch(() => null);
    return data !== null && (JSON.parse(data) as TaskData).cancelled === true;
  }

  return {
    health: () => healthOf(redis),
    async close() {
      stopped.abort(stopping);
      const away = redis.status !== 'ready';
      const closing = Promise.allSettled([...workers.map((worker) => worker.close(away)), inHand.ended()]);
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, longestClosing);
      await Promise.race([closing, patience.promise]);
      clearTimeout(timer);
      redis.off('ready', onReady);
      for (const connection of connections) connection.disconnect();
    },
  };
}

/** The schedule is what these jobs say; what is there beside them is of an older version. */
async function keepSchedule(schedule: BullQueue, jobs: readonly Job[]): Promise<void> {
  for (const { name, everyMinutes } of jobs)
    await schedule.upsertJobScheduler(
      name,
      { every: everyMinutes * aMinute },
      { name, opts: { ...fewAttempts, ...kept.scheduled } },
    );
  for (const { key } of await schedule.getJobSchedulers())
    if (!jobs.some(({ name }) => name === key)) await schedule.removeJobScheduler(key);
}
