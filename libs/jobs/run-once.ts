import type { Job, Workplace } from './job.ts';
import { failureOf, type ScheduledRun } from './task.ts';

/** Runs a job, and tells how it went; what it throws is logged and told, not thrown. */
export async function runOnce(job: Job, at: Workplace, signal: AbortSignal): Promise<ScheduledRun> {
  const startedAt = new Date().toISOString();
  try {
    await job.run(at, signal);
    return { startedAt, endedAt: new Date().toISOString() };
  } catch (error) {
    const failure = failureOf(error);
    at.log({ job: job.name, ...failure }, 'a scheduled job failed; it is tried again');
    return { startedAt, endedAt: new Date().toISOString(), error: failure };
  }
}
