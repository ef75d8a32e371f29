import { TaskRefused, TasksUnavailable } from '#jobs';
import type { QueueHealth } from './port.ts';

/** Milliseconds. */
export const longestAnswer = 2_000;

/** What is needed of a connection to Redis here. */
interface Connection {
  readonly status: string;
  info(section: 'memory'): Promise<string>;
}

/** @throws TaskRefused; TasksUnavailable when it fails or takes too long */
export async function answered<Answer>({ status }: Connection, ask: () => Promise<Answer>): Promise<Answer> {
  if (status !== 'ready') throw new TasksUnavailable();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TasksUnavailable()), longestAnswer);
  try {
    return await Promise.race([ask(), late.promise]);
  } catch (error) {
    if (error instanceof TaskRefused) throw error;
    throw new TasksUnavailable();
  } finally {
    clearTimeout(timer);
  }
}

export async function healthOf(redis: Connection): Promise<QueueHealth> {
  try {
    const memory = await answered(redis, () => redis.info('memory'));
    const policy = /^maxmemory_policy:(.*?)\r?$/m.exec(memory)?.[1];
    return policy === undefined || policy === 'noeviction' ? { ready: true } : { ready: true, code: 'queue-may-evict' };
  } catch {
    return { ready: false, code: 'queue-unavailable' };
  }
}
