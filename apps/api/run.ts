import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import 'reflect-metadata';
import { endInTime, isLoopback, openLog, SettingsError } from '#installation';
import { allQueries, thereIsAdministrator } from '#read-models';
import { firstAdministratorCode } from '#sign-in';
import { allUseCases } from '#use-cases';
import { token } from './admin-token.ts';
import { type Config, readConfig } from './config.ts';
import { importDemo, issueDemoLink } from './demo.ts';
import { type House, openHouse } from './house.ts';
import { traced } from './problem.filter.ts';
import { codeOf, problems } from './problems.ts';
import type { RateLimits } from './rate-limits.ts';
import { type Server, serve } from './server.ts';
import type { WhoIs } from './who-is.ts';

/** People read standard error; standard output holds the log, one JSON line each. */
const say = (sentence: string): void => console.error(`kierto: ${sentence}`);

function end(status: number, sentence: string): never {
  say(sentence);
  process.exit(status);
}

function configure(): Config {
  try {
    return readConfig(process.env, process.argv.slice(2));
  } catch (error) {
    if (error instanceof SettingsError) return end(2, error.message);
    throw error;
  }
}

/** What cannot be done at the start, in a sentence that tells what to do. */
function whyNot(error: unknown, { folder, host, port, eventStore, vault }: Config): string {
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : '';
  if (code === 'store-locked' || code === 'vault-locked' || code === 'folder-locked')
    return `another server works in the data folder ${folder}. ${said} Stop that one, or choose another folder with DATA_DIR.`;
  if (code === 'EADDRINUSE')
    return `something else listens on ${host}, port ${port} already. Stop it, or choose another port with PORT.`;
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    return `cannot listen on ${host}, port ${port} (${code}). Choose others with HOST and PORT.`;
  const embedded = eventStore.kind === 'sqlite' && vault.kind === 'sqlite';
  if (code) return `cannot open ${embedded ? `the data folder ${folder}` : 'the log or the vault'}: ${said}`;
  return `cannot start: ${JSON.stringify(traced(error))}`;
}

/** Milliseconds between two looks whether the views can be asked. */
const lookEvery = 100;

/** Tells whoever reads the console how the first administrator comes in, as soon as the views know that there is none. */
async function tellFirstAdministrator({ context, reads, log }: House, address: string, ended: () => boolean) {
  while (!ended()) {
    try {
      const head = await context.store.head();
      if (head) await reads.waitFor(head.position, lookEvery, ['rights']);
      const code = await firstAdministratorCode(context, () => thereIsAdministrator(reads));
      if (code !== undefined)
        say(
          `nobody administers this installation yet: open ${address}/first-administrator and type the code ${code}, which is good once, for a day`,
        );
      return;
    } catch (error) {
      // While views are built or an engine is away nobody can know.
      if (problems[codeOf(error) ?? '']?.[0] !== 503) {
        log.error(traced(error), 'whether there is an administrator could not be found out');
        return;
      }
    }
    await sleep(lookEvery, undefined, { ref: false });
  }
}

/** What stands in for the real thing where a test tells a story to a process of its own. */
export interface Otherwise {
  readonly whoIs?: (house: House) => WhoIs;
  readonly rates?: RateLimits;
}

/** A server as a process: by environment and flags, until a signal ends it. */
export async function run({ whoIs, rates }: Otherwise = {}): Promise<void> {
  const config = configure();
  const log = openLog(config.logLevel);

  async function begin(): Promise<{ readonly house: House; readonly server: Server }> {
    const house = { ...(await openHouse(config, log)), ...(rates && { rates }) };
    try {
      const registry = { useCases: allUseCases, queries: allQueries };
      return { house, server: await serve(house, registry, whoIs ? { whoIs: whoIs(house) } : {}) };
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  const { house, server } = await begin().catch((error: unknown) =>
    error instanceof SettingsError ? end(2, error.message) : end(1, whyNot(error, config)),
  );
  /** Tells the command line where the server is that holds the folder's lock; only who may read the folder may read it. */
  const whereabouts = join(config.folder, 'server.json');
  rmSync(whereabouts, { force: true });
  writeFileSync(whereabouts, `${JSON.stringify({ url: server.address, pid: process.pid, token })}\n`, { mode: 0o600 });

  let stopping = false;
  async function stop(signal: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    endInTime(log);
    say(`${signal}: finishing the requests in hand …`);
    rmSync(whereabouts, { force: true });
    await server.close();
    log.flush(() => process.exit(0));
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  say(`listening on ${server.address}, with its data in ${config.folder}`);
  if (!isLoopback(config.host) && !config.baseUrl?.startsWith('https:'))
    say(
      'others can reach this address, and no BASE_URL with https says that TLS stands before it: passwords and words would pass in the clear',
    );
  log.info({ address: server.address, folder: config.folder }, 'listening');

  try {
    if (config.demo) {
      say('taking in the demo where the folder is empty …');
      const taken = await importDemo(house, config.folder);
      say(taken ? 'the demo is in' : 'the folder holds something already; the demo was not taken in');
      await issueDemoLink(house);
    }
    if (stopping) return;
    house.jobs.begin();
    void tellFirstAdministrator(house, config.baseUrl ?? server.address, () => stopping);
  } catch (error) {
    // Stopped in the middle, the import finds the house closed; it goes on at the next start.
    if (!stopping) end(1, whyNot(error, config));
  }
}
