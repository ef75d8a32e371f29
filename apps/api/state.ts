import { readFileSync } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { readinessOf } from '#installation';
import { scheduledJobs } from '#jobs';
import { keptLines, type Proof } from '#use-cases';
import type { Channel } from '#vault';
import { modelsSchema } from './health-routes.ts';
import type { House } from './house.ts';
import { lastBackup } from './last-backup.ts';
import type { Schema } from './operation.ts';

/** Counting further ones would cost more than it tells. */
const mostCounted = 1_000;

/** Of the software. */
export const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly version: string;
};

/** How everything is. A part that cannot be asked is missing, or says why: the others are told all the same. */
export async function stateOf(house: House): Promise<object> {
  const { store, settings, delivery, jobs, folder, context } = house;
  const [{ ready, store: log, vault, models }, queue, events, mail, webhooks, scheduled, tasks, backup, disk] =
    await Promise.all([
      readinessOf(house),
      jobs.queueHealth(),
      orNothing(store.size()),
      orNothing(sendingOf(house, 'mail')),
      orNothing(sendingOf(house, 'webhook')),
      orNothing(jobs.scheduled()),
      orNothing(jobs.list()),
      lastBackup(settings.folder),
      orNothing(diskOf(folder)),
    ]);
  return {
    at: new Date(context.clock.now()).toISOString(),
    ready,
    version,
    node: process.version,
    runningSince: new Date(Date.now() - process.uptime() * 1_000).toISOString(),
    store: { ...log, kind: settings.eventStore.kind, ...(events !== undefined && { events }) },
    vault: { ...vault, kind: settings.vault.kind },
    models,
    ...(queue && { queue }),
    mail: { configured: delivery.mail.configured, ...mail },
    webhooks: { ...webhooks },
    ...(scheduled && {
      jobs: scheduledJobs.map(({ name }) => ({ name, ...scheduled.find((one) => one.name === name) })),
    }),
    ...(tasks && { tasks: tasks.filter(({ state }) => state === 'waiting' || state === 'active').length }),
    ...(backup && {
      backup: { ...backup, ...(events !== undefined && { since: Math.max(0, events - backup.events) }) },
    }),
    ...proofOf(folder),
    ...(disk && { disk }),
  };
}

/** An engine that is away has a place of its own where that is told. */
const orNothing = <Told>(asked: Promise<Told>): Promise<Told | undefined> => asked.catch(() => undefined);

/** What waits, what failed and what left last. */
async function sendingOf({ vault }: House, channel: Channel): Promise<object> {
  const list = (state: 'waiting' | 'failed' | 'done', limit: number) =>
    vault.deliveries.list({ channel, state, limit });
  const [waiting, failed, [last]] = await Promise.all([
    list('waiting', mostCounted),
    list('failed', mostCounted),
    list('done', 1),
  ]);
  return {
    waiting: waiting.length,
    failed: failed.length,
    ...(last?.lastAt && { lastSent: last.lastAt.toISOString() }),
  };
}

function proofOf(folder: string): { readonly proof?: Pick<Proof, 'day' | 'count'> } {
  const last = keptLines(folder).at(-1);
  return last ? { proof: { day: last.day, count: last.count } } : {};
}

/** Bytes of all files in the data folder, and what is left on its disk. */
async function diskOf(folder: string): Promise<object> {
  const { bavail, bsize, blocks } = await statfs(folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => orNothing(stat(join(entry.parentPath, entry.name)))),
  );
  // One that went between listing and looking is not counted.
  const used = sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
  return { used, free: bavail * bsize, of: blocks * bsize };
}

const instant: Schema = { type: 'string', format: 'date-time' };
const count = (description: string): Schema => ({ type: 'integer', minimum: 0, description });
const object = (
  required: readonly string[],
  properties: Readonly<Record<string, Schema>>,
  description?: string,
): Schema => ({
  type: 'object',
  required,
  properties,
  ...(description !== undefined && { description }),
});
const part = { ready: { type: 'boolean' }, code: { type: 'string', description: 'Why it is not.' } };
const upTo = `Counted up to ${mostCounted}.`;
const sending = {
  waiting: count(`What has not left yet. ${upTo}`),
  failed: count(`What was given up in the last ninety days. ${upTo}`),
  lastSent: { ...instant, description: 'When the newest of those that left was taken.' },
};
const failure = object(['code', 'sentence'], { code: { type: 'string' }, sentence: { type: 'string' } });

export const stateSchema: Schema = object(
  ['at', 'ready', 'version', 'node', 'runningSince', 'store', 'vault', 'models', 'mail', 'webhooks'],
  {
    at: instant,
    ready: { type: 'boolean', description: 'Everything can be asked.' },
    version: { type: 'string' },
    node: { type: 'string' },
    runningSince: { ...instant, description: 'When the process that answers was started.' },
    store: object(['ready', 'kind'], {
      ...part,
      kind: { type: 'string', enum: ['sqlite', 'eventstoredb'] },
      events: count('How many events the log holds; about, where it is on another machine.'),
    }),
    vault: object(['ready', 'kind'], { ...part, kind: { type: 'string', enum: ['sqlite', 'postgres'] } }),
    models: modelsSchema,
    queue: object(['ready'], part, 'Missing where the server does all jobs itself.'),
    mail: object(['configured'], { configured: { type: 'boolean' }, ...sending }),
    webhooks: object([], sending),
    jobs: {
      type: 'array',
      description: 'What time brings. Missing while the queue cannot be asked.',
      items: object(['name'], {
        name: { type: 'string' },
        lastRun: object(['startedAt', 'endedAt'], { startedAt: instant, endedAt: instant, error: failure }),
        nextRun: instant,
      }),
    },
    tasks: count('Exports and rebuilds that wait or run.'),
    backup: object(
      ['made', 'folder', 'events'],
      {
        made: instant,
        folder: { type: 'string', description: 'Where it lies, as whoever made it saw it.' },
        events: count('How many events it holds.'),
        since: count('How many events the log has got since.'),
      },
      'The last one that `kierto backup` made of this data folder; missing: none.',
    ),
    proof: object(
      ['day', 'count'],
      { day: { type: 'string', format: 'date' }, count: count('How many events it covers.') },
      'The last checkpoint that was kept of the log; missing while none is.',
    ),
    disk: object(['used', 'free', 'of'], {
      used: count('Bytes of the files in the data folder.'),
      free: count('Bytes left on its disk.'),
      of: count('Bytes of its disk.'),
    }),
  },
);
