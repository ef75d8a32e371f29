import type { Logger } from 'pino';
import { type Installation, openInstallation, type Settings } from '#installation';
import { type Directory, openDirectory } from '#sign-in';
import { AccessLog } from './access-log.ts';
import { type Jobs, openJobs } from './jobs.ts';
import { Live } from './live.ts';
import { Metrics } from './metrics.ts';
import { RateLimits } from './rate-limits.ts';
import { RememberedAnswers } from './remembered-answers.ts';

/** Everything that a server works with, opened. */
export interface House extends Installation {
  /** `demo`: whoever comes may look through the eyes of the demo's people. */
  readonly settings: Settings & { readonly demo?: boolean };
  /** Of the demo: what opens its group's link since this start, once it is there. */
  readonly demoLink: { token?: string };
  readonly jobs: Jobs;
  readonly answers: RememberedAnswers;
  readonly access: AccessLog;
  /** Missing: nobody signs in by a directory here. */
  readonly directory?: Directory;
  readonly live: Live;
  readonly metrics: Metrics;
  readonly rates: RateLimits;
}

/** Token under which Nest hands out the house. */
export const HOUSE = Symbol('House');

/** @throws StoreError, VaultError: what is wrong with the folder, the engines or the keys; nothing stays open then */
export async function openHouse(settings: House['settings'], log: Logger): Promise<House> {
  const installation = await openInstallation(settings, log, { asked: true });
  const { reads, store, vault } = installation;
  try {
    const live = await Live.open(reads, store);
    const jobs = openJobs(installation, settings);
    const access = new AccessLog(installation);
    return {
      ...installation,
      settings,
      demoLink: {},
      jobs,
      answers: new RememberedAnswers({ reads, vault }),
      access,
      ...(settings.directory && { directory: openDirectory(settings.directory) }),
      live,
      metrics: metricsOf(installation, jobs),
      rates: new RateLimits(),
      async close() {
        live.close();
        await Promise.all([jobs.close(), access.close()]);
        await installation.close();
      },
    };
  } catch (error) {
    await installation.close();
    throw error;
  }
}

function metricsOf(installation: Installation, jobs: Jobs): Metrics {
  const metrics = new Metrics(installation);
  metrics.gauge({
    name: 'kierto_tasks',
    help: 'Exports and rebuilds that were asked for and are still told of.',
    label: 'state',
    read: async () => {
      const states = Object.groupBy(await jobs.list(), ({ state }) => state);
      return Object.entries(states).map(([state, tasks]) => ({ of: state, value: tasks.length }));
    },
  });
  metrics.gauge({
    name: 'kierto_queue_ready',
    help: '1 when the queue of the workers can be reached, 0 when not; missing where there is none.',
    label: 'queue',
    read: async () => {
      const health = await jobs.queueHealth();
      return health ? [{ of: 'redis', value: health.ready ? 1 : 0 }] : [];
    },
  });
  return metrics;
}
