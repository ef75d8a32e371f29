import { Worker } from 'node:worker_threads';

/** Starts a worker from the file beside this one: from source by Node's own type stripping, from a build as JavaScript. */
export function startWorker(name: string, workerData: unknown): Worker {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  const fromSource = extension === '.ts' ? ['--conditions=source', '--disable-warning=ExperimentalWarning'] : [];
  return new Worker(new URL(`./${name}.worker${extension}`, import.meta.url), { workerData, execArgv: fromSource });
}
