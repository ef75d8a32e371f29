/** Where and how long Redis keeps what it is given. */

export const prefix = 'kierto';
/** Hash of the last run of each scheduled job. */
export const lastRuns = `${prefix}:last-runs`;

const aDay = 24 * 3_600;
/** Ages in seconds. A task is told of as long as its export can be fetched. */
export const kept = {
  tasks: { removeOnComplete: { age: 7 * aDay, count: 500 }, removeOnFail: { age: 7 * aDay, count: 500 } },
  scheduled: { removeOnComplete: { age: aDay, count: 200 }, removeOnFail: { age: 7 * aDay, count: 200 } },
};
/** Tried for some minutes, so that an engine that is being started again is waited for; not by all at the same moment. */
export const attempts = { attempts: 6, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } };
/** Those that keep failing come again at their next time. */
export const fewAttempts = { attempts: 3, backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 } };
/** How often a task may be taken over from a worker that died. */
export const maxStalledCount = 5;
