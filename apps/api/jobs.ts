import { type Installation, type Settings, spanned } from '#installation';
import {
  exportTask,
  type Following,
  followAll,
  rebuildTask,
  type ScheduledStatus,
  scheduledJobs,
  type Tasks,
  type Workplace,
} from '#jobs';
import { openQueue, type QueueHealth } from '#queue';
import { TasksHere } from './tasks-here.ts';
import { Timer } from './timer.ts';

/** What a server does beside answering requests, or has workers do. */
export interface Jobs extends Tasks {
  /** @throws TasksUnavailable */
  scheduled(): Promise<readonly ScheduledStatus[]>;
  /** Undefined where there is no queue. */
  queueHealth(): Promise<QueueHealth | undefined>;
  /** Begins what time brings, unless workers do it, and to follow the log. */
  begin(): void;
  /** Ends after what is in hand. */
  close(): Promise<void>;
}

/** With a queue, exports and what time brings are run by workers. Views are each process's own, so a rebuild never leaves it. */
export function openJobs(installation: Installation, { redisUrl }: Pick<Settings, 'redisUrl'>): Jobs {
  const at = workplaceOf(installation);
  const { telemetry } = installation;
  const tasks = [exportTask, rebuildTask].map((task) => spanned(task, `task ${task.kind}`, telemetry, ['run']));
  const here = new TasksHere(at, tasks);
  const queue = redisUrl === undefined ? undefined : openQueue({ url: redisUrl, log: at.log });
  const jobs = scheduledJobs.map((job) => spanned(job, `job ${job.name}`, telemetry, ['run']));
  const timer = queue ? undefined : new Timer(at, jobs);
  let following: Following | undefined;
  return {
    ask: (task) => (queue && task.kind === 'export' ? queue : here).ask(task),
    list: async () =>
      [...(await here.list()), ...((await queue?.list()) ?? [])].sort((one, other) =>
        one.askedAt < other.askedAt ? 1 : -1,
      ),
    read: async (id) => (await here.read(id)) ?? queue?.read(id),
    cancel: async (id) => (await here.cancel(id)) ?? queue?.cancel(id),
    scheduled: async () => (queue ? queue.scheduled() : timer!.scheduled()),
    queueHealth: async () => queue?.health(),
    begin() {
      timer?.begin();
      following = followAll(at);
    },
    async close() {
      await Promise.all([timer?.close(), here.close(), following?.close(), queue?.close()]);
    },
  };
}

export function workplaceOf({ context, reads, delivery, folder, log }: Installation): Workplace {
  return { context, reads, delivery, folder, log: (facts, sentence) => log.info(facts, sentence) };
}
