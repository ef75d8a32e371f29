import { Worker } from 'node:worker_threads';

/** Starts a worker from the file beside this one. */
export function startWorker(name: string, workerData: unknown): Worker {
  // Without a limit the heap grows with what is free, not with what is needed; several threads share the process's memory.
  const resourceLimits = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };
  return new Worker(new URL(`./${name}.worker.ts`, import.meta.url), { workerData, execArgv: [], resourceLimits });
}
