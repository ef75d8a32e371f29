/**
 * A worker in a process of its own, quick to be missed: it runs exports, and a job every second that notes each run.
 * Started as `node test/queue-worker.ts JSON`; says `working`, and `holding` where it stops in the middle of an export.
 */
import { appendFileSync } from 'node:fs';
import { openEventStore } from '#event-store';
import { exportTask, type Job, type Task } from '#jobs';
import { openRunner } from '#queue';
import { openContext } from '#use-cases';
import { openVault, type Vault } from '#vault';

export interface QueueWorker {
  readonly redis: string;
  /** Data folder with the log. */
  readonly log: string;
  readonly postgres: string;
  readonly masterKeys: string;
  /** A line a run of the job. */
  readonly runs: string;
  /** After its first progress an export goes on no more until it is aborted. */
  readonly hold: boolean;
}

const given = JSON.parse(process.argv[2]!) as QueueWorker;
const store = await openEventStore({ kind: 'sqlite', folder: given.log, readOnly: true });
const vault = await openVault({ kind: 'postgres', url: given.postgres, masterKeys: given.masterKeys });
const context = openContext(store, vault);
const say = (text: string) => console.log(text);

const probe: Job = {
  name: 'probe',
  everyMinutes: 1 / 60,
  summary: 'Notes that it ran.',
  run: async () => appendFileSync(given.runs, `${process.pid}\n`),
};
const held: Task = {
  kind: 'export',
  async run(at, input, signal, onProgress) {
    const { files } = at.context.vault;
    const holding = {
      words: vault.words,
      files: {
        forget: (file: string) => files.forget(file),
        write: async (...chunk: Parameters<typeof files.write>) => {
          await files.write(...chunk);
          say('holding');
          await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        },
      },
    };
    return exportTask.run({ ...at, context: { ...context, vault: holding as Vault } }, input, signal, onProgress);
  },
};

const runner = openRunner(
  { url: given.redis, log: (facts, sentence) => console.error(JSON.stringify({ ...facts, sentence })) },
  {
    at: { context, folder: given.log, log: () => {}, reads: undefined as never, delivery: undefined as never },
    jobs: [probe],
    tasks: [given.hold ? held : exportTask],
    pace: { lock: 1_000, stalled: 500, cancel: 200, retry: 500 },
  },
);
process.on('SIGTERM', async () => {
  await runner.close();
  await vault.close();
  await store.close();
  process.exit(0);
});
say('working');
