import {
  endInTime,
  gaugesOf,
  type Installation,
  openInstallation,
  openLog,
  readSettings,
  type Settings,
  SettingsError,
  spanned,
} from '#installation';
import { exportTask, followAll, scheduledJobs, type Workplace } from '#jobs';
import { openRunner } from '#queue';
import { type HealthServer, serveHealth } from './health.ts';

/** People read standard error; standard output holds the log, one JSON line each. */
const say = (sentence: string): void => console.error(`kierto: ${sentence}`);

function end(status: number, sentence: string): never {
  say(sentence);
  process.exit(status);
}

function configure(): Settings & { readonly redisUrl: string } {
  const [unknown] = process.argv.slice(2);
  if (unknown !== undefined) return end(2, `There is no flag ${JSON.stringify(unknown)}; a worker takes none.`);
  try {
    const settings = readSettings(process.env);
    const { redisUrl } = settings;
    if (redisUrl === undefined)
      return end(
        2,
        'REDIS_URL is not set. A worker takes its jobs from Redis; without it the server runs them itself.',
      );
    return { ...settings, redisUrl };
  } catch (error) {
    if (error instanceof SettingsError) return end(2, error.message);
    throw error;
  }
}

/** Errors of our libs and of the system speak of files and addresses; any other is only named. */
function whyNot(error: unknown): string {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  if (code === 'folder-locked')
    return `cannot start: ${(error as Error).message} Give each process a folder of its own with DATA_DIR.`;
  return `cannot start: ${typeof code === 'string' ? (error as Error).message : String((error as Error)?.name)}`;
}

const settings = configure();
const log = openLog(settings.logLevel);
const installation: Installation = await openInstallation(settings, log).catch((error: unknown) =>
  error instanceof SettingsError ? end(2, error.message) : end(1, whyNot(error)),
);
const { context, reads, delivery, telemetry } = installation;
for (const gauge of gaugesOf(installation)) telemetry.gauge(gauge);
const jobs = scheduledJobs.map((job) => spanned(job, `job ${job.name}`, telemetry, ['run']));
const at: Workplace = {
  context,
  reads,
  delivery,
  folder: installation.folder,
  log: (facts, sentence) => log.info(facts, sentence),
};
const runner = openRunner(
  { url: settings.redisUrl, log: at.log },
  // Views are each process's own: a rebuild is asked of the server whose views they are.
  { at, jobs, tasks: [spanned(exportTask, 'task export', telemetry, ['run'])] },
);
const following = followAll(at);

let health: HealthServer | undefined;
let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  endInTime(log);
  say(`${signal}: finishing what is in hand; exports are handed back …`);
  await health?.close();
  await Promise.all([runner.close(), following.close()]);
  await installation.close();
  log.flush(() => process.exit(0));
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

if (settings.healthPort !== undefined) {
  const where = { host: settings.host, port: settings.healthPort };
  health = await serveHealth(installation, runner, where).catch((error: unknown) => end(1, whyNot(error)));
  say(`tells how it is at ${health.address}/health/ready`);
}
say('working; jobs are taken from Redis');
log.info({ jobs: scheduledJobs.map(({ name }) => name) }, 'working');
