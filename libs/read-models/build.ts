import type { Worker } from 'node:worker_threads';
import type { FromBuilder } from './builder.worker.ts';
import { ReadModelUnavailable } from './errors.ts';
import { discardBuilding, type WorkerData } from './read-files.ts';
import { startWorker } from './worker-thread.ts';

export type HowFar = Extract<FromBuilder, { done: number }>;
type Built = Extract<FromBuilder, { built: unknown }>;

/**
 * Starts a thread that builds models beside those in use, and tells how far it is.
 * @returns the thread, which ends early when it is sent `stop`; and what it has built, rejected with ReadModelUnavailable when it
 * ends early. Aborted by the signal it also leaves no files.
 */
export function startBuilder(
  data: WorkerData,
  signal: AbortSignal | undefined,
  onProgress: (howFar: HowFar) => void,
): { readonly builder: Worker; readonly built: Promise<Built> } {
  const builder = startWorker('builder', data);
  const stop = () => builder.postMessage('stop');
  if (signal?.aborted) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  const built = new Promise<Built>((resolve, reject) => {
    builder.on('message', (message: FromBuilder) => {
      if ('built' in message) resolve(message);
      else onProgress(message);
    });
    builder.on('error', reject);
    builder.on('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(new ReadModelUnavailable('read-model.stopped', `Building ${data.models.join(', ')} ended early.`, 60));
    });
  });
  const cleaned = built.catch((error: unknown) => {
    if (signal?.aborted) for (const name of data.models) discardBuilding(data.folder, name);
    throw error;
  });
  return { builder, built: cleaned };
}
