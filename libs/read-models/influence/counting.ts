import type { Worker } from 'node:worker_threads';
import { QueryRefused, ReadModelUnavailable } from '../errors.ts';
import { startWorker } from '../worker-thread.ts';
import type { CountingData, FromCounting, ToCounting } from './influence.worker.ts';
import type { Answered, Question } from './questions.ts';

/** What queries count with. */
export interface Counting {
  /** @throws QueryRefused, ReadModelUnavailable */
  ask(question: Question): Promise<Exclude<Answered, { refused: string }>>;
  close(): Promise<void>;
}

/** In a process that answers nobody. */
export const noCounting: Counting = {
  ask: async () => {
    throw new ReadModelUnavailable('read-model.stopped', 'Figures are not counted here.', 60);
  },
  close: async () => {},
};

type Result = FromCounting['result'];

/** A thread of its own that counts, begun when somebody asks for the first time; begun again when it has failed. */
export function openCounting(data: CountingData, log: (sentence: string) => void): Counting {
  const asked = new Map<number, (result: Result) => void>();
  let worker: Worker | undefined;
  let ended: Promise<void> = Promise.resolve();
  let asks = 0;
  let closing = false;

  function begin(): Worker {
    const begun = startWorker('influence/influence', data);
    begun.on('message', ({ answered, result }: FromCounting) => {
      asked.get(answered)?.(result);
      asked.delete(answered);
    });
    begun.on('error', (error) => log(`Counting has stopped: ${error.name}: ${error.message}`));
    ended = new Promise((resolve) =>
      begun.once('exit', () => {
        if (worker === begun) worker = undefined;
        for (const settle of asked.values()) settle({ failed: 'the thread has ended' });
        asked.clear();
        resolve();
      }),
    );
    return begun;
  }

  return {
    async ask(question) {
      if (closing) return noCounting.ask(question);
      worker ??= begin();
      asks += 1;
      const ask = asks;
      const told = new Promise<Result>((resolve) => asked.set(ask, resolve));
      worker.postMessage({ ask, question } satisfies ToCounting);
      const result = await told;
      if ('failed' in result) {
        if (!closing) log(`A figure could not be counted: ${result.failed}`);
        throw new ReadModelUnavailable('read-model.stopped', 'The figure could not be counted.', 5);
      }
      if ('refused' in result) throw new QueryRefused('query.param-wrong', result.refused, 'at');
      return result;
    },
    async close() {
      closing = true;
      worker?.postMessage('stop' satisfies ToCounting);
      await ended;
    },
  };
}
